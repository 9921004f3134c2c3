import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { readEventData } from '../actions/event/eventData';
import { readNumber } from '../../shared/parameters/phoneNumber';

/** What a call of jtel says, whatever its shape. Null where it does not say it. Timestamps are as jtel wrote them. */
export interface Call extends IDataObject {
	eventId: number | null;
	subject: string | null;
	caller: string | null;
	/** The same: n8n lets no expression read a field with the name `caller`. */
	callerId: string | null;
	callbackNumber: string | null;
	groupName: string | null;
	groupId: number | null;
	user: string | null;
	callStart: string | null;
	callEnd: string | null;
	serviceNumber: string | null;
	serviceNumberName: string | null;
	body: string | null;
	userData: string | null;
	crmUrl: string | null;
	eventTypeId: number | null;
	groupForeignSystemId: string | null;
	eventData: IDataObject | null;
}

/** Types whose sender and receiver are telephone numbers. */
const TELEPHONE_TYPES = [1, 3];

function text(value: unknown): string | null {
	if (typeof value === 'string') return value.trim() === '' ? null : value;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

function whole(value: unknown): number | null {
	const digits = text(value)?.trim() ?? '';
	return /^\d+$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : null;
}

/** Digits without `+`. Anything else, for example `anonymous`, stays as it came. */
function telephone(value: unknown): string | null {
	const written = text(value);
	const digits = readNumber(written ?? '').rest;
	return /^\d+$/.test(digits) ? digits : written;
}

/** The same fields by all the names that jtel's pages give them, in any case. */
const NAMES = {
	eventId: ['acdeventsid', 'eventid'],
	eventTypeId: ['acdeventtypesid'],
	groupId: ['acdgroupsid', 'groupid'],
	groupName: ['acdgroupsname', 'groupname'],
	groupForeignSystemId: ['acdgroupsforeignsystemid'],
	user: ['useruid', 'usersuid', 'agentuid', 'username', 'usersid'],
	caller: ['caller', 'callerid', 'callernumber', 'anumber', 'sender'],
	callbackNumber: ['callbacknumber'],
	serviceNumber: ['servicenumbersnumber', 'servicenumber', 'rootnumber', 'receiver'],
	serviceNumberName: ['servicenumbersname', 'servicenumbername', 'servicename'],
	callStart: ['dtcallstart'],
	callEnd: ['dtcallend'],
	subject: ['subject'],
	body: ['body'],
	userData: ['userdata'],
	crmUrl: ['crmurl', 'crmlink'],
	eventData: ['eventdata'],
} as const;

/** Reads one call. The first source that has a field wins. */
export function readCall(sources: readonly IDataObject[]): Call {
	const given = new Map<string, unknown>();
	for (const [key, value] of sources.flatMap((source) => Object.entries(source))) {
		if (!given.has(key.toLowerCase())) given.set(key.toLowerCase(), value);
	}
	const field = (name: keyof typeof NAMES): unknown =>
		NAMES[name].map((key) => given.get(key)).find((value) => text(value) !== null);

	const eventTypeId = whole(field('eventTypeId'));
	// In an event record the ID is `ID`, beside its type; in the calls of an ACD group it is AcdEventsID.
	const isEvent = eventTypeId !== null && given.has('id');
	const address = eventTypeId === null || TELEPHONE_TYPES.includes(eventTypeId) ? telephone : text;
	const eventData = text(field('eventData'));
	const parsed = eventData === null ? undefined : readEventData(eventData);
	const caller = address(field('caller'));
	return {
		eventId: whole(field('eventId')) ?? (isEvent ? whole(given.get('id')) : null),
		subject: text(field('subject')),
		caller,
		callbackNumber: telephone(field('callbackNumber')),
		groupName: text(field('groupName')),
		groupId: whole(field('groupId')),
		user: text(field('user')),
		callStart: text(field('callStart')),
		callEnd: text(field('callEnd')),
		serviceNumber: address(field('serviceNumber')),
		serviceNumberName: text(field('serviceNumberName')),
		body: text(field('body')) ?? (parsed?.body || null),
		userData: text(field('userData')),
		crmUrl: text(field('crmUrl')),
		callerId: caller,
		eventTypeId,
		groupForeignSystemId: text(field('groupForeignSystemId')),
		eventData: parsed ?? null,
	};
}

/** What a call holds: one entry, a list, or a list within `records`. */
export const entriesIn = (body: unknown): unknown[] =>
	[isRecord(body) && Array.isArray(body.records) ? body.records : body].flat();

/** The callback or voice mail in a call of an ACD group, in either shape, in a list and also within `records`. */
export function readGroupCalls(body: unknown, query: IDataObject): Call[] {
	const records = entriesIn(body).filter(isRecord);
	return (records.length > 0 ? records : [{}])
		.map((record) => readCall([record, query]))
		.filter(({ eventId }) => eventId !== null);
}
