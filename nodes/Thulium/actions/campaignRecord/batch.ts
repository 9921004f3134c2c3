import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError, asNodeError } from '../../../shared/errors';
import { isSuccess } from '../../../shared/http/types';
import type { BatchResult } from '../../../shared/operations/operation';
import { BatchRejected } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { isRecord } from '../../../shared/isRecord';
import { thuliumRequest } from '../../transport';
import { FIND_RECORD } from './fields';
import { safeNumber, safeString } from '../../../shared/safeConversion';

/** Records of one call. The vendor names no limit. */
const MOST = 100;

/** One record to add to a CRM campaign. */
export interface NewRecord {
	campaignId: string;
	customerId: string;
	body: IDataObject;
}

type Planned = NewRecord & { itemIndex: number };

/** Calls in input order, each for one campaign and without a customer twice: the answer is keyed by customer. */
function inCalls(planned: Planned[]): Planned[][] {
	const calls: Planned[][] = [];
	for (const record of planned) {
		const fits = ([first, ...rest]: Planned[]) =>
			first !== undefined &&
			first.campaignId === record.campaignId &&
			rest.length + 1 < MOST &&
			![first, ...rest].some(({ customerId }) => customerId === record.customerId);
		const call = calls.find(fits);
		if (call === undefined) calls.push([record]);
		else call.push(record);
	}
	return calls;
}

/** What the answer says of one record: its output, its error, or nothing. */
function assignResults(context: IExecuteFunctions, record: Planned, answer: unknown): IDataObject | Error | undefined {
	const entry = isRecord(answer) ? answer[record.customerId] : undefined;
	if (!isRecord(entry)) return undefined;
	const { http_status: status, ...rest } = entry;
	if (isSuccess(safeNumber(status))) return { customer_id: Number(record.customerId), ...rest };
	const existing = rest.status === 'ALREADY_EXISTS';
	const words =
		typeof rest.message === 'string' && rest.message !== '' ? rest.message : safeString(rest.status ?? status);
	return apiError(
		context.getNode(),
		{
			status: safeNumber(status) || undefined,
			message: existing
				? `Customer ${record.customerId} is in the campaign ${record.campaignId} already (record ${safeString(rest.record_id)})`
				: `Thulium says: ${words}`,
			description: existing
				? 'Use Campaign Record: Update to change the record.'
				: `This is about customer ${record.customerId}. The other items were treated each on its own.`,
		},
		record.itemIndex,
	);
}

/** Thulium looked at the call and did nothing. */
const wasRefused = (error: Error) => error instanceof NodeApiError && error.httpCode === '400';

/** Sends one call. @returns Whether all of its records were added. */
async function sendCall(context: IExecuteFunctions, call: Planned[], results: BatchResult): Promise<boolean> {
	const path = `/batch/crm_outbounds/${call[0]?.campaignId ?? ''}/records`;
	const body = { records: call.map((record) => record.body) };
	try {
		const request = { method: 'POST', path, body, retry: 'unsafeWrite', reconcileHint: FIND_RECORD } as const;
		const response = await thuliumRequest(context, request);
		const assigned = call.map((record) => assignResults(context, record, response));
		assigned.forEach((result, index) => {
			const itemIndex = call[index]?.itemIndex;
			if (result !== undefined && itemIndex !== undefined) results.set(itemIndex, result);
		});
		return assigned.every((result) => result !== undefined && !(result instanceof Error));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		for (const { itemIndex } of call) {
			results.set(itemIndex, wasRefused(failure) ? new BatchRejected(failure) : failure);
		}
		return false;
	}
}

/**
 * Adds the records of many items with few calls, and finds the answer of each item again (207). Without Continue On
 * Fail nothing is sent after a failure.
 */
export async function addInBatches(
	context: IExecuteFunctions,
	itemIndexes: number[],
	read: (itemIndex: number) => Promise<NewRecord>,
): Promise<BatchResult> {
	const results: BatchResult = new Map();
	for (const call of inCalls(await planBatch(context, itemIndexes, results, read))) {
		const good = await sendCall(context, call, results);
		if (!good && !context.continueOnFail()) break;
	}
	return results;
}
