import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

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

/** The associated records' IDs by kind; a pair occurs once per label in HubSpot's answer. */
function associatedIds(associations: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(associations).map(([kind, list]) => {
			const found = isRecord(list) && Array.isArray(list.results) ? list.results.filter(isRecord) : [];
			return [kind, [...new Set(found.map(({ id }) => String(id)))]];
		}),
	);
}

/**
 * A ticket with its properties beside the ID instead of one level below. First comes what people look for: the subject,
 * and the labels that were found for it.
 */
export function simplifyTicket({ labels, ...record }: IDataObject): IDataObject {
	const { id, properties, associations, ...envelope } = record;
	if (!isRecord(properties)) return record;
	const subject = properties.subject === undefined ? {} : { subject: properties.subject };
	const flat: IDataObject = { id, ...subject, ...(isRecord(labels) ? labels : {}), ...properties };
	Object.assign(flat, { id }, envelope, isRecord(associations) ? { associations: associatedIds(associations) } : {});
	return flat;
}
