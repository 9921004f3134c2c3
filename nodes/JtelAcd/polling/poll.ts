import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { unlessNothingMatches } from '../../shared/parameters/conditions';
import { namedNodeParameters } from '../../shared/parameters/reader';
import { runPoll } from '../../shared/triggers/polling';
import type { Owner } from '../../shared/triggers/state';
import { sha256 } from '../../shared/crypto';
import { withEventData } from '../actions/event/eventData';
import { simplifyEvent } from '../actions/event/simplify';
import { lookUps } from '../methods';
import { baseUrl } from '../transport';
import { eachRecord } from '../transport/streamRecords';
import { EVENTS } from './events';
import { matching } from './filters';
import { listedEvent } from './listedEvent';
import { properties } from './properties';
import { sample } from './sample';
import type { PollingEvent } from './types';

/** An event that has to be emitted. */
interface TriggerEvent {
	id: number;
	timestamp: number;
	record: IDataObject;
	fields: IDataObject;
}

/** Scans the whole list once: what has to be emitted, and the state after it. Changes nothing. */
async function scanList(
	context: IPollFunctions,
	kind: PollingEvent,
	stored: IDataObject | undefined,
): Promise<{ state: IDataObject; events: TriggerEvent[] }> {
	let scan = kind.scan(stored);
	let events: TriggerEvent[] = [];
	let taken = new Set<number>();
	let surplus = 0;
	await eachRecord(context, '/acd/events', () => {
		scan = kind.scan(stored);
		events = [];
		taken = new Set();
		surplus = 0;
		return (record) => {
			const event = listedEvent(record);
			if (typeof event === 'string') return event;
			if (taken.has(event.id)) {
				surplus++;
				return undefined;
			}
			taken.add(event.id);
			const fields = scan.take(event);
			if (fields !== undefined) events.push({ id: event.id, timestamp: kind.timestamp(event), record, fields });
			return undefined;
		};
	});
	if (surplus > 0)
		context.logger.warn(
			`"${context.getNode().name}": jtel's list has the same event more than once (${surplus} rows too many). The first row of each counts.`,
		);
	// The order of the list is the server's own.
	return { state: scan.state(), events: events.sort((a, b) => a.timestamp - b.timestamp || a.id - b.id) };
}

/** IDs of another server or client account mean nothing here. */
async function stateOwner(context: IPollFunctions): Promise<Owner> {
	const value = sha256(baseUrl(context, await context.getCredentials('jtelAcdApi'))).slice(0, 16);
	return { identity: value, before: { field: 'account', value } };
}

/** One tick of the trigger. The state is plain JSON; the only clock in it is that of jtel's timestamps. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await unlessNothingMatches(async () => await tick(context));
}

async function tick(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameter = await namedNodeParameters(context, properties, lookUps);
	const event = parameter('event');
	const kind: PollingEvent = EVENTS[event];
	const { parseEventData = false } = parameter('options');
	const matches = matching(context, parameter('filters'));
	const isShort = parameter('simplify') === true;
	const toItem = (record: IDataObject, fields: IDataObject): INodeExecutionData => {
		const whole = { ...(parseEventData ? withEventData(record) : record), ...fields };
		return { json: isShort ? simplifyEvent(whole) : whole };
	};
	return await runPoll<IDataObject>(context, {
		form: { event, events: Object.keys(EVENTS), fields: kind.stored },
		owner: async () => await stateOwner(context),
		sample: async () => {
			const { record, fields } = await sample(context, kind, matches.event);
			return [toItem(record, fields)];
		},
		read: (fields) => fields,
		baseline: async () => (await scanList(context, kind, undefined)).state,
		async poll(before) {
			const { state, events } = await scanList(context, kind, before);
			const wanted = events.filter(({ record, fields }) => matches.event(record) && matches.change(fields));
			return { state, items: wanted.map(({ record, fields }) => toItem(record, fields)) };
		},
		write: (state) => state,
	});
}
