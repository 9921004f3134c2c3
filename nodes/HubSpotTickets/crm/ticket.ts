import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { orderFields } from '../../shared/operations/orderFields';
import { safeString } from '../../shared/safeConversion';

/** Whether HubSpot says that there is no such ticket. */
export const isMissing = (result: unknown): boolean => result instanceof NodeApiError && result.httpCode === '404';

export const ignoreMissingOption = {
	displayName: 'Ignore Missing',
	name: 'ignoreMissing',
	type: 'boolean',
	default: false,
	description: 'Whether to skip an item whose ticket does not exist, instead of failing',
} as const satisfies INodeProperties;

/** The associated records' IDs by kind; a pair occurs once per label in HubSpot's answer. */
function associatedIds(associations: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(associations).map(([kind, list]) => {
			const found = isRecord(list) && Array.isArray(list.results) ? list.results.filter(isRecord) : [];
			return [kind, [...new Set(found.map(({ id }) => safeString(id)))]];
		}),
	);
}

/** What says which record it is, in this order, before everything else. */
const FIRST = [
	...['id', 'subject', 'activityType', 'hs_body_preview', 'hs_task_subject', 'hs_call_title', 'hs_meeting_title'],
	...['hs_task_status', 'hs_task_priority', 'hs_timestamp', 'ticketId', 'stageLabel', 'pipelineLabel', 'priorityLabel'],
	...['ownerName', 'ownerEmail', 'contactName', 'contactEmail', 'hubspot_owner_id', 'url'],
];

/** What HubSpot tells twice: in its own field of the record, and as a property. */
const TWICE: Record<string, readonly string[]> = {
	hs_object_id: ['id'],
	createdAt: ['createdate'],
	updatedAt: ['hs_lastmodifieddate'],
};

/** With the copies that HubSpot sends unasked after a write. Version 1 of the node returns them, and workflows may use them. */
const TWICE_SINCE_1_1: Record<string, readonly string[]> = {
	...TWICE,
	hs_ticket_id: ['id'],
	hs_createdate: ['createdate', 'createdAt'],
	hs_helpdesk_sort_timestamp: ['createdate'],
	hs_object_source_label: ['hs_object_source'],
};

/**
 * A record with its properties beside the ID instead of one level below. First comes what people look for: the subject,
 * and the labels that were found for it. No value comes twice.
 * @param version That of the node, for what HubSpot chose itself to send; what somebody has chosen is returned.
 */
export function simplifyTicket({ labels, ...record }: IDataObject, version = 1): IDataObject {
	const twice = version < 1.1 ? TWICE : TWICE_SINCE_1_1;
	const { id, properties, associations, ...envelope } = record;
	if (!isRecord(properties)) return record;
	const flat: IDataObject = { ...(isRecord(labels) ? labels : {}), ...properties, id, ...envelope };
	if (isRecord(associations)) flat.associations = associatedIds(associations);
	const once = Object.entries(flat).filter(([name, value]) => {
		const copies = Object.hasOwn(twice, name) ? (twice[name] ?? []) : [];
		return !copies.some((copy) => flat[copy] === value);
	});
	return orderFields(FIRST, Object.fromEntries(once));
}
