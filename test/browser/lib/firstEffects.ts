import type { JsonObject, ServiceName } from '../../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import { isObject, mentions, recordsIn, textOf } from '../../../scripts/lib/json';
import { failureOf } from '../../../scripts/lib/n8nClient';
import type { Relay } from '../../../scripts/lib/relay';
import { cardsIn, eventOf, tellStory, thuliumTicket, ticketProperties } from '../../../scripts/lib/story';
import { waitFor } from '../../../scripts/lib/wait';
import { installCardWithQuestions, sendCard } from '../../harness/kaizalaCards';

const MINUTE = 60_000;
/** A poll every minute, and room for a busy machine. */
const EFFECT_TIMEOUT_MS = 2 * MINUTE;
/** Tickets of the sandbox's seed: no trigger takes them for new. */
const [ON_A_CARD, WITH_AN_EVENT] = ['38402119003', '38402119002'] as const;
/** An open event of the sandbox's seed. */
const SEED_EVENT = 2004;

/** A template at its first work: causes in the sandbox what it waits for, and sees there what it does about it. */
export type FirstEffect = (relay: Relay) => Promise<void>;

async function until<T>(
	{ sandbox, n8n }: Relay,
	what: string,
	service: ServiceName,
	find: (state: JsonObject) => T | undefined,
): Promise<T> {
	return await waitFor(what, async () => find(await sandbox.state(service)), {
		timeoutMs: EFFECT_TIMEOUT_MS,
		intervalMs: 1_000,
		lastSeen: async () => {
			const failed = await n8n.client.listExecutions({ status: ['error'] });
			const details = failed.map(async (one) => failureOf({ ...one, ...(await n8n.client.getExecution(one.id)) }));
			return (await Promise.all(details)).join('\n');
		},
	});
}

const raise = async ({ sandbox }: Relay, subject: string, more: JsonObject = {}): Promise<string> =>
	textOf(await sandbox.act<JsonObject>('hubspot', 'raiseTicket', { subject, ...more }), 'id');

const setProperties = async ({ sandbox }: Relay, id: string, properties: JsonObject) =>
	await sandbox.act('hubspot', 'updateTicket', { id, properties });

const inStage = (id: string, stage: string) => (state: JsonObject) =>
	textOf(ticketProperties(state, id), 'hs_pipeline_stage') === stage ? true : undefined;

const ticketWith =
	(name: string, value: string) =>
	(state: JsonObject): JsonObject | undefined =>
		recordsIn(state.tickets)
			.map(({ properties }) => (isObject(properties) ? properties : {}))
			.find((properties) => textOf(properties, name) === value);

/** Three templates take a ticket from one to the next, and Thulium's reply is the last that is seen of it. */
const STORY = new WeakMap<Relay, Promise<void>>();
const story: FirstEffect = async (relay) => {
	const told = STORY.get(relay) ?? tell();
	STORY.set(relay, told);
	await told;

	async function tell(): Promise<void> {
		for (const { run } of tellStory({ sandbox: relay.sandbox, n8n: relay.n8n.client }).steps) await run();
	}
};

/** By the name of the template's file. Those whose trigger is a clock or a click are run by the caller. */
export const FIRST_EFFECTS: Readonly<Record<string, FirstEffect>> = {
	'new-ticket-to-card-and-acd-event.json': story,
	'stage-change-updates-card.json': story,
	'closing-note-through-thulium.json': story,
	'card-answer-to-note-and-stage.json': async (relay) => {
		await installCardWithQuestions(relay.sandbox);
		const actionId = await sendCard(relay.sandbox);
		const groupId = SEED_GROUPS.supportDesk;
		await setProperties(relay, ON_A_CARD, { kaizala_action_id: actionId, kaizala_group_id: groupId });
		const answers = ['On my way', 'In ten minutes'];
		await relay.sandbox.act('kaizala', 'answerCard', { groupId, phone: SEED_PHONES.lead, actionId, answers });
		await until(relay, 'The answer as a note', 'hubspot', (state) =>
			mentions(state.notes, 'What now?: On my way') ? true : undefined,
		);
		await until(relay, 'The stage', 'hubspot', inStage(ON_A_CARD, '3'));
	},
	'finished-event-closes-ticket.json': async (relay) => {
		await setProperties(relay, WITH_AN_EVENT, { jtel_event_id: String(SEED_EVENT) });
		await relay.sandbox.act('jtel', 'finishEvent', { ID: SEED_EVENT });
		await until(relay, 'The closed ticket', 'hubspot', inStage(WITH_AN_EVENT, '4'));
	},
	'missed-call-to-ticket-and-callback.json': async (relay) => {
		const call = { AcdEventTypesID: 1, AcdGroupsID: 236, Sender: '4915550077', Receiver: '4919900445566' };
		const event = await relay.sandbox.act<JsonObject>('jtel', 'createEvent', { ...call, Subject: 'Nobody was there' });
		const reference = `jtel-missed-call-${textOf(event, 'ID')}`;
		const ticket = await until(relay, 'The ticket with its callback', 'hubspot', (state) => {
			const found = ticketWith('external_ref', reference)(state);
			return textOf(found, 'jtel_event_id') === '' ? undefined : found;
		});
		await until(relay, 'The callback', 'jtel', (state) =>
			recordsIn(state.events).find(
				({ ID, Sender }) => String(ID) === textOf(ticket, 'jtel_event_id') && Sender === call.Sender,
			),
		);
	},
	'thulium-and-hubspot-both-ways.json': async (relay) => {
		const mail = { from: 'ewa.lis@example.com', subject: 'Parcel is wet', body: 'The box is wet.' };
		const raised = await relay.sandbox.act<JsonObject>('thulium', 'raiseTicket', mail);
		const number = textOf(raised, 'ticket_id');
		await until(relay, 'The HubSpot ticket', 'hubspot', ticketWith('thulium_ticket_id', number));
		await until(relay, 'The mail as a note', 'hubspot', (state) =>
			mentions(state.notes, 'The box is wet.') ? true : undefined,
		);
	},
	'hubspot-and-jtel-only.json': async (relay) => {
		const id = await raise(relay, 'Crane 3 does not lift');
		await until(relay, 'The event', 'jtel', (state) => eventOf(state, id));
	},
	'hubspot-and-thulium-only.json': async (relay) => {
		const id = await raise(relay, 'Parcel is late', { contactEmail: 'ewa.lis@example.com' });
		const number = await until(relay, 'The number', 'hubspot', (state) => {
			const stored = textOf(ticketProperties(state, id), 'thulium_ticket_id');
			return stored === '' ? undefined : stored;
		});
		await until(relay, 'The Thulium ticket', 'thulium', (state) => thuliumTicket(state, number));
	},
	'catch-up.json': async (relay) => {
		const missed = ticketWith('subject', MISSED);
		await until(relay, 'The card and the event of the missed ticket', 'hubspot', (state) => {
			const found = missed(state);
			return [textOf(found, 'kaizala_action_id'), textOf(found, 'jtel_event_id')].includes('') ? undefined : true;
		});
		expect(cardsIn(await relay.sandbox.state('kaizala')).filter((card) => mentions(card, MISSED))).toHaveLength(1);
	},
	'daily-digest-in-kaizala.json': async (relay) => {
		await until(relay, 'The digest', 'kaizala', ({ messages }) =>
			mentions(messages, 'Tickets on ') ? true : undefined,
		);
	},
	'escalation-reminds-in-kaizala.json': async (relay) => {
		await until(relay, 'The reminder', 'kaizala', ({ messages }) =>
			mentions(messages, 'has not changed its stage for 8 hours') ? true : undefined,
		);
	},
	'set-up-link-properties.json': async ({ sandbox }) => {
		await waitFor('The new property', async () => {
			const created = await sandbox.journal({ service: 'hubspot', method: 'POST', path: '/properties/' });
			return created.find(({ status, body }) => status === 201 && mentions(body, 'escalated_at'));
		});
	},
	'build-kaizala-card-package.json': async ({ n8n }) => {
		// The package is a file in n8n, for the person to take to Kaizala's portal.
		await waitFor('The finished package', async () => {
			const runs = await n8n.client.listExecutions({ status: ['success'] });
			return runs.find(({ workflowName }) => /card package/i.test(workflowName ?? ''));
		});
	},
};

const MISSED = 'Came while n8n was off';

/** A ticket that came twenty minutes ago, before anything was imported: *Catch up* has something to do. */
export async function missATicket(relay: Relay): Promise<void> {
	await relay.sandbox.moveClock(-20 * MINUTE);
	await raise(relay, MISSED);
	await relay.sandbox.moveClock(null);
}
