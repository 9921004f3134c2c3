import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError, errorText } from '../shared/errors';
import type { BatchOperation, Operation, Output, SingleOperation } from '../shared/operation';
import { BatchRefused, BinaryOutput } from '../shared/operation';
import { itemParameters } from '../shared/parameters';
import { isRecord } from '../shared/records';
import { hintOnce } from './hints';
import { perRun } from './perRun';
import { hubSpotRequest } from './transport';

/** The address of a ticket in HubSpot's own screens (spec 4.2). */

export const recordLinkOption = {
	displayName: 'Include Record Link',
	name: 'recordLink',
	type: 'boolean',
	default: false,
	description:
		'Whether to return where the ticket is found in HubSpot, also when HubSpot leaves that out of its answer',
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

const base = perRun<string>(async (context) => {
	const body = await hubSpotRequest(context, { family: 'accountInfo', method: 'GET', path: '/details', retry: 'read' });
	const { uiDomain, portalId } = isRecord(body) ? body : {};
	return `https://${String(uiDomain)}/contacts/${String(portalId)}/record/0-5/`;
});

async function addLink(context: IExecuteFunctions, record: IDataObject): Promise<IDataObject> {
	if (record.id === undefined || typeof record.url === 'string') return record;
	try {
		return { ...record, url: `${await base(context)}${String(record.id)}` };
	} catch (error) {
		// What was done to the ticket stays done: a missing address must not turn it into an error.
		hintOnce(context, `The address of the ticket is missing: ${errorText(asNodeError(context.getNode(), error))}`);
		return record;
	}
}

async function addLinks(context: IExecuteFunctions, itemIndex: number, output: Output): Promise<Output> {
	const { recordLink = false } = itemParameters(context, itemIndex, [linkOptions])('options');
	if (!recordLink) return output;
	const linked: Array<IDataObject | BinaryOutput> = [];
	for (const entry of [output].flat())
		linked.push(entry instanceof BinaryOutput ? entry : await addLink(context, entry));
	return linked;
}

/** The operation with the address of each ticket, where the option asks for it. */
export function withRecordLink(operation: BatchOperation): BatchOperation;
export function withRecordLink(operation: SingleOperation): SingleOperation;
export function withRecordLink(operation: Operation): Operation {
	const single: SingleOperation = {
		...operation,
		async execute(itemIndex) {
			return await addLinks(this, itemIndex, await operation.execute.call(this, itemIndex));
		},
	};
	if (!('executeBatch' in operation)) return single;
	return {
		...single,
		async executeBatch(itemIndexes) {
			const results = await operation.executeBatch.call(this, itemIndexes);
			for (const [itemIndex, result] of results) {
				if (result instanceof Error || result instanceof BatchRefused) continue;
				results.set(itemIndex, await addLinks(this, itemIndex, result));
			}
			return results;
		},
	};
}
