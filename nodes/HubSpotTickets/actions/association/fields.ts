import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError, valueError } from '../../../shared/errors';
import { Problem, toChoice } from '../../../shared/parameters/values';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { itemParameters } from '../../../shared/parameters/reader';
import type { AssociationSpec } from '../../crm/associations';
import { associationLabels, NO_LABEL, OBJECT_TYPE_OPTIONS } from '../../crm/associations';
import { ticketField } from '../../crm/ticketFields';
import { readId, readTicketId } from '../../crm/recordId';

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
		urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-1/201',
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

export function readPair(context: IExecuteFunctions, itemIndex: number): Pair {
	const parameter = itemParameters(context, itemIndex, pairFields);
	return {
		ticketId: readTicketId(context, parameter('ticketId'), itemIndex),
		kind: parameter('toObjectType'),
		otherId: readId(
			context,
			{ field: 'Associated Record', kind: parameter('toObjectType') },
			parameter('toObjectId'),
			itemIndex,
		),
	};
}

/** By its number or its label. Undefined: not chosen. */
export async function readTypeId(
	context: IExecuteFunctions,
	kind: string,
	itemIndex: number,
	field: typeof typeField = typeField,
): Promise<number | undefined> {
	const given = itemParameters(context, itemIndex, [field])('associationTypeId');
	if (given === '') return undefined;
	if (/^\d+$/.test(given)) return Number(given);
	const types = (await associationLabels(context, kind)).map(({ label, typeId }) => ({
		name: label === '' ? NO_LABEL : label,
		value: typeId,
	}));
	const chosen = toChoice(given, types);
	if (!(chosen instanceof Problem)) return chosen.value;
	throw valueError(context, `The field "${field.displayName}" ${chosen.problem}`, {
		itemIndex,
		description: chosen.advice,
	});
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
