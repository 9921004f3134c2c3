import { z } from 'zod';
import type { Json, JsonObject, SandboxService } from '../core/types';
import { callout } from './callout';
import { createEvent, FINISHED, presentEvent } from './events';
import type { Account, StoredEvent } from './types';
import { findById } from './world';
import type { World } from './world';

/** Only 1 (new) and 20 (a later state) are known from jtel's pages; 10 for "being worked on" is ours (3.2, U3). */
const TAKEN = 10;

const client = { ClientsID: z.number().int().default(1) };
const oneEvent = z.object({ ...client, ID: z.number().int() }).strict();
const take = z.object({ ...client, ID: z.number().int(), UsersID: z.number().int().default(3) }).strict();
const touch = z
	.object({ ...client, ID: z.number().int(), Subject: z.string().optional(), UserData2: z.string().optional() })
	.strict();
const clear = z.object(client).strict();
const addMany = z
	.object({
		...client,
		count: z.number().int().min(1).max(100_000),
		AcdEventTypesID: z.number().int().default(6),
		AcdGroupsID: z.number().int().default(235),
	})
	.strict();
const create = z.object(client).passthrough();
const push = z
	.object({
		...client,
		url: z.string().url(),
		ID: z.number().int(),
		shape: z.enum(['flat', 'acdEvent', 'records']).default('flat'),
		plus: z.boolean().default(false),
		headers: z.record(z.string()).default({}),
	})
	.strict();

/** What agents and supervisors do in jtel's own screens. */
export function jtelActions(world: World): SandboxService['actions'] {
	const change = (input: { ClientsID: number; ID: number }, what: string, fields: Partial<StoredEvent>): Json => {
		const event = findById(world.account(input.ClientsID).events, input.ID, 'AcdEvent');
		const now = world.core.clock.now();
		Object.assign(event, fields, { modified: now, lastModified: now });
		world.core.changed('jtel', what, { ID: event.ID });
		return presentEvent(world, event);
	};
	const remove = (account: Account, keep: (event: StoredEvent) => boolean): Json => {
		const before = account.events.length;
		account.events = account.events.filter(keep);
		world.core.changed('jtel', 'eventsRemoved');
		return { removed: before - account.events.length };
	};
	const actions = {
		/** An agent takes the event from the queue. */
		takeEvent(input: JsonObject) {
			const { UsersID, ...rest } = take.parse(input);
			findById(world.account(rest.ClientsID).users, UsersID, 'User');
			return change(rest, 'eventTaken', { UsersID, AcdEventStatusID: TAKEN });
		},
		finishEvent: (input: JsonObject) => change(oneEvent.parse(input), 'eventFinished', { AcdEventStatusID: FINISHED }),
		/** The event changes without a new ID and without a new status. */
		touchEvent(input: JsonObject) {
			const { ClientsID, ID, Subject, UserData2 } = touch.parse(input);
			const fields = {
				...(Subject === undefined ? {} : { Subject }),
				...(UserData2 === undefined ? {} : { UserData2 }),
			};
			return change({ ClientsID, ID }, 'eventTouched', fields);
		},
		/** Defaults to a ticket for the first group; any field of event create may be given. */
		createEvent(input: JsonObject) {
			const { ClientsID, ...fields } = create.parse(input);
			const account = world.account(ClientsID);
			const defaults = {
				AcdEventTypesID: 6,
				AcdGroupsID: account.groups[0]?.ID,
				Sender: 'walk-in',
				Subject: 'Raised in jtel',
			};
			return presentEvent(world, createEvent(world, account, { ...defaults, ...fields }));
		},
		addEvents(input: JsonObject) {
			const { ClientsID, count, ...fields } = addMany.parse(input);
			const account = world.account(ClientsID);
			const ids: number[] = [];
			let next = world.nextId('events');
			for (let n = 1; n <= count; n += 1, next += 1) {
				const event = createEvent(world, account, { ...fields, Sender: `49155500${n}`, Subject: `Event ${n}` }, next);
				ids.push(event.ID);
			}
			return { count, firstID: ids[0] ?? null, lastID: ids.at(-1) ?? null };
		},
		removeEvent(input: JsonObject) {
			const { ClientsID, ID } = oneEvent.parse(input);
			return remove(world.account(ClientsID), (event) => event.ID !== ID);
		},
		clearEvents: (input: JsonObject) => remove(world.account(clear.parse(input).ClientsID), () => false),
		/** The ACD group's "REST Calls": POSTs the event to an address (4.2). */
		pushEvent(input: JsonObject) {
			const { ClientsID, ...options } = push.parse(input);
			const account = world.account(ClientsID);
			return callout(world, account, findById(account.events, options.ID, 'AcdEvent'), options);
		},
	};
	return actions;
}
