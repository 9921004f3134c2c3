import { z } from 'zod';
import type { Json, JsonObject, SandboxService } from '../core/types';
import { validateInput } from '../core/validate';
import { callGroupUrl, ivrRequest, openCrmUrl } from './callout';
import { createEvent, FINISHED, presentEvent } from './events';
import type { Account, StoredEvent } from './types';
import { findById } from './world';
import type { World } from './world';

/** Only 1 (new) and 20 (a later state) are known from jtel's pages; 10 for "being worked on" is ours. */
const TAKEN = 10;

const client = { ClientsID: z.number().int().default(1) };
/** `commit: false` is a change that nobody sees before `commitEvents`, given a timestamp now. */
const written = { ...client, commit: z.boolean().default(true) };
const oneEvent = z.object({ ...client, ID: z.number().int() }).strict();
const finish = z.object({ ...written, ID: z.number().int() }).strict();
const take = z.object({ ...written, ID: z.number().int(), UsersID: z.number().int().default(3) }).strict();
const touch = z
	.object({ ...written, ID: z.number().int(), Subject: z.string().optional(), UserData2: z.string().optional() })
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
const create = z.object(written).passthrough();
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
const ivr = z
	.object({
		url: z.string().url(),
		method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('GET'),
		headers: z.string().default(''),
		parameters: z.record(z.string()).default({}),
		body: z.string().default(''),
		contentType: z.string().default('application/json'),
	})
	.strict();
const crm = z.object({ url: z.string(), variables: z.record(z.string()).default({}) }).strict();

/** What agents and supervisors do in jtel's own screens. */
export function jtelActions(world: World): SandboxService['actions'] {
	const change = (
		{ ClientsID, ID, commit }: { ClientsID: number; ID: number; commit: boolean },
		what: string,
		fields: Partial<StoredEvent>,
	): Json => {
		const account = world.account(ClientsID);
		const event = findById(account.events, ID, 'AcdEvent');
		if (account.uncommitted.some((open) => open.ID === ID)) throw new Error(`Event ${ID} is locked by a change`);
		const now = world.core.clock.now();
		const changed = { ...event, ...fields, modified: now, lastModified: now };
		if (commit) Object.assign(event, changed);
		else account.uncommitted.push(changed);
		world.core.changed('jtel', what, { ID });
		return presentEvent(world, changed);
	};
	const remove = (account: Account, keep: (event: StoredEvent) => boolean): Json => {
		const removed = world.removeEvents(account, keep);
		world.core.changed('jtel', 'eventsRemoved');
		return { removed };
	};
	const actions = {
		/** An agent takes the event from the queue. */
		takeEvent(input: JsonObject) {
			const { UsersID, ...rest } = validateInput(take, input);
			findById(world.account(rest.ClientsID).users, UsersID, 'User');
			return change(rest, 'eventTaken', { UsersID, AcdEventStatusID: TAKEN });
		},
		finishEvent: (input: JsonObject) =>
			change(validateInput(finish, input), 'eventFinished', { AcdEventStatusID: FINISHED }),
		/** The event changes without a new ID and without a new status. */
		touchEvent(input: JsonObject) {
			const { Subject, UserData2, ...rest } = validateInput(touch, input);
			const fields = {
				...(Subject === undefined ? {} : { Subject }),
				...(UserData2 === undefined ? {} : { UserData2 }),
			};
			return change(rest, 'eventTouched', fields);
		},
		/** Defaults to a ticket for the first group; any field of event create may be given. */
		createEvent(input: JsonObject) {
			const { ClientsID, commit, ...fields } = validateInput(create, input);
			const account = world.account(ClientsID);
			const defaults = {
				AcdEventTypesID: 6,
				AcdGroupsID: account.groups[0]?.ID,
				Sender: 'walk-in',
				Subject: 'Raised in jtel',
			};
			const event = createEvent(world, account, { ...defaults, ...fields });
			if (!commit) account.uncommitted.push(...account.events.splice(-1));
			return presentEvent(world, event);
		},
		/** Ends the changes that were made with `commit: false`, with the IDs and timestamps that they have had since. */
		commitEvents(input: JsonObject) {
			const account = world.account(validateInput(clear, input).ClientsID);
			const open = account.uncommitted.splice(0);
			for (const event of open) {
				const at = account.events.findIndex(({ ID }) => ID === event.ID);
				if (at < 0) account.events.push(event);
				else account.events[at] = event;
			}
			world.core.changed('jtel', 'eventsCommitted');
			return { committed: open.length };
		},
		addEvents(input: JsonObject) {
			const { ClientsID, count, ...fields } = validateInput(addMany, input);
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
			const { ClientsID, ID } = validateInput(oneEvent, input);
			return remove(world.account(ClientsID), (event) => event.ID !== ID);
		},
		clearEvents: (input: JsonObject) => remove(world.account(validateInput(clear, input).ClientsID), () => false),
		/** The ACD group's "REST Calls": POSTs the event to an address. */
		async pushEvent(input: JsonObject) {
			const { ClientsID, ID, ...call } = validateInput(push, input);
			const account = world.account(ClientsID);
			return await callGroupUrl(world, account, findById(account.events, ID, 'AcdEvent'), call);
		},
		/** The object "REST" of a call flow asks an address, and goes on by its answer. */
		ivrRequest: async (input: JsonObject) => await ivrRequest(validateInput(ivr, input)),
		/** A CRM URL is opened at the agent's place; `variables` by their names without the dollar sign. */
		async openCrmUrl(input: JsonObject) {
			const { url, variables } = validateInput(crm, input);
			return await openCrmUrl(url, variables);
		},
	};
	return actions;
}
