import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import { apiError, asNodeError } from '../../shared/errors';
import type { ApiResponse, RetryPolicy } from '../../shared/http/types';
import type { BatchResult, Output } from '../../shared/operations/operation';
import { BatchRejected } from '../../shared/operations/operation';
import { planBatch } from '../../shared/operations/planBatch';
import { groupBy } from '../../shared/http/pagination';
import { probeThenConcurrent } from '../../shared/http/concurrency';
import { isRecord } from '../../shared/isRecord';
import { hintAtWarnings } from '../crm/executionHints';
import { keyOf } from '../crm/ticketLookup';
import { namedIn } from './errors';
import { serializeById, mustStop, assignErrors } from './results';
import { isMissing } from '../crm/ticket';
import { sendHubSpot, results as recordsOf } from '../transport';
import { safeString } from '../../shared/safeConversion';

export const BATCH_SIZE = 100;

/** One input of a batch. `id` where it names a ticket: by its ID, or by its value of `idProperty`. */
export interface BatchInput {
	id?: string;
	idProperty?: string;
	body: IDataObject;
}

type Planned = BatchInput & { itemIndex: number };

/** Why a write needs none. */
interface NoFallback {
	none: string;
}

type BatchWrite = RetryPolicy & {
	path: string;
	input(itemIndex: number): Promise<BatchInput>;
	/**
	 * The same write for one ticket alone. A batch does not know the ID of a ticket that was merged into another one; a
	 * single call follows the merge.
	 */
	singleFallback: ((entry: Planned) => Promise<Output>) | NoFallback;
};

/** Batches in input order; a ticket that occurs again goes into a later batch, because HubSpot refuses repeats. */
export function inBatches<T extends { id?: string }>(planned: T[], size = BATCH_SIZE): T[][] {
	const batches: T[][] = [];
	const lastBatchOf = new Map<string, number>();
	// All before it are full.
	let open = 0;
	for (const entry of planned) {
		while ((batches[open]?.length ?? 0) >= size) open++;
		let at = Math.max(open, entry.id === undefined ? 0 : (lastBatchOf.get(entry.id) ?? -1) + 1);
		while ((batches[at]?.length ?? 0) >= size) at++;
		const batch = batches[at] ?? [];
		batch.push(entry);
		batches[at] = batch;
		if (entry.id !== undefined) lastBatchOf.set(entry.id, at);
	}
	return batches;
}

/**
 * HubSpot takes one kind of key per batch. Items of one kind are together only while no other comes between: a ticket may
 * be named by its ID and by its value, and its last change has to stay the last one.
 */
function byKind(planned: Planned[]): Planned[][] {
	const groups: Planned[][] = [];
	for (const entry of planned) {
		const group = groups.at(-1);
		if (group !== undefined && group[0]?.idProperty === entry.idProperty) group.push(entry);
		else groups.push([entry]);
	}
	return groups;
}

/** Which items a result or an error belongs to: by trace id or ticket id, never by its place. */
function itemsFor(batch: Planned[], trace: string[], ids: string[]): Planned[] {
	const traced = batch.filter(({ itemIndex }) => trace.includes(String(itemIndex)));
	return traced.length > 0 ? traced : batch.filter(({ id }) => id !== undefined && ids.includes(id));
}

/**
 * What is said of an item that the answer passes over. A write that makes something may have taken effect all the same,
 * so it must not be sent again.
 */
function passedOver({ retry, reconcileHint }: BatchWrite, unnamed: string, status: number): Failure {
	const outcomeUnknown = retry === 'unsafeWrite' && unnamed === '';
	const silence = 'HubSpot did not say what became of this item';
	return {
		message: unnamed || (outcomeUnknown ? `The outcome is unknown: ${silence}` : silence),
		description:
			(outcomeUnknown ? reconcileHint : undefined) ?? 'Look the record up in HubSpot before you run this item again.',
		status,
		outcomeUnknown,
	};
}

/** @returns The entries whose ticket HubSpot does not know, or passed over in silence. */
function assignResults(
	context: IExecuteFunctions,
	batch: Planned[],
	{ body, status }: ApiResponse,
	results: BatchResult,
	write: BatchWrite,
): Planned[] {
	for (const { objectWriteTraceId, ...record } of recordsOf(body)) {
		hintAtWarnings(context, record);
		for (const { itemIndex } of itemsFor(
			batch,
			[safeString(objectWriteTraceId)],
			[keyOf(record, batch[0]?.idProperty)],
		)) {
			results.set(itemIndex, record);
		}
	}
	const unnamed = assignErrors(context, body, results, (error) =>
		itemsFor(batch, namedIn(error, 'objectWriteTraceId'), namedIn(error, 'ids')),
	);
	const silent = batch.filter(({ itemIndex }) => !results.has(itemIndex));
	for (const { itemIndex } of silent) {
		results.set(itemIndex, apiError(context.getNode(), passedOver(write, unnamed, status), itemIndex));
	}
	const unknown = batch.filter(({ itemIndex }) => isMissing(results.get(itemIndex)));
	const retriedSingly = new Set(unnamed === '' ? [...unknown, ...silent] : unknown);
	return batch.filter((entry) => retriedSingly.has(entry));
}

/** Writes tickets that a batch does not know one by one. What a single call does not find either keeps its error. */
async function runSingleFallback(
	context: IExecuteFunctions,
	unknown: Planned[],
	results: BatchResult,
	singleFallback: (entry: Planned) => Promise<Output>,
): Promise<void> {
	for (const entry of unknown) {
		const { itemIndex } = entry;
		try {
			results.set(itemIndex, await singleFallback(entry));
		} catch (error) {
			if (!isMissing(error)) results.set(itemIndex, asNodeError(context.getNode(), error, itemIndex));
		}
		if (mustStop(context, [entry], results)) return;
	}
}

/** The ID under which a ticket answered, where that is another one than was asked for. */
function movedTo(results: BatchResult, { id, idProperty, itemIndex }: Planned): string | undefined {
	const result = results.get(itemIndex);
	if (id === undefined || idProperty !== undefined || !isRecord(result)) return undefined;
	const now = safeString(result.id ?? id);
	return now === id ? undefined : now;
}

/**
 * Items that name a ticket by an ID that was merged away are written one by one, after their batch. Where items that follow
 * them name the same ticket, these are written once more, so that its last change stays the last one.
 */
async function restoreOrder(
	context: IExecuteFunctions,
	planned: Planned[],
	results: BatchResult,
	singleFallback: (entry: Planned) => Promise<Output>,
): Promise<void> {
	const written = planned.filter(({ idProperty, itemIndex }) => {
		const result = results.get(itemIndex);
		return (
			idProperty === undefined && isRecord(result) && !(result instanceof Error || result instanceof BatchRejected)
		);
	});
	for (const group of groupBy(written, (entry) => movedTo(results, entry) ?? String(entry.id))) {
		const first = group.findIndex((entry) => movedTo(results, entry) !== undefined);
		const overtaken = group.findIndex((entry, at) => at > first && movedTo(results, entry) === undefined);
		if (first < 0 || overtaken < 0) continue;
		await runSingleFallback(context, group.slice(overtaken), results, singleFallback);
	}
}

/** Batches that do not touch the same ticket may be under way together: as many as HubSpot's own client has. */
export const BATCH_CONCURRENCY = 6;

/** Whether each entry is about a ticket of its own: a new one, or one that no other names. */
function areApart(planned: Planned[]): boolean {
	const ids = planned.flatMap(({ id }) => id ?? []);
	// Two unique values may be one to HubSpot, for example in capitals and in small letters.
	return planned.every(({ idProperty }) => idProperty === undefined) && new Set(ids).size === ids.length;
}

/** Sends the items in batches of 100 and finds the answer of each item again. */
export async function writeInBatches(
	context: IExecuteFunctions,
	itemIndexes: number[],
	write: BatchWrite,
): Promise<BatchResult> {
	const { input, singleFallback, ...call } = write;
	const results: BatchResult = new Map();
	const planned = await planBatch(context, itemIndexes, results, input);
	const send = serializeById<Planned>(context, results, async (batch) => {
		const inputs = batch.map(({ id, idProperty, body, itemIndex }) => ({
			...(id === undefined ? {} : { id }),
			...(idProperty === undefined ? {} : { idProperty }),
			...body,
			objectWriteTraceId: String(itemIndex),
		}));
		const response = await sendHubSpot(context, { ...call, family: 'objects', method: 'POST', body: { inputs } });
		const unknown = assignResults(context, batch, response, results, write);
		if (typeof singleFallback === 'function') await runSingleFallback(context, unknown, results, singleFallback);
	});
	// What is wrong with all of them (token, scope, a property) shows in the first one, before more is sent.
	const batches = byKind(planned).flatMap((group) => inBatches(group));
	await probeThenConcurrent(batches, areApart(planned) ? BATCH_CONCURRENCY : 1, send);
	const goesOn = !mustStop(context, planned, results);
	if (typeof singleFallback === 'function' && goesOn) await restoreOrder(context, planned, results, singleFallback);
	return results;
}
