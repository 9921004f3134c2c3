import axios from 'axios';
import type { Json, JsonObject } from '../core/types';
import { wallTime } from '../core/zones';
import { presentEvent } from './events';
import type { Account, StoredEvent } from './types';
import type { World } from './world';

interface CalloutOptions {
	url: string;
	/** Two pages of jtel describe two shapes; a receiver must understand both (4.2). */
	shape: 'flat' | 'acdEvent' | 'records';
	/** An early draft had numbers with a plus (U11). */
	plus: boolean;
	headers: Record<string, string>;
}

/** "REST Calls (Create Callback / Create Voice Mail)": a POST with JSON; jtel expects 200 and ignores the body. */
export async function callout(
	world: World,
	account: Account,
	event: StoredEvent,
	options: CalloutOptions,
): Promise<Json> {
	const body =
		options.shape === 'flat'
			? flat(world, account, event, options.plus)
			: wrap(presentEvent(world, event), options.shape);
	const reply = await axios.post<unknown>(options.url, body, {
		headers: { 'Content-Type': 'application/json', ...options.headers },
		validateStatus: () => true,
		timeout: 10_000,
	});
	return { status: reply.status, sent: body };
}

function wrap(event: JsonObject, shape: 'acdEvent' | 'records'): JsonObject {
	return shape === 'acdEvent' ? event : { records: [event], count: 1, status: 200 };
}

function flat(world: World, account: Account, event: StoredEvent, plus: boolean): JsonObject {
	const number = (digits: string): string => (plus ? `+${digits}` : digits);
	const local = (at: number): string => {
		const { day, time } = wallTime(at, world.switches().zone);
		return `${day}T${time.slice(0, 8)}`;
	};
	const service = account.serviceNumbers.find(({ Name }) => Name === event.Receiver);
	const group = account.groups.find(({ ID }) => ID === event.AcdGroupsID);
	return {
		Caller: number(event.Sender),
		CallbackNumber: number(event.Sender),
		ServiceNumbersNumber: number(event.Receiver ?? ''),
		ServiceNumbersName: service?.Name2 ?? '',
		AcdGroupsID: event.AcdGroupsID,
		AcdGroupsName: group?.Name ?? '',
		AcdGroupsForeignSystemID: `grp-${event.AcdGroupsID}`,
		dtCallStart: local(event.created - 60_000),
		dtCallEnd: local(event.created),
		AcdEventsID: event.ID,
		Subject: event.Subject,
		Body: '',
	};
}
