import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError } from '../../shared/errors';
import type { BatchResult, Output } from '../../shared/operations/operation';
import { BatchRejected } from '../../shared/operations/operation';
import { chunks, groupBy } from '../../shared/http/pagination';
import { describeBatchError, batchErrors, namedIn } from './errors';
import { safeString } from '../../shared/safeConversion';

/** From what HubSpot says of a batch to what becomes of each item. */

export interface Entry {
	itemIndex: number;
	/** What the item is about, where HubSpot knows it by one key. */
	id?: string;
}

/**
 * HubSpot looked at the batch and did nothing, perhaps for one record of it that is unknown or locked; other failures
 * would meet every item again or leave open what happened.
 */
const REFUSED_WHOLE = new Set(['400', '404', '409', '413', '422', '423']);

/** Answers for a batch that HubSpot did not take. What an item has got already stays. */
export function refuse(error: unknown, batch: Entry[], results: BatchResult): void {
	const failure = error instanceof Error ? error : new Error(safeString(error));
	const whole = failure instanceof NodeApiError && REFUSED_WHOLE.has(failure.httpCode ?? '');
	for (const { itemIndex } of batch) {
		if (!results.has(itemIndex)) results.set(itemIndex, whole ? new BatchRejected(failure) : failure);
	}
}

/** Nothing is sent in a canceled execution or, without Continue On Fail, after a failure; the router throws it. */
export function mustStop(context: IExecuteFunctions, batch: Entry[], results: BatchResult): boolean {
	if (context.getExecutionCancelSignal()?.aborted) return true;
	if (context.continueOnFail()) return false;
	return batch.some(({ itemIndex }) => {
		const result = results.get(itemIndex);
		return result instanceof Error || result instanceof BatchRejected;
	});
}

/**
 * Gives the errors inside an answer to the items that they are about.
 * @returns The words of those that name none of the items; they are meant for every item without a result.
 */
export function assignErrors<T extends Entry>(
	context: IExecuteFunctions,
	body: unknown,
	results: BatchResult,
	itemsFor: (error: IDataObject) => T[],
): string {
	const unnamed: string[] = [];
	for (const error of batchErrors(body)) {
		const hit = itemsFor(error);
		for (const { itemIndex, id = '' } of hit) {
			const about = namedIn(error, 'ids').includes(id) ? id : undefined;
			results.set(itemIndex, apiError(context.getNode(), describeBatchError(error, about), itemIndex));
		}
		if (hit.length === 0) unnamed.push(describeBatchError(error).message);
	}
	return unnamed.join(' ');
}

/** Gives the items of an answer without results what it says of them: an error, or else `output`. */
export function assignUnnamed<T extends Entry>(
	context: IExecuteFunctions,
	batch: T[],
	body: unknown,
	results: BatchResult,
	how: { itemsFor(error: IDataObject): T[]; output(entry: T): IDataObject },
): void {
	const unnamed = assignErrors(context, body, results, how.itemsFor);
	for (const entry of batch.filter(({ itemIndex }) => !results.has(itemIndex))) {
		const { itemIndex } = entry;
		const failure = { message: unnamed, description: 'Look the record up in HubSpot before you run this item again.' };
		results.set(itemIndex, unnamed === '' ? how.output(entry) : apiError(context.getNode(), failure, itemIndex));
	}
}

/** For one item that is sent as a batch of one. */
export function resultOf(results: BatchResult, itemIndex: number): Output {
	const result = results.get(itemIndex) ?? [];
	if (result instanceof BatchRejected) throw result.error;
	if (result instanceof Error) throw result;
	return result;
}

/** For one item whose call has the answer of a batch. */
export function throwBatchError(context: IExecuteFunctions, body: unknown, itemIndex: number): void {
	const [error] = batchErrors(body);
	if (error !== undefined) throw apiError(context.getNode(), describeBatchError(error), itemIndex);
}

/** Batches of at most `size` different tickets; a ticket that occurs again is asked for once. */
export function byTicket<T extends { id: string }>(planned: T[], size: number): T[][] {
	return chunks(
		groupBy(planned, ({ id }) => id),
		size,
	).map((groups) => groups.flat());
}

/**
 * Sends batches, and tells after each whether to go on. An entry whose `id` occurred in a batch that waits to be tried
 * item by item must wait with it, or the earlier change would come last.
 */
export function serializeById<T extends Entry>(
	context: IExecuteFunctions,
	results: BatchResult,
	send: (batch: T[], first: T) => Promise<void>,
): (batch: T[]) => Promise<boolean> {
	const refused = new Map<string, BatchRejected>();
	return async (whole) => {
		const batch = whole.filter(({ id, itemIndex }) => {
			const earlier = id === undefined ? undefined : refused.get(id);
			if (earlier !== undefined) results.set(itemIndex, earlier);
			return earlier === undefined;
		});
		const [first] = batch;
		if (first === undefined) return true;
		try {
			await send(batch, first);
		} catch (error) {
			refuse(error, batch, results);
		}
		for (const { id, itemIndex } of batch) {
			const result = results.get(itemIndex);
			if (id !== undefined && result instanceof BatchRejected) refused.set(id, result);
		}
		return !mustStop(context, batch, results);
	};
}
