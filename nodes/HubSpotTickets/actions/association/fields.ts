import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { itemParameters } from '../../../shared/parameters/reader';
import type { AssociationSpec } from '../../crm/associations';
import { associationLabels, OBJECT_TYPE_OPTIONS } from '../../crm/associations';
import { ticketField } from '../../crm/ticketFields';
import { readTicketId } from '../../crm/ticket';

export const objectTypeField = {
	displayName: 'Associated Object',
	name: 'toObjectType',
	type: 'options',
	options: [...OBJECT_TYPE_OPTIONS],
	default: 'contacts',
	description: 'The kind of the other record',
} as const satisfies INodeProperties;

/** The two records, and how they are associated. */
export const pairFields = [
	ticketField,
	objectTypeField,
	resourceLocator({
		displayName: 'Associated Record',
		name: 'toObjectId',
		description: 'The other record, chosen from the list or by its ID',
		searchListMethod: 'searchRecords',
		required: true,
		placeholder: '201',
		dependsOn: ['toObjectType'],
	}),
] as const satisfies INodeProperties[];

export const typeField = resourceLocator({
	displayName: 'Association Type',
	name: 'associationTypeId',
	description: 'What the other record is to the ticket. Without one they are associated without a label.',
	searchListMethod: 'searchAssociationTypes',
	placeholder: '16',
	dependsOn: ['toObjectType'],
});

export interface Pair {
	ticketId: string;
	kind: string;
	otherId: string;
}

function readNumber(context: IExecuteFunctions, label: string, value: string, itemIndex: number): string {
	const text = value.trim();
	if (/^\d+$/.test(text)) return text;
	throw inputError(context, `The field "${label}" must be a number, but it is "${text}"`, { itemIndex });
}

export function readPair(context: IExecuteFunctions, itemIndex: number): Pair {
	const parameter = itemParameters(context, itemIndex, pairFields);
	return {
		ticketId: readTicketId(context, parameter('ticketId'), itemIndex),
		kind: parameter('toObjectType'),
		otherId: readNumber(context, 'Associated Record', parameter('toObjectId'), itemIndex),
	};
}

/** Undefined: not chosen. */
export function readTypeId(
	context: IExecuteFunctions,
	itemIndex: number,
	field: typeof typeField = typeField,
): number | undefined {
	const given = itemParameters(context, itemIndex, [field])('associationTypeId');
	return given === '' ? undefined : Number(readNumber(context, field.displayName, given, itemIndex));
}

/** Dated versions want the category beside the number. */
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
