import axios from 'axios';

import type { JournalEntry, JsonObject, ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { isObject, mentions, recordsIn, textOf } from '../../scripts/lib/json';
import { failureOf } from '../../scripts/lib/n8nClient';
import type { ExecutionDetails } from '../../scripts/lib/n8nClient';
import { thuliumTicket, ticketProperties } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { pollEvery, prepareTemplate, useCredentials } from '../../scripts/lib/workflows';
import { installCardWithQuestions, sendCard } from '../harness/kaizalaCards';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;
const POLL_SECONDS = 5;

const FILES = {
	bothWays: 'thulium-and-hubspot-both-ways.json',
	cardAnswer: 'card-answer-to-note-and-stage.json',
	finishedEvent: 'finished-event-closes-ticket.json',
	missedCall: 'missed-call-to-ticket-and-callback.json',
	// Writes into Thulium by itself: what it sends must not come back through the first one.
	closingNote: 'closing-note-through-thulium.json',
} as const;
type Template = keyof typeof FILES;
const TEMPLATES = Object.keys(FILES) as Template[];

interface BothWays {
	thuliumId: string;
	hubSpotId: string;
	/** Closed with a note that has no Thulium ticket yet. */
	otherId: string;
	/** As it was made. */
	ticket: JsonObject;
}

interface CardAnswer {
	ticketId: string;
}

interface MissedCall {
	voiceMail: JsonObject;
	callback: JsonObject;
	callbackEvent: string;
}

const CLOSING_NOTE = 'Mended,\nand "tested" < twice.';

/**
 * One n8n for the whole file. All templates run side by side, as they would in one house, and none disturbs another: three
 * stories are told at once, and each test looks at one side of them.
 */
describe('the templates between the systems on the real n8n', () => {
	const ids = new Map<Template, string>();
	const relay = useRelay('stories');
	let stories: { bothWays: Promise<BothWays>; cardAnswer: Promise<CardAnswer>; missedCall: Promise<MissedCall> };

	beforeAll(async () => {
		const patches = [useCredentials(relay.credentials), pollEvery(POLL_SECONDS)];
		for (const [index, key] of TEMPLATES.entries()) {
			const workflow = await prepareTemplate(FILES[key], patches, index);
			const { id } = await relay.n8n.client.call<{ id: string }>('POST', '/rest/workflows', workflow);
			ids.set(key, id);
			await relay.n8n.client.publishWorkflow(id);
		}
		for (const id of ids.values()) await relay.n8n.client.firstPoll(id);
		await waitFor('The webhook in Kaizala', async () => {
			const { webhooks } = await relay.sandbox.state('kaizala');
			return Array.isArray(webhooks) && webhooks.length === 1 ? true : undefined;
		});
		stories = { bothWays: tellBothWays(), cardAnswer: tellCardAnswer(), missedCall: tellMissedCall() };
		// Each test reports the failure of its own story.
		for (const story of Object.values(stories)) story.catch(() => undefined);
	}, 5 * MINUTE);

	describe('Thulium ticket to HubSpot ticket and back', () => {
		it(
			'makes a HubSpot ticket of a new Thulium ticket, with its number',
			async () => {
				const { ticket, thuliumId } = await stories.bothWays;
				expect(ticket).toMatchObject({
					subject: 'Parcel is wet',
					hs_pipeline_stage: '1',
					thulium_ticket_id: thuliumId,
					content: `Thulium ticket ${thuliumId} from ewa.lis@example.com, queue service@example.com`,
				});
			},
			5 * MINUTE,
		);

		it('brings mails and answers of Thulium to HubSpot as notes, each once and in order', async () => {
			const { hubSpotId } = await stories.bothWays;
			const notes = notesOf(await relay.sandbox.state('hubspot'), hubSpotId);
			const mail = String.raw`^Thulium message \d+ \(customer ewa\.lis@example\.com\):<br>`;
			expect(notes.filter((text) => text.startsWith('Thulium message'))).toEqual([
				expect.stringMatching(new RegExp(`${mail}The box is wet\\.<br>A &amp; B &lt;ewa\\.lis@example\\.com&gt;$`)),
				expect.stringMatching(/\(reply by mnowak\):<br>We send another one\.$/),
				expect.stringMatching(new RegExp(`${mail}Thank you!$`)),
			]);
		});

		it('brings notes and moves of HubSpot to Thulium as comments', async () => {
			const { thuliumId } = await stories.bothWays;
			const comments = commentsOf(await relay.sandbox.state('thulium'), thuliumId);
			expect(comments.sort()).toEqual([
				expect.stringMatching(/^HubSpot note \d+: Box <7> is on its way\.$/),
				'HubSpot stage: New → Waiting on us',
				'HubSpot stage: Waiting on us → Closed',
			]);
		});
	});

	describe('Answer on the Kaizala card', () => {
		it(
			'waits for the ID of the card, becomes a note and moves the stage; a closed ticket stays closed',
			async () => {
				const { ticketId } = await stories.cardAnswer;
				const state = await relay.sandbox.state('hubspot');
				expect(notesOf(state, ticketId)).toEqual([
					'Answer on the Kaizala card by Lee Lead:<br>What now?: On my way<br>Anything else?: Ten minutes &lt;or&gt; so',
					'Answer on the Kaizala card by Lee Lead:<br>What now?: Cannot<br>Anything else?: (none)',
				]);
				expect(textOf(ticketProperties(state, ticketId), 'hs_pipeline_stage')).toBe('4');
			},
			5 * MINUTE,
		);
	});

	describe('Missed call and finished event', () => {
		it(
			'makes a ticket with the number',
			async () => {
				const { voiceMail, callback } = await stories.missedCall;
				expect(voiceMail).toMatchObject({
					subject: 'Missed call from 4915550077',
					customer_phone: '+4915550077',
					source_type: 'PHONE',
					hs_pipeline_stage: '1',
				});
				expect(callback).toMatchObject({ subject: 'Missed call from 4915550078', customer_phone: '+4915550078' });
			},
			5 * MINUTE,
		);

		it('makes a callback for the voice mail, and takes the one that jtel has made itself', async () => {
			const { voiceMail, callback, callbackEvent } = await stories.missedCall;
			const id = textOf(voiceMail, 'hs_object_id');
			const created = await journal('jtel', 'POST', '/acd/events/create$');
			expect(created.map(({ body }) => body)).toEqual([
				expect.objectContaining({
					AcdEventTypesID: 3,
					AcdGroupsID: 236,
					Sender: '4915550077',
					Receiver: '4919900445566',
					Subject: 'Call back: Nobody was there',
					UserData: `HubSpot ticket ${id}`,
					CrmURL: expect.stringContaining(id),
				}),
			]);
			expect(callback).toMatchObject({ jtel_event_id: callbackEvent });
		});

		it('closes the ticket when its event is finished, and no other', async () => {
			const { voiceMail, callback } = await stories.missedCall;
			const state = await relay.sandbox.state('hubspot');
			const stageOf = (ticket: JsonObject) =>
				textOf(ticketProperties(state, textOf(ticket, 'hs_object_id')), 'hs_pipeline_stage');
			expect([stageOf(voiceMail), stageOf(callback)]).toEqual(['4', '1']);
		});
	});

	it(
		'nothing comes back: over several polls, everything stays as it is',
		async () => {
			const { hubSpotId, otherId, thuliumId } = await stories.bothWays;
			await Promise.all(Object.values(stories));
			await morePolls(3);
			const state = await relay.sandbox.state('hubspot');
			expect(notesOf(state, hubSpotId)).toHaveLength(4);
			expect(commentsOf(await relay.sandbox.state('thulium'), thuliumId)).toHaveLength(3);
			expect(linkedTickets(state, thuliumId)).toHaveLength(1);
			// Its Thulium ticket was made by another template, and so was the reply there.
			expect(notesOf(state, otherId)).toEqual([]);
			expect(recordsIn(state.tickets).filter((ticket) => mentions(ticket, 'Only in HubSpot'))).toHaveLength(1);
			// The callback that the workflow made is no missed call.
			expect(await journal('jtel', 'POST', '/acd/events/create$')).toHaveLength(1);
			expect(recordsIn(state.tickets).filter((ticket) => mentions(ticket, 'jtel-missed-call-'))).toHaveLength(2);
		},
		2 * MINUTE,
	);

	describe('All of them', () => {
		it.each(TEMPLATES)('%s ran without an error', async (key) => {
			const executions = await relay.n8n.client.listExecutions({ workflowId: idOf(key) });
			expect(executions.length).toBeGreaterThan(0);
			const failed = await details(executions.filter(({ status }) => status !== 'success').map(({ id }) => id));
			expect(failed.map(failureOf)).toEqual([]);
		});

		it(
			'lets the others pass when one cannot be written, and says why',
			async () => {
				await Promise.allSettled(Object.values(stories));
				await relay.sandbox.addFaults({
					kind: 'status',
					status: 400,
					service: 'jtel',
					method: 'POST',
					path: '/acd/events/create$',
				});
				const missed = { AcdEventTypesID: 1, Receiver: '4919900112233', Subject: 'One of two' };
				for (const Sender of ['4915550081', '4915550082']) await act('jtel', 'createEvent', { ...missed, Sender });
				const failed = await waitFor('The failed run', async () => {
					const runs = await relay.n8n.client.listExecutions({ workflowId: idOf('missedCall'), status: ['error'] });
					return runs.length > 0 ? runs : undefined;
				});
				const reasons = (await details(failed.map(({ id }) => id))).map(failureOf);
				expect(reasons.join('\n')).toMatch(/Needs attention.*jtel says/);
				const tickets = await until('Both tickets', 'hubspot', (state) => {
					const made = recordsIn(state.tickets).map(({ properties }) => (isObject(properties) ? properties : {}));
					return some(
						made.filter(({ content }) => mentions(content, 'One of two')),
						2,
					);
				});
				expect(tickets.filter((ticket) => textOf(ticket, 'jtel_event_id') !== '')).toHaveLength(1);
			},
			MINUTE,
		);
	});

	async function tellBothWays(): Promise<BothWays> {
		const raised = await act('thulium', 'raiseTicket', {
			from: 'ewa.lis@example.com',
			subject: 'Parcel is wet',
			body: '<p>The box is <b>wet</b>.</p>A &amp; B <ewa.lis@example.com>',
		});
		const thuliumId = textOf(raised, 'ticket_id');
		const [found] = await until('The HubSpot ticket', 'hubspot', (state) => some(linkedTickets(state, thuliumId)));
		const hubSpotId = textOf(found, 'id');
		const ticket = ticketProperties(await relay.sandbox.state('hubspot'), hubSpotId) ?? {};

		await answerInThulium(thuliumId, 'We send another one.');
		await act('thulium', 'customerWrites', { ticket_id: Number(thuliumId), body: 'Thank you!' });
		await act('hubspot', 'writeNote', { ticketId: hubSpotId, body: '<p>Box &lt;7&gt; is on its way.</p>' });
		await act('hubspot', 'moveTicket', { id: hubSpotId, stage: '3' });
		await until('The notes', 'hubspot', (state) => some(notesOf(state, hubSpotId), 4));
		await until('The comments', 'thulium', (state) => some(commentsOf(state, thuliumId), 2));

		// The other template that writes into Thulium answers in this ticket, and makes one for that.
		const contactEmail = 'marta.lindqvist@harbour-pumps.example';
		const other = await act('hubspot', 'raiseTicket', { subject: 'Only in HubSpot', contactEmail });
		const otherId = textOf(other, 'id');
		for (const id of [otherId, hubSpotId]) {
			const properties = { hs_pipeline_stage: '4', closing_note: CLOSING_NOTE };
			await act('hubspot', 'updateTicket', { id, properties });
		}
		await until('The closing notes are stored as sent', 'hubspot', (state) =>
			[otherId, hubSpotId].every((id) => textOf(ticketProperties(state, id), 'closing_note_sent') === CLOSING_NOTE)
				? true
				: undefined,
		);
		await until('The last comment', 'thulium', (state) => some(commentsOf(state, thuliumId), 3));
		return { thuliumId, hubSpotId, otherId, ticket };
	}

	async function tellCardAnswer(): Promise<CardAnswer> {
		await installCardWithQuestions(relay.sandbox);
		const actionId = await sendCard(relay.sandbox);
		const ticketId = textOf(await act('hubspot', 'raiseTicket', { subject: 'On a card' }), 'id');
		const answer = async (answers: string[]) =>
			await act('kaizala', 'answerCard', {
				groupId: SEED_GROUPS.supportDesk,
				phone: SEED_PHONES.lead,
				actionId,
				answers,
			});
		await answer(['On my way', 'Ten minutes <or> so']);
		await waitFor('The first try', async () =>
			(await journal('hubspot', 'GET', `/tickets/${actionId}$`)).length > 0 ? true : undefined,
		);
		await act('hubspot', 'updateTicket', { id: ticketId, properties: { kaizala_action_id: actionId } });
		await until('The stage', 'hubspot', (state) =>
			textOf(ticketProperties(state, ticketId), 'hs_pipeline_stage') === '3' ? true : undefined,
		);
		await act('hubspot', 'moveTicket', { id: ticketId, stage: '4' });
		await answer(['Cannot', '']);
		await until('The second note', 'hubspot', (state) => some(notesOf(state, ticketId), 2));
		await ended('cardAnswer', 2);
		return { ticketId };
	}

	async function tellMissedCall(): Promise<MissedCall> {
		const missed = { AcdGroupsID: 236, Receiver: '4919900445566', Subject: 'Nobody was there' };
		const leave = async (more: JsonObject) => textOf(await act('jtel', 'createEvent', { ...missed, ...more }), 'ID');
		const ticketOf = (state: JsonObject, event: string): JsonObject[] =>
			recordsIn(state.tickets)
				.map(({ properties }) => (isObject(properties) ? properties : {}))
				.filter((properties) => textOf(properties, 'external_ref') === `jtel-missed-call-${event}`)
				.filter((properties) => textOf(properties, 'jtel_event_id') !== '');
		const mailEvent = await leave({ AcdEventTypesID: 1, Sender: '4915550077' });
		const callbackEvent = await leave({ AcdEventTypesID: 3, Sender: '4915550078' });
		const find = async (event: string) => {
			const [ticket] = await until('The ticket of the call', 'hubspot', (state) => some(ticketOf(state, event)));
			return ticket ?? {};
		};
		const voiceMail = await find(mailEvent);
		const callback = await find(callbackEvent);
		// Event 2004 is somebody else's.
		for (const event of [textOf(voiceMail, 'jtel_event_id'), '2004']) {
			await act('jtel', 'finishEvent', { ID: Number(event) });
		}
		const id = textOf(voiceMail, 'hs_object_id');
		await until('The closed ticket', 'hubspot', (state) =>
			textOf(ticketProperties(state, id), 'hs_pipeline_stage') === '4' ? true : undefined,
		);
		await ended('finishedEvent', 1);
		return { voiceMail, callback, callbackEvent };
	}

	const idOf = (key: Template): string => ids.get(key) ?? '';

	async function act(service: ServiceName, action: string, input: JsonObject): Promise<JsonObject> {
		return await relay.sandbox.act<JsonObject>(service, action, input);
	}

	async function until<T>(what: string, service: ServiceName, find: (state: JsonObject) => T | undefined): Promise<T> {
		return await waitFor(what, async () => find(await relay.sandbox.state(service)), {
			timeoutMs: 50_000,
			intervalMs: 500,
			lastSeen: async () => {
				const failed = await relay.n8n.client.listExecutions({ status: ['error'] });
				return (await details(failed.map(({ id }) => id))).map(failureOf).join('\n');
			},
		});
	}

	async function details(executionIds: string[]): Promise<ExecutionDetails[]> {
		const all = await relay.n8n.client.listExecutions();
		return await Promise.all(
			all
				.filter(({ id }) => executionIds.includes(id))
				.map(async (one) => ({ ...one, ...(await relay.n8n.client.getExecution(one.id)) })),
		);
	}

	async function journal(service: ServiceName, method: string, path: string): Promise<JournalEntry[]> {
		return await relay.sandbox.journal({ service, method, path });
	}

	async function pollCounts() {
		const answered = async (service: ServiceName, method: string, path: string) =>
			(await journal(service, method, path)).filter(({ status }) => status === 200).length;
		return {
			hubspot: await answered('hubspot', 'POST', '/(tickets|notes)/search$'),
			thulium: await answered('thulium', 'GET', '^/api/tickets$'),
			jtel: await answered('jtel', 'GET', '/acd/events$'),
		};
	}

	/** Waits until each trigger has polled so many more times. */
	async function morePolls(times: number): Promise<void> {
		const before = await pollCounts();
		await waitFor(`${times} more polls`, async () => {
			const now = await pollCounts();
			const enough = now.thulium - before.thulium >= times && now.jtel - before.jtel >= 2 * times;
			return enough && now.hubspot - before.hubspot >= 3 * times ? true : undefined;
		});
		await waitFor('All executions end', async () => {
			const executions = await relay.n8n.client.listExecutions();
			return executions.every(({ stoppedAt }) => stoppedAt !== null) ? true : undefined;
		});
	}

	async function ended(key: Template, count: number): Promise<void> {
		await waitFor(`${count} ended executions`, async () => {
			const runs = await relay.n8n.client.listExecutions({ workflowId: idOf(key) });
			return runs.length >= count && runs.every(({ stoppedAt }) => stoppedAt !== null) ? true : undefined;
		});
	}

	/** What an agent does in Thulium; the sandbox's page has no form for it. */
	async function answerInThulium(ticketId: string, body: string): Promise<void> {
		const { status } = await axios.post(
			`${relay.sandbox.url}/thulium/api/tickets/${ticketId}/agent_response`,
			{ body, user_login: 'mnowak', body_type: 'HTML' },
			{ auth: { username: 'api_user', password: 'api_pass' }, proxy: false },
		);
		expect(status).toBeLessThan(300);
	}
});

/** The list, once it has so many entries. */
function some<T>(list: T[], count = 1): T[] | undefined {
	return list.length >= count ? list : undefined;
}

function linkedTickets(state: JsonObject, thuliumId: string): JsonObject[] {
	return recordsIn(state.tickets).filter(
		({ properties }) => isObject(properties) && textOf(properties, 'thulium_ticket_id') === thuliumId,
	);
}

/** The texts of the notes on a HubSpot ticket, in the order in which they were written. */
function notesOf(state: JsonObject, ticketId: string): string[] {
	const ticket = recordsIn(state.tickets).find(({ id }) => id === ticketId);
	const ids = recordsIn(ticket?.associations)
		.filter(({ to }) => to === 'notes')
		.map(({ id }) => id);
	return recordsIn(state.notes)
		.filter(({ id }) => ids.includes(id ?? null))
		.map(({ properties }) => (isObject(properties) ? textOf(properties, 'hs_note_body') : ''));
}

/** The comments of a Thulium ticket that have a text. */
function commentsOf(state: JsonObject, ticketId: string): string[] {
	return recordsIn(thuliumTicket(state, ticketId)?.messages)
		.filter(({ type, comment }) => type === 'COMMENT' && comment !== '')
		.map((message) => textOf(message, 'comment'));
}
