import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError } from '../../shared/errors';
import type { BatchOperation, BatchResult } from '../../shared/operations/operation';
import { planBatch } from '../../shared/operations/planBatch';
import { associatedWith, batchRead, successorOf } from './read';
import { byTicket, mustStop, refuse, resultOf } from './results';
import { BATCH_SIZE } from './write';
import { propertyOf } from '../crm/record';
import type { ReturnedFields } from '../crm/returnedFields';
import { toTimestamp } from '../crm/timestamps';
import { safeString } from '../../shared/safeConversion';

/** What stands on the time line of tickets: records of their own that are associated with them. */

const COMMON = ['hs_createdate', 'hs_lastmodifieddate', 'hs_timestamp', 'hubspot_owner_id'];

function view(kind: string, ...properties: string[]): ReturnedFields {
	return { kind, properties: [...COMMON, ...properties].sort(), history: [], associations: [], archived: false };
}

/** What each kind is asked for; HubSpot's own choice has nothing of use. */
export const ACTIVITY_VIEWS = {
	calls: view(
		'calls',
		'hs_call_body',
		'hs_call_direction',
		'hs_call_duration',
		'hs_call_from_number',
		'hs_call_status',
		'hs_call_title',
		'hs_call_to_number',
	),
	meetings: view(
		'meetings',
		'hs_meeting_body',
		'hs_meeting_end_time',
		'hs_meeting_location',
		'hs_meeting_outcome',
		'hs_meeting_start_time',
		'hs_meeting_title',
	),
	notes: view('notes', 'hs_attachment_ids', 'hs_body_preview', 'hs_note_body'),
	tasks: view(
		'tasks',
		'hs_task_body',
		'hs_task_completion_date',
		'hs_task_priority',
		'hs_task_status',
		'hs_task_subject',
		'hs_task_type',
	),
} satisfies Record<string, ReturnedFields>;

export type ActivityKind = keyof typeof ACTIVITY_VIEWS;

export interface TicketActivities {
	/** The IDs by ticket, the highest first. */
	found: Map<string, string[]>;
	failed: Map<string, Error>;
}

const ID_ONLY: ReturnedFields = { properties: ['hs_object_id'], history: [], associations: [], archived: false };

async function idsOf(context: IExecuteFunctions, kind: ActivityKind, ticketIds: string[]): Promise<TicketActivities> {
	const { found, failed } = await associatedWith(context, ticketIds, kind);
	const sorted = [...found].map(([id, list]): [string, string[]] => [
		id,
		list.map(({ toObjectId }) => safeString(toObjectId)).sort((a, b) => Number(b) - Number(a)),
	]);
	return { found: new Map(sorted), failed };
}

/**
 * The activities of these tickets. A ticket without any and one that does not exist look alike in HubSpot's answer, so
 * those without are looked up once more; one that was merged away stands for the ticket that it became.
 */
export async function activitiesOf(
	context: IExecuteFunctions,
	kind: ActivityKind,
	ticketIds: string[],
): Promise<TicketActivities> {
	const activities = await idsOf(context, kind, [...new Set(ticketIds)]);
	const empty = ticketIds.filter((id) => !activities.found.has(id) && !activities.failed.has(id));
	if (empty.length === 0) return activities;
	const tickets = await batchRead(context, empty, ID_ONLY);
	for (const id of new Set(empty)) {
		if (tickets.found.has(id)) continue;
		try {
			const successor = await successorOf(context, id);
			const { found, failed } = await idsOf(context, kind, [successor]);
			const failure = failed.get(successor);
			if (failure !== undefined) activities.failed.set(id, failure);
			else activities.found.set(id, found.get(successor) ?? []);
		} catch (error) {
			activities.failed.set(id, asNodeError(context.getNode(), error));
		}
	}
	return activities;
}

/** What one item wants of its ticket. */
export interface ActivityQuery {
	/** The ticket. */
	id: string;
	kinds: readonly ActivityKind[];
	most: number;
	/** Which ones count; with this all are read, or else those that were made last. */
	keep?: (record: IDataObject) => boolean;
	/** Whether each says which kind it is of. */
	named?: boolean;
}

type Planned = ActivityQuery & { itemIndex: number };

/** When it is, was or is due, in epoch milliseconds. */
export const timeOf = (record: IDataObject): number => toTimestamp(propertyOf(record, 'hs_timestamp')) ?? 0;

/** Adds what one kind has for each item. HubSpot's list has IDs alone, which grow with time. */
async function readKind(
	context: IExecuteFunctions,
	kind: ActivityKind,
	chunk: Planned[],
	lists: Map<number, IDataObject[]>,
	results: BatchResult,
): Promise<void> {
	const { found, failed } = await activitiesOf(
		context,
		kind,
		chunk.map(({ id }) => id),
	);
	const chosen = new Map(
		chunk.map(({ id, itemIndex, most, keep }) => {
			const all = found.get(id) ?? [];
			return [itemIndex, keep === undefined ? all.slice(0, most) : all];
		}),
	);
	const records = await batchRead(context, [...chosen.values()].flat(), ACTIVITY_VIEWS[kind]);
	for (const { id, itemIndex, keep, named } of chunk) {
		const ids = chosen.get(itemIndex) ?? [];
		// One that was deleted in between is no longer one of the ticket.
		const broken = ids
			.map((one) => records.missing.get(one))
			.find((error) => error !== undefined && error.httpCode !== '404');
		const failure = failed.get(id) ?? broken;
		if (failure !== undefined) results.set(itemIndex, failure);
		const read = ids.flatMap((one): IDataObject[] => [records.found.get(one) ?? []].flat());
		const list = keep === undefined ? read : read.filter(keep);
		const type = named === true ? { activityType: kind.slice(0, -1) } : {};
		lists.set(itemIndex, [...(lists.get(itemIndex) ?? []), ...list.map((record) => ({ ...record, ...type }))]);
	}
}

type Order = (a: IDataObject, b: IDataObject) => number;

async function readChunk(
	context: IExecuteFunctions,
	chunk: Planned[],
	order: Order,
	results: BatchResult,
): Promise<void> {
	const lists = new Map<number, IDataObject[]>();
	for (const kind of new Set(chunk.flatMap(({ kinds }) => kinds))) {
		const asking = chunk.filter(({ kinds, itemIndex }) => kinds.includes(kind) && !results.has(itemIndex));
		if (asking.length > 0) await readKind(context, kind, asking, lists, results);
	}
	for (const { itemIndex, most } of chunk) {
		if (results.has(itemIndex)) continue;
		results.set(itemIndex, (lists.get(itemIndex) ?? []).sort(order).slice(0, most));
	}
}

const newestFirst: Order = (a, b) => timeOf(b) - timeOf(a);

/** The calls of a Get Many of activities, for 100 tickets at once. */
export function listActivities(
	wanted: (context: IExecuteFunctions, itemIndex: number) => ActivityQuery,
	order = newestFirst,
): Pick<BatchOperation, 'execute' | 'executeBatch'> {
	async function run(context: IExecuteFunctions, itemIndexes: number[]): Promise<BatchResult> {
		const results: BatchResult = new Map();
		const planned = await planBatch(context, itemIndexes, results, (itemIndex) => wanted(context, itemIndex));
		for (const chunk of byTicket(planned, BATCH_SIZE)) {
			try {
				await readChunk(context, chunk, order, results);
			} catch (error) {
				refuse(error, chunk, results);
			}
			if (mustStop(context, chunk, results)) break;
		}
		return results;
	}
	return {
		async execute(itemIndex) {
			return resultOf(await run(this, [itemIndex]), itemIndex);
		},
		async executeBatch(itemIndexes) {
			return await run(this, itemIndexes);
		},
	};
}
