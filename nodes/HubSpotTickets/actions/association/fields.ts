import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError, valueError } from '../../../shared/errors';
import { Problem, toId } from '../../../shared/parameters/values';
import type { Parameter } from '../../../shared/parameters/types';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { itemParameters } from '../../../shared/parameters/reader';
import type { AssociationSpec } from '../../crm/associations';
import { associationLabels, OBJECT_TYPE_OPTIONS } from '../../crm/associations';
import { ticketField } from '../../crm/ticketFields';
import { readId, readTicketId } from '../../crm/recordId';
import type { IfMissing } from '../../crm/recordLookup';
import { COMPANY_MODES, CONTACT_MODES, isLookup, lookUpRecord } from '../../crm/recordLookup';

export const objectTypeField = {
	displayName: 'Associated Object',
	name: 'toObjectType',
	type: 'options',
	options: [...OBJECT_TYPE_OPTIONS],
	default: 'contacts',
	description: 'The type of the other record',
} as const satisfies INodeProperties;

/** The two records, and how they are associated. */
export const pairFields = [
	ticketField,
	objectTypeField,
	{
		...resourceLocator({
			displayName: 'Associated Record',
			name: 'toObjectId',
			description:
				'The other record, chosen from the list or by its ID; a contact also by its email address or phone number, a company by its domain',
			searchListMethod: 'searchRecords',
			lookUp: 'record',
			required: true,
			placeholder: '201',
			urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-1/201',
			dependsOn: ['toObjectType'],
			modes: [...CONTACT_MODES, ...COMPANY_MODES],
		}),
		kind: 'located',
	},
] as const satisfies Parameter[];

export const typeField = resourceLocator({
	displayName: 'Association Type',
	name: 'associationTypeId',
	description: 'What the other record is to the ticket. Leave empty to associate them without a label.',
	searchListMethod: 'searchAssociationTypes',
	lookUp: 'associationType',
	placeholder: '16',
	dependsOn: ['toObjectType'],
});

export interface Pair {
	ticketId: string;
	kind: string;
	otherId: string;
}

/** The ID of a contact that is to be made is empty as long as it is left out. */
export async function readPair(
	context: IExecuteFunctions,
	itemIndex: number,
	ifMissing: IfMissing = 'refuse',
): Promise<Pair> {
	const parameter = itemParameters(context, itemIndex, pairFields);
	const ticketId = readTicketId(context, parameter('ticketId'), itemIndex);
	const kind = parameter('toObjectType');
	const located = parameter('toObjectId');
	const field = 'Associated Record';
	if (!isLookup(located.mode)) {
		return { ticketId, kind, otherId: readId(context, { field, kind }, located.value, itemIndex) };
	}
	const wanted = { field, kind, ifMissing, undone: 'The association was not made.' };
	return { ticketId, kind, otherId: (await lookUpRecord(context, wanted, located, itemIndex)) ?? '' };
}

/** Undefined: not chosen. */
export function readTypeId(
	context: IExecuteFunctions,
	itemIndex: number,
	field: typeof typeField = typeField,
): number | undefined {
	const given = itemParameters(context, itemIndex, [field])('associationTypeId');
	if (given === '') return undefined;
	const id = toId(given, { of: 'association type' });
	if (!(id instanceof Problem)) return Number(id);
	throw valueError(context, `The field "${field.displayName}" ${id.problem}`, { itemIndex, description: id.advice });
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
