import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { orderFields } from '../../shared/operations/orderFields';
import { unlessNothingMatches } from '../../shared/parameters/conditions';
import { nodeParameters } from '../../shared/parameters/reader';
import { runPoll } from '../../shared/triggers/polling';
import type { Owner } from '../../shared/triggers/state';
import { identityOf } from '../../shared/triggers/state';
import { sha256 } from '../../shared/crypto';
import { knownTimeZone, wallTime } from '../parameters/dates';
import { apiUrl } from '../transport/address';
import type { EventName } from './events';
import { EVENTS } from './events';
import { CHANGED, CREATED, newestRows, pagesFrom, timestampOf } from './lists';
import { messageId, messagesIn } from './messages';
import { pollingProperties } from './properties';
import { sample } from './sample';
import { earlier, later, lookBack, toTimestamp } from './timestamps';
import type { State } from './state';
import { emptyState, readState, STATE_FIELDS, writeState } from './state';
import { LOOKBACK_MINUTES, NO_FLOOR, readTicket, Scan } from './scan';
import type { EventKind } from './types';
import { safeString } from '../../shared/safeConversion';

const LONGEST_CALL_HOURS = 4;

const TICKET_FIRST = ['ticket_id', 'subject', 'previousStatus', 'newStatus', 'full_status_name', 'ticket_queue_name'];
/** Calls and recordings have a ticket as well, most of them null. */
const CALL_FIRST = ['connection_id', 'date', 'src', 'dst', 'disposition'];

/** Which ticket or call it is and what happened to it, before all that Thulium has on it. */
const ordered = (json: IDataObject): IDataObject =>
	orderFields('connection_id' in json ? CALL_FIRST : TICKET_FIRST, json);

/** Fewer do not show whether IDs of messages grow. */
const FEWEST_TICKETS = 5;

/** Whether younger messages have smaller IDs, as in a sample of Thulium's. */
function idsFall(messages: ReadonlyArray<{ id: number; date: string }>): boolean {
	const sorted = [...messages].sort((a, b) => a.date.localeCompare(b.date));
	const steps = sorted.flatMap(({ id, date }, at) => {
		const before = sorted[at - 1];
		return before === undefined || before.date === date ? [] : [Math.sign(id - before.id)];
	});
	return steps.reduce((sum, step) => sum + step, 0) < 0;
}

/**
 * The greatest message ID there is, or `NO_FLOOR`. Tickets are listed by their last change, newest first: a ticket that
 * was not changed since a message was written has only older messages.
 */
async function messageFloor(context: IPollFunctions): Promise<number> {
	const messages: Array<{ id: number; date: string }> = [];
	let tickets = 0;
	let written = '';
	const floor = () => (idsFall(messages) ? NO_FLOOR : Math.max(0, ...messages.map(({ id }) => id)));
	for await (const page of pagesFrom(context, CHANGED, '', { offset: 0, count: undefined })) {
		for (const row of page.rows) {
			const changed = timestampOf(CHANGED, row);
			if (changed < written && tickets >= FEWEST_TICKETS) return floor();
			tickets += 1;
			for (const message of messagesIn((await readTicket(context, CHANGED.key(row))) ?? {})) {
				// The date of a message may have been given by whoever wrote it; no message is younger than its ticket.
				const given = toTimestamp(message.created_at);
				const date = given < changed ? given : changed;
				messages.push({ id: messageId(message), date });
				written = later(written, date);
			}
		}
	}
	return floor();
}

/** The state of a first poll: the newest row is the cursor, and all rows within the lookback before it are seen. */
async function baseline(context: IPollFunctions, event: EventName, kind: EventKind, zone: string): Promise<State> {
	// The list by creation is sorted by change, too; no creation is later than the last change.
	const list = kind.list === CREATED ? CHANGED : kind.list;
	const { rows, serverTime } = await newestRows(context, list, 1);
	const [newest] = rows;
	if (newest === undefined) return emptyState(event);
	const cursor = earlier(timestampOf(list, newest), wallTime(serverTime, zone));
	const from = lookBack(cursor, LOOKBACK_MINUTES + kind.reachMinutes, zone);
	const state = await new Scan(context, kind, { ...emptyState(event), cursor, from }, zone).mark();
	return kind.usesMessageIds ? { ...state, floor: await messageFloor(context) } : state;
}

/** IDs of another system mean nothing here, least of all those of messages; another user may see other tickets. */
async function stateOwner(context: IPollFunctions): Promise<Owner> {
	const credentials = await context.getCredentials('thuliumApi');
	const system = apiUrl(credentials) ?? '';
	return {
		identity: identityOf(system, safeString(credentials.user).trim()),
		before: { field: 'system', value: sha256(system).slice(0, 16) },
	};
}

/** One tick of the trigger. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await unlessNothingMatches(async () => await tick(context));
}

async function tick(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameter = nodeParameters(context, pollingProperties);
	const event = parameter('event');
	const { includeMessages = false, longestCallHours = LONGEST_CALL_HOURS } = parameter('options');
	const settings = { messageTypes: parameter('messageTypes'), includeMessages, longestCallHours };
	const kind = EVENTS[event].kind(settings);
	const zone = await knownTimeZone(context);
	return await runPoll(context, {
		form: { event, events: Object.keys(EVENTS), fields: STATE_FIELDS },
		owner: async () => await stateOwner(context),
		sample: async () => [{ json: ordered(await sample(context, kind)) }],
		read: (fields) => readState(fields, event),
		baseline: async () => await baseline(context, event, kind, zone),
		async poll(before, timeLeft) {
			const { state, events } = await new Scan(context, kind, before, zone).go(timeLeft);
			return { state, items: events.map(({ json }) => ({ json: ordered(json) })) };
		},
		write: writeState,
	});
}
