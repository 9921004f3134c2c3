import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../shared/http/url';
import { valueError } from '../../shared/errors';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import { itemParameters } from '../../shared/parameters/reader';
import { isRecord } from '../../shared/isRecord';
import { ticketField } from './ticketFields';
import { readTicketId } from './recordId';
import { safeString } from '../../shared/safeConversion';

/** Which ticket is meant: by its ID, or by a property whose values are unique. */
export interface Lookup {
	/** The ID, or the value of `idProperty`. */
	id: string;
	idProperty?: string;
}

export const uniquePropertyField = resourceLocator({
	displayName: 'Unique Property',
	name: 'uniqueProperty',
	description: 'A property in which no two tickets have the same value',
	searchListMethod: 'searchUniqueProperties',
	lookUp: 'property',
	required: true,
	byLabel: 'By Name',
	placeholder: 'external_ref',
});

export const uniqueValueField = {
	displayName: 'Value',
	name: 'uniqueValue',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'RET-2026-0001',
	description: 'The value that the ticket has in the unique property',
} as const satisfies INodeProperties;

const forId = { show: { lookUpBy: ['id'] } };
const forProperty = { show: { lookUpBy: ['uniqueProperty'] } };

export const lookupFields = [
	{
		displayName: 'Find By',
		name: 'lookUpBy',
		type: 'options',
		options: [
			{ name: 'Ticket', value: 'id', description: 'Chosen from the list or by its ID' },
			{ name: 'Unique Property', value: 'uniqueProperty', description: 'For example the ID in another system' },
		],
		default: 'id',
		description: 'How to find the ticket',
	},
	{ ...ticketField, displayOptions: forId },
	{ ...uniquePropertyField, displayOptions: forProperty },
	{ ...uniqueValueField, displayOptions: forProperty },
] as const satisfies INodeProperties[];

const uniqueFields = [uniquePropertyField, uniqueValueField] as const satisfies INodeProperties[];

/** The name of the property and the value to find in it. */
export function readUnique(context: IExecuteFunctions, itemIndex: number): Required<Lookup> {
	const parameter = itemParameters(context, itemIndex, uniqueFields);
	const idProperty = parameter('uniqueProperty');
	const id = trimInvisible(parameter('uniqueValue'));
	if (/^[a-z0-9_]+$/i.test(idProperty)) return { id, idProperty };
	throw valueError(context, `"${idProperty}" is not the name of a property`, {
		itemIndex,
		description: 'Choose the Unique Property from the list, or enter its internal name, for example external_ref.',
	});
}

export function readLookup(context: IExecuteFunctions, itemIndex: number): Lookup {
	const parameter = itemParameters(context, itemIndex, lookupFields);
	if (parameter('lookUpBy') === 'uniqueProperty') return readUnique(context, itemIndex);
	return { id: readTicketId(context, parameter('ticketId'), itemIndex) };
}

/** Path and query of a call about this one ticket. */
export function lookupPath({ id, idProperty }: Lookup): { path: string; qs: IDataObject } {
	return {
		path: `/tickets/${pathPart(idProperty === undefined ? 'Ticket' : 'Value', id)}`,
		qs: idProperty === undefined ? {} : { idProperty },
	};
}

/** The ID or the unique value by which a record of an answer was asked for. */
export function keyOf(record: IDataObject, idProperty: string | undefined): string {
	if (idProperty === undefined) return safeString(record.id);
	const properties = isRecord(record.properties) ? record.properties : {};
	return safeString(properties[idProperty] ?? '');
}
