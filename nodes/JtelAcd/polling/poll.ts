import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters/reader';
import { runPoll } from '../../shared/triggers/polling';
import { isRecord } from '../../shared/isRecord';
import { sha256 } from '../../shared/crypto';
import { withEventData } from '../eventData';
import { baseUrl } from '../transport';
import { eachRecord } from '../transport/streamRecords';
import { watchCreated } from './created';
import { listed } from './event';
import { matching } from './filters';
import { properties } from './properties';
import { sample } from './sample';
import { watchStatus } from './statusChanged';
import { watchUpdated } from './updated';
import type { BeginWatch, EventName } from './types';

const KINDS: Record<EventName, BeginWatch> = {
	created: watchCreated,
	statusChanged: watchStatus,
	updated: watchUpdated,
};

interface TriggerEvent {
	id: number;
	timestamp: number;
	record: IDataObject;
	fields: IDataObject;
}

/** One reading of the whole list: what is news, and the state after it. Changes nothing. */
async function look(
	context: IPollFunctions,
	name: EventName,
	stored: IDataObject | undefined,
): Promise<{ state: IDataObject; events: TriggerEvent[] }> {
	const begin = () => KINDS[name](stored);
	let watch = begin();
	let events: TriggerEvent[] = [];
	await eachRecord(context, '/acd/events', () => {
		watch = begin();
		events = [];
		return (record) => {
			const event = listed(record);
			const fields = event === undefined ? undefined : watch.see(event);
			if (event === undefined || fields === undefined) return;
			const timestamp = name === 'created' ? event.created : event.modified;
			events.push({ id: event.id, timestamp, record, fields });
		};
	});
	// The order of the list is the server's own.
	return { state: watch.next(), events: events.sort((a, b) => a.timestamp - b.timestamp || a.id - b.id) };
}

/** The client account that the memory belongs to: IDs of another one say nothing about it. */
async function accountOf(context: IPollFunctions): Promise<string> {
	return sha256(baseUrl(context, await context.getCredentials('jtelAcdApi'))).slice(0, 16);
}

/** One tick of the trigger. The state is what the watch says, plain JSON; no clock but that of jtel's stamps is in it. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameter = nodeParameters(context, properties);
	const event = parameter('event');
	const { parseEventData = false } = parameter('options');
	const matches = matching(context, parameter('filters'));
	const toItem = (record: IDataObject, fields: IDataObject): INodeExecutionData => ({
		json: { ...(parseEventData ? withEventData(record) : record), ...fields },
	});
	const account = await accountOf(context);
	return await runPoll<IDataObject>(context, {
		sample: async () => {
			const { record, fields } = await sample(context, event, matches.event);
			return [toItem(record, fields)];
		},
		read: (stored) => (isRecord(stored) && stored.event === event && stored.account === account ? stored : undefined),
		baseline: async () => (await look(context, event, undefined)).state,
		async poll(before) {
			const { state, events } = await look(context, event, before);
			const wanted = events.filter(({ record, fields }) => matches.event(record) && matches.change(fields));
			return { state, items: wanted.map(({ record, fields }) => toItem(record, fields)) };
		},
		write: (state) => ({ event, account, ...state }),
	});
}
