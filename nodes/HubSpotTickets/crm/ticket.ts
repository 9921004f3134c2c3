import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { isRecord } from '../../shared/isRecord';

/** Whether HubSpot says that there is no such ticket. */
export const isMissing = (result: unknown): boolean => result instanceof NodeApiError && result.httpCode === '404';

export const ignoreMissingOption = {
	displayName: 'Ignore Missing',
	name: 'ignoreMissing',
	type: 'boolean',
	default: false,
	description: 'Whether an item whose ticket does not exist is passed over instead of failing',
} as const satisfies INodeProperties;

/** The ID of a ticket in a path or a batch. A wrong one in a batch would make HubSpot refuse all the others. */
export function readTicketId(context: IExecuteFunctions, value: string, itemIndex: number): string {
	const id = value.trim();
	if (/^\d+$/.test(id)) return id;
	throw inputError(context, `"${id}" is not the ID of a ticket`, {
		itemIndex,
		description: 'The ID is a number: HubSpot shows it as Record ID, and every operation returns it as "id".',
	});
}

/** A list of record IDs as people type it. */
export function readIds(context: IExecuteFunctions, field: string, text: string, itemIndex: number): string[] {
	const ids = text.split(/[\s,;]+/).filter(Boolean);
	const wrong = ids.find((id) => !/^\d+$/.test(id));
	if (wrong === undefined) return [...new Set(ids)];
	throw inputError(context, `The field "${field}" has "${wrong}", which is not the ID of a record`, {
		itemIndex,
		description: 'Enter numbers, separated by commas.',
	});
}

/** The associated records' IDs by kind; a pair occurs once per label in HubSpot's answer. */
function associatedIds(associations: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(associations).map(([kind, list]) => {
			const found = isRecord(list) && Array.isArray(list.results) ? list.results.filter(isRecord) : [];
			return [kind, [...new Set(found.map(({ id }) => String(id)))]];
		}),
	);
}

/** A ticket with its properties beside the ID instead of one level below. */
export function simplifyTicket(record: IDataObject): IDataObject {
	const { id, properties, associations, ...envelope } = record;
	if (!isRecord(properties)) return record;
	const flat: IDataObject = { id, ...properties };
	Object.assign(flat, { id }, envelope, isRecord(associations) ? { associations: associatedIds(associations) } : {});
	return flat;
}

/** The ID of a record in a path or a batch. A wrong one in a batch would make HubSpot refuse all the others. */
export function readId(context: IExecuteFunctions, what: string, value: string, itemIndex: number): string {
	const id = value.trim();
	if (/^\d+$/.test(id)) return id;
	throw inputError(context, `"${id}" is not the ID of a ${what}`, {
		itemIndex,
		description: 'The ID is a number; the operations of this node return it as "id".',
	});
}
