import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { locator } from '../../../shared/locator';
import { itemParameters } from '../../../shared/parameters';
import type { AssociationSpec } from '../../associations';
import { associationLabels, OBJECT_TYPE_OPTIONS } from '../../associations';
import { ticketField } from '../../fields';
import { readTicketId } from '../../ticket';

/** The two records, and how they are associated. */
export const pairFields = [
	ticketField,
	{
		displayName: 'Associated Object',
		name: 'toObjectType',
		type: 'options',
		options: [...OBJECT_TYPE_OPTIONS],
		default: 'contacts',
		description: 'The kind of the other record',
	},
	{
		displayName: 'Associated Object ID',
		name: 'toObjectId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '201',
		description: 'The ID of the other record',
	},
] as const satisfies INodeProperties[];

export function typeField(description: string) {
	return locator({
		displayName: 'Association Type',
		name: 'associationTypeId',
		description,
		searchListMethod: 'searchAssociationTypes',
		placeholder: '16',
		dependsOn: ['toObjectType'],
	});
}

export interface Pair {
	ticketId: string;
	kind: string;
	otherId: string;
	/** Undefined: not chosen. */
	typeId?: number;
}

const allFields = [...pairFields, typeField('')] as const satisfies INodeProperties[];

export function readPair(context: IExecuteFunctions, itemIndex: number): Pair {
	const parameter = itemParameters(context, itemIndex, allFields);
	const typeId = parameter('associationTypeId');
	const otherId = parameter('toObjectId').trim();
	for (const [label, value] of [
		['Associated Object ID', otherId],
		['Association Type', typeId || '0'],
	]) {
		if (/^\d+$/.test(value ?? '')) continue;
		throw inputError(context, `The field "${label}" must be a number, but it is "${value}"`, { itemIndex });
	}
	return {
		ticketId: readTicketId(context, parameter('ticketId'), itemIndex),
		kind: parameter('toObjectType'),
		otherId,
		...(typeId === '' ? {} : { typeId: Number(typeId) }),
	};
}

/** Dated versions want the category beside the number (spec 8.1). */
export async function toSpec(
	context: IExecuteFunctions,
	kind: string,
	typeId: number,
	itemIndex: number,
): Promise<AssociationSpec> {
	const labels = await associationLabels(context, kind);
	const label = labels.find((candidate) => candidate.typeId === typeId);
	if (label !== undefined) return { associationCategory: label.category, associationTypeId: typeId };
	const known = labels.map((one) => `${one.typeId} (${one.label || 'no label'})`).join(', ');
	throw inputError(context, `A ticket and the chosen kind of record have no association type ${typeId}`, {
		itemIndex,
		description: `Allowed: ${known}.`,
	});
}
