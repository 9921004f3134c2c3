import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError, errorText } from '../../shared/errors';
import { itemParameters } from '../../shared/parameters/reader';
import { recordIn, recordOf } from '../../shared/http/shapes';
import { hintOnce } from './executionHints';
import { executionCache } from '../transport/executionCache';
import { hubSpotRequest } from '../transport';
import { safeString } from '../../shared/safeConversion';

/** The address of a ticket in HubSpot's own screens. */

export const recordLinkOption = {
	displayName: 'Include Record Link',
	name: 'recordLink',
	type: 'boolean',
	default: false,
	description: 'Whether to return the URL of the ticket in HubSpot, also when HubSpot leaves it out of its response',
} as const satisfies INodeProperties;

/** For operations that have no other options. */
export const linkOptions = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [recordLinkOption],
} as const satisfies INodeProperties;

/**
 * How addresses begin, or why HubSpot did not say it. It is not asked again in this run: with every item a wait for an
 * answer that does not come would take hours.
 */
const base = executionCache<{ begin: string } | { problem: string }>(async (context) => {
	const request = {
		family: 'accountInfo',
		method: 'GET',
		path: '/details',
		retry: 'read',
		expects: recordOf('uiDomain', 'portalId'),
	} as const;
	try {
		const body = await hubSpotRequest(context, request);
		const { uiDomain, portalId } = recordIn(body);
		return { begin: `https://${safeString(uiDomain)}/contacts/${safeString(portalId)}/record/0-5/` };
	} catch (error) {
		return { problem: errorText(asNodeError(context.getNode(), error)) };
	}
});

async function addLink(context: IExecuteFunctions, record: IDataObject): Promise<IDataObject> {
	if (record.id === undefined || typeof record.url === 'string') return record;
	const known = await base(context);
	if ('begin' in known) return { ...record, url: `${known.begin}${safeString(record.id)}` };
	// What was done to the ticket stays done: a missing address must not turn it into an error.
	hintOnce(context, `The address of the ticket is missing: ${known.problem}`);
	return record;
}

/** For the `enrich` of an operation with this option: puts its address beside each ticket. */
export function addRecordLink(
	this: IExecuteFunctions,
	itemIndex: number,
): ((record: IDataObject) => Promise<IDataObject>) | undefined {
	const { recordLink = false } = itemParameters(this, itemIndex, [linkOptions])('options');
	return recordLink ? async (record) => await addLink(this, record) : undefined;
}
