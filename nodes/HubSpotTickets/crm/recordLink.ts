import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError, errorText } from '../../shared/errors';
import type {
	BatchOperation,
	BatchResult,
	Operation,
	Output,
	SingleOperation,
} from '../../shared/operations/operation';
import { BatchRejected, BinaryOutput } from '../../shared/operations/operation';
import { itemParameters } from '../../shared/parameters/reader';
import { isRecord } from '../../shared/isRecord';
import { planAll } from '../batch/write';
import { hintOnce } from './executionHints';
import { executionCache } from '../transport/executionCache';
import { hubSpotRequest } from '../transport';

/** The address of a ticket in HubSpot's own screens. */

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

/**
 * How addresses begin, or why HubSpot did not say it. It is not asked again in this run: with every item a wait for an
 * answer that does not come would take hours.
 */
const base = executionCache<{ begin: string } | { problem: string }>(async (context) => {
	const request = { family: 'accountInfo', method: 'GET', path: '/details', retry: 'read' } as const;
	try {
		const body = await hubSpotRequest(context, request);
		const { uiDomain, portalId } = isRecord(body) ? body : {};
		return { begin: `https://${String(uiDomain)}/contacts/${String(portalId)}/record/0-5/` };
	} catch (error) {
		return { problem: errorText(asNodeError(context.getNode(), error)) };
	}
});

async function addLink(context: IExecuteFunctions, record: IDataObject): Promise<IDataObject> {
	if (record.id === undefined || typeof record.url === 'string') return record;
	const known = await base(context);
	if ('begin' in known) return { ...record, url: `${known.begin}${String(record.id)}` };
	// What was done to the ticket stays done: a missing address must not turn it into an error.
	hintOnce(context, `The address of the ticket is missing: ${known.problem}`);
	return record;
}

async function addLinks(context: IExecuteFunctions, output: Output): Promise<Output> {
	const linked: Array<IDataObject | BinaryOutput> = [];
	for (const entry of [output].flat())
		linked.push(entry instanceof BinaryOutput ? entry : await addLink(context, entry));
	return linked;
}

/** Read before anything is sent: a bad value must not make an error of what was done, which would be done again. */
function wanted(context: IExecuteFunctions, itemIndex: number): { recordLink: boolean } {
	const { recordLink = false } = itemParameters(context, itemIndex, [linkOptions])('options');
	return { recordLink };
}

/** The operation with the address of each ticket, where the option asks for it. */
export function withRecordLink(operation: BatchOperation): BatchOperation;
export function withRecordLink(operation: SingleOperation): SingleOperation;
export function withRecordLink(operation: Operation): Operation {
	const single: SingleOperation = {
		...operation,
		async execute(itemIndex) {
			const { recordLink } = wanted(this, itemIndex);
			const output = await operation.execute.call(this, itemIndex);
			return recordLink ? await addLinks(this, output) : output;
		},
	};
	if (!('executeBatch' in operation)) return single;
	return {
		...single,
		async executeBatch(itemIndexes) {
			const refused: BatchResult = new Map();
			const planned = await planAll(this, itemIndexes, refused, (itemIndex) => wanted(this, itemIndex));
			if (planned.length === 0) return refused;
			const results = await operation.executeBatch.call(
				this,
				planned.map(({ itemIndex }) => itemIndex),
			);
			for (const { itemIndex, recordLink } of planned) {
				const result = results.get(itemIndex);
				if (!recordLink || result === undefined || result instanceof Error || result instanceof BatchRejected) continue;
				results.set(itemIndex, await addLinks(this, result));
			}
			return new Map([...refused, ...results]);
		},
	};
}
