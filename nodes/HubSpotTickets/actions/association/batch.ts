import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { BatchResult } from '../../../shared/operations/operation';
import { chunks, groupBy } from '../../../shared/http/pagination';
import { isRecord } from '../../../shared/isRecord';
import type { AssociationSpec } from '../../crm/associations';
import { TICKET_TO_PRIMARY_COMPANY } from '../../crm/associations';
import { inBatches } from '../../batch/write';
import { namedIn } from '../../batch/errors';
import { associatedWith } from '../../batch/read';
import { byTicket, serializeById, mustStop, assignUnnamed } from '../../batch/results';
import { hubSpotRequest, results as recordsOf } from '../../transport';
import type { Pair } from './fields';
import { withExisting } from './labels';
import { safeString } from '../../../shared/safeConversion';

/** Associations of many items, in few requests. */

export interface Planned extends Pair {
	itemIndex: number;
	/** With a label. */
	spec?: AssociationSpec;
}

export interface PlannedAdd extends Planned {
	keepLabels: boolean;
}

const MAX_WRITTEN = 2_000;
const MAX_TICKETS_OF_REMOVAL = 100;

/** What an item becomes. */
export const outputOf = ({ ticketId, kind, otherId }: Pair, rest: IDataObject): IDataObject => ({
	id: ticketId,
	toObjectType: kind,
	toObjectId: otherId,
	...rest,
});

async function send(context: IExecuteFunctions, kind: string, call: string, inputs: IDataObject[]): Promise<unknown> {
	return await hubSpotRequest(context, {
		family: 'associations',
		method: 'POST',
		path: `/tickets/${pathPart('Associated Object', kind)}/batch/${call}`,
		body: { inputs },
		retry: 'idempotentWrite',
	});
}

/** The items that an error inside an answer is about. */
function itemsIn<T extends Planned>(batch: T[]): (error: IDataObject) => T[] {
	return (error) => {
		const from = namedIn(error, 'fromObjectId');
		const to = namedIn(error, 'toObjectId');
		if (from.length + to.length === 0) return [];
		const among = (names: string[], id: string) => names.length === 0 || names.includes(id);
		return batch.filter(({ ticketId, otherId }) => among(from, ticketId) && among(to, otherId));
	};
}

const ends = ({ ticketId, otherId }: Pair) => ({ from: { id: ticketId }, to: { id: otherId } });

/** Each write replaces the labels of its pair; a ticket's primary company takes that label from another one. */
function inSafeBatches(planned: PlannedAdd[]): Array<Array<PlannedAdd & { id: string }>> {
	const primary = new Set(
		planned.filter(({ spec }) => spec?.associationTypeId === TICKET_TO_PRIMARY_COMPANY).map(({ ticketId }) => ticketId),
	);
	const keyed = planned.map((entry) => {
		const { ticketId, otherId } = entry;
		return { ...entry, id: primary.has(ticketId) ? ticketId : `${ticketId} ${otherId}` };
	});
	return inBatches(keyed, MAX_WRITTEN);
}

async function addLabeled(
	context: IExecuteFunctions,
	kind: string,
	batch: PlannedAdd[],
	results: BatchResult,
): Promise<void> {
	const keeping = new Set(batch.filter(({ keepLabels }) => keepLabels).map(({ ticketId }) => ticketId));
	const { found, failed } = await associatedWith(context, [...keeping], kind);
	const known = batch.filter(({ keepLabels, ticketId, itemIndex }) => {
		const failure = keepLabels ? failed.get(ticketId) : undefined;
		// Without knowing the labels of this pair one would be lost.
		if (failure !== undefined) results.set(itemIndex, failure);
		return failure === undefined;
	});
	if (known.length === 0 || mustStop(context, batch, results)) return;
	const inputs = known.flatMap((entry) => {
		const { spec, keepLabels } = entry;
		if (spec === undefined) return [];
		return [{ ...ends(entry), types: keepLabels ? withExisting(found, entry, spec) : [spec] }];
	});
	const body = await send(context, kind, 'create', inputs);
	for (const { fromObjectId, toObjectId, labels } of recordsOf(body)) {
		const entry = known.find(
			(one) => one.ticketId === safeString(fromObjectId) && one.otherId === safeString(toObjectId),
		);
		if (entry !== undefined) results.set(entry.itemIndex, outputOf(entry, Array.isArray(labels) ? { labels } : {}));
	}
	assignUnnamed(context, known, body, results, {
		itemsFor: itemsIn(known),
		output: (entry) => outputOf(entry, {}),
	});
}

async function addDefault(
	context: IExecuteFunctions,
	kind: string,
	batch: PlannedAdd[],
	results: BatchResult,
): Promise<void> {
	const body = await send(context, kind, 'associate/default', batch.map(ends));
	for (const { from, to } of recordsOf(body)) {
		const is = (end: unknown, id: string) => isRecord(end) && safeString(end.id) === id;
		const entry = batch.find(({ ticketId, otherId }) => is(from, ticketId) && is(to, otherId));
		if (entry !== undefined) results.set(entry.itemIndex, outputOf(entry, {}));
	}
	assignUnnamed(context, batch, body, results, {
		itemsFor: itemsIn(batch),
		output: (entry) => outputOf(entry, {}),
	});
}

const byCall = <T extends Planned>(planned: T[]): T[][] =>
	groupBy(planned, ({ kind, spec }) => `${kind} ${spec === undefined ? 'default' : 'labeled'}`);

export async function addMany(context: IExecuteFunctions, planned: PlannedAdd[], results: BatchResult): Promise<void> {
	const turn = serializeById<PlannedAdd & { id: string }>(context, results, async (batch, first) => {
		await (first.spec === undefined ? addDefault : addLabeled)(context, first.kind, batch, results);
	});
	for (const group of byCall(planned)) {
		for (const batch of inSafeBatches(group)) if (!(await turn(batch))) return;
	}
}

const toRemoval = (batch: Planned[]): IDataObject[] =>
	groupBy(batch, ({ ticketId }) => ticketId).map((group) => ({
		from: { id: group[0]?.ticketId },
		to: [...new Set(group.map(({ otherId }) => otherId))].map((id) => ({ id })),
	}));

export const toLabelRemoval = (batch: Planned[]): IDataObject[] =>
	batch.flatMap((entry) => (entry.spec === undefined ? [] : [{ ...ends(entry), types: [entry.spec] }]));

export async function removeMany(context: IExecuteFunctions, planned: Planned[], results: BatchResult): Promise<void> {
	const turn = serializeById<Planned & { id?: string }>(context, results, async (batch, first) => {
		const whole = first.spec === undefined;
		const body = await send(
			context,
			first.kind,
			whole ? 'archive' : 'labels/archive',
			whole ? toRemoval(batch) : toLabelRemoval(batch),
		);
		assignUnnamed(context, batch, body, results, {
			itemsFor: itemsIn(batch),
			output: (entry) => outputOf(entry, { removed: true }),
		});
	});
	for (const group of byCall(planned)) {
		const keyed = group.map((entry) => ({ ...entry, id: entry.ticketId }));
		for (const some of byTicket(keyed, MAX_TICKETS_OF_REMOVAL)) {
			for (const batch of chunks(some, MAX_WRITTEN)) if (!(await turn(batch))) return;
		}
	}
}
