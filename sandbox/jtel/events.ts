import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { checked, JtelError } from './errors';
import { eventData } from './eventData';
import { EVENT_TYPES, MORE_EVENT_TYPES } from './seed';
import type { Account, MasterRecord, StoredEvent } from './types';
import type { World } from './world';

/** Voice mail and callback carry telephone numbers. */
const TELEPHONE_TYPES = [1, 3];
const CALLBACK = 3;
const TICKET = 6;

/** The later state that jtel's list example shows. */
export const FINISHED = 20;

const text = z.string();
const requiredText = text.min(1, 'must not be empty');
const id = z.number().int('must be an Integer');

const createBody = z
	.object({
		AcdEventTypesID: id,
		AcdGroupsID: id,
		UsersID: id.nullish(),
		Sender: requiredText,
		Receiver: text.nullish(),
		Subject: requiredText,
		Body: text.nullish(),
		CrmURL: text.refine(isUrl, 'must be a well-formed URL').nullish(),
		UserData: text.nullish(),
	})
	.strict();

export function eventTypes(world: World): MasterRecord[] {
	return world.switches().moreEventTypes ? [...EVENT_TYPES, ...MORE_EVENT_TYPES] : EVENT_TYPES;
}

/** All 32 fields of the documented example, null where nothing is set. */
export function presentEvent(world: World, event: StoredEvent): JsonObject {
	const { created, modified, lastModified, ...fields } = event;
	return {
		...fields,
		UserData3: null,
		bCloseByForeignSystem: false,
		AcdWorkFlowConnectorsID: null,
		WorkFlowMonitorPointsID: null,
		AcdInboxesID: null,
		ChatConnectorsID: null,
		AcdReplyingTypesID: null,
		SkillsID1: null,
		SkillsID2: null,
		SkillsID3: null,
		SkillsValue1: null,
		SkillsValue2: null,
		SkillsValue3: null,
		LastAgentTime: 0,
		dtCreated: world.eventStamp(created),
		dtReceived: null,
		dtRemind: null,
		dtModified: world.eventStamp(modified),
		dtLastModified: world.eventStamp(lastModified),
	};
}

/** Event create. The checks on numbers and on `Receiver` follow the documented column texts. */
export function createEvent(world: World, account: Account, body: unknown, ID = world.nextId('events')): StoredEvent {
	const input = checked(createBody, body);
	const switches = world.switches();
	const refer = (known: boolean, what: string): void => {
		if (!known) throw new JtelError(switches.unknownReferenceStatus, `${what} not found`);
	};
	for (const name of ['Subject', 'Body', 'UserData'] as const) {
		if (switches.textLimit > 0 && (input[name] ?? '').length > switches.textLimit) {
			throw new JtelError(400, `Parameter ${name}: is longer than ${switches.textLimit} characters`);
		}
	}
	if (TELEPHONE_TYPES.includes(input.AcdEventTypesID)) checkNumbers(account, input.Sender, input.Receiver ?? null);
	const foreignBody = input.Body !== undefined && input.Body !== null && input.AcdEventTypesID !== CALLBACK;
	if (foreignBody && switches.bodyOnOtherTypes === 'refuse') {
		throw new JtelError(400, 'Parameter Body: only supported for callback events');
	}
	refer(has(eventTypes(world), input.AcdEventTypesID), 'AcdEventType');
	refer(has(account.groups, input.AcdGroupsID), 'AcdGroup');
	refer(input.UsersID === undefined || input.UsersID === null || has(account.users, input.UsersID), 'User');

	const now = world.core.clock.now();
	const CrmURL = input.CrmURL ?? null;
	const UserData = input.UserData ?? null;
	const Body = foreignBody && switches.bodyOnOtherTypes === 'ignore' ? null : input.Body;
	const event: StoredEvent = {
		ID,
		AcdEventTypesID: input.AcdEventTypesID,
		AcdEventStatusID: 1,
		AcdGroupsID: input.AcdGroupsID,
		UsersID: input.UsersID ?? null,
		Sender: input.Sender,
		Receiver: input.Receiver ?? null,
		Subject: input.Subject,
		EventData: eventData({ CrmURL, UserData, ...(Body === undefined ? {} : { Body }) }, switches),
		CrmURL,
		UserData,
		UserData2: null,
		ForeignSystemNumber: input.AcdEventTypesID === TICKET ? UserData : null,
		created: now,
		modified: now,
		lastModified: now + 135,
	};
	account.events.push(event);
	world.core.changed('jtel', 'eventCreated', { ID: event.ID });
	return event;
}

function checkNumbers(account: Account, sender: string, receiver: string | null): void {
	const number = /^\d{1,15}$/;
	if (!number.test(sender)) throw new JtelError(400, 'Parameter Sender: must be an E.164 number of digits only');
	if (receiver === null) return;
	if (!number.test(receiver)) throw new JtelError(400, 'Parameter Receiver: must be an E.164 number of digits only');
	if (!account.serviceNumbers.some(({ Name }) => Name === receiver)) {
		throw new JtelError(400, 'Parameter Receiver: is not configured as a service number');
	}
}

function has(records: ReadonlyArray<{ ID: number }>, wanted: number): boolean {
	return records.some(({ ID }) => ID === wanted);
}

/** The page says no more than "a well formed URL". */
function isUrl(address: string): boolean {
	return URL.canParse(address) && !/\s/.test(address);
}
