import axios from 'axios';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { JournalEntry, JsonObject, ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { SEED_PACKAGES } from '../../sandbox/kaizala/packages';
import { isObject, mentions, recordsIn, textOf } from '../../scripts/lib/json';
import { failureOf } from '../../scripts/lib/n8nClient';
import type { ExecutionDetails } from '../../scripts/lib/n8nClient';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { Relay } from '../../scripts/lib/relay';
import { startRelay } from '../../scripts/lib/relay';
import { thuliumTicket, ticketProperties } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { pollEveryTenSeconds, prepareTemplate, useCredentials } from '../../scripts/lib/workflows';

const MINUTE = 60_000;
const CARE_PACKAGE = 'com.gls.xyz.care';

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

// One n8n for the whole file. All templates run side by side, as they would in one house, and none disturbs another.
describe('the templates between the systems on the real n8n', () => {
	const userFolder = join(RELAY, `stories-${process.pid}`);
	const ids = new Map<Template, string>();
	let relay: Relay;

	beforeAll(async () => {
		relay = await startRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			userFolder,
			fresh: true,
			templates: [],
			logPrefix: 'stories-',
		});
		const patches = [useCredentials(relay.credentials), pollEveryTenSeconds];
		for (const [index, key] of TEMPLATES.entries()) {
			const workflow = await prepareTemplate(FILES[key], patches, index);
			const { id } = await relay.n8n.client.call<{ id: string }>('POST', '/rest/workflows', workflow);
			ids.set(key, id);
			await relay.n8n.client.publishWorkflow(id);
		}
		// The first poll of each trigger takes note of what is there.
		await waitFor('The first polls', async () => {
			const polls = await pollCounts();
			return polls.hubspot >= 3 && polls.thulium >= 1 && polls.jtel >= 2 ? polls : undefined;
		});
		await waitFor('The webhook in Kaizala', async () => {
			const { webhooks } = await relay.sandbox.state('kaizala');
			return Array.isArray(webhooks) && webhooks.length === 1 ? true : undefined;
		});
	}, 5 * MINUTE);

	afterAll(async () => {
		await relay?.stop();
		await rm(userFolder, { recursive: true, force: true });
	}, MINUTE);

	describe('Thulium ticket to HubSpot ticket and back', () => {
		let thuliumId = '';
		let hubSpotId = '';

		it(
			'makes a HubSpot ticket of a new Thulium ticket, with its number and its first message',
			async () => {
				const raised = await act('thulium', 'raiseTicket', {
					from: 'ewa.lis@example.com',
					subject: 'Parcel is wet',
					body: '<p>The box is <b>wet</b>.</p>A &amp; B <ewa.lis@example.com>',
				});
				thuliumId = textOf(raised, 'ticket_id');
				const [ticket] = await until('The HubSpot ticket', 'hubspot', (state) => some(linkedTickets(state, thuliumId)));
				hubSpotId = textOf(ticket, 'id');
				expect(ticketProperties(await relay.sandbox.state('hubspot'), hubSpotId)).toMatchObject({
					subject: 'Parcel is wet',
					hs_pipeline_stage: '1',
					thulium_ticket_id: thuliumId,
					content: `Thulium ticket ${thuliumId} from ewa.lis@example.com, queue service@example.com`,
				});
				const [note] = await until('The note', 'hubspot', (state) => some(notesOf(state, hubSpotId)));
				expect(note).toMatch(/^Thulium message \d+ \(customer ewa\.lis@example\.com\):<br>/);
				expect(note).toMatch(/The box is wet\.<br>A &amp; B &lt;ewa\.lis@example\.com&gt;$/);
			},
			MINUTE,
		);

		it(
			'brings answers of Thulium to HubSpot, and notes and moves of HubSpot to Thulium',
			async () => {
				await answerInThulium(thuliumId, 'We send another one.');
				await act('thulium', 'customerWrites', { ticket_id: Number(thuliumId), body: 'Thank you!' });
				await act('hubspot', 'writeNote', { ticketId: hubSpotId, body: '<p>Box &lt;7&gt; is on its way.</p>' });
				await act('hubspot', 'moveTicket', { id: hubSpotId, stage: '3' });
				const notes = await until('The notes', 'hubspot', (state) => some(notesOf(state, hubSpotId), 4));
				expect(notes.filter((text) => text.startsWith('Thulium message'))).toEqual([
					expect.stringMatching(/The box is wet/),
					expect.stringMatching(/\(reply by mnowak\):<br>We send another one\.$/),
					expect.stringMatching(/\(customer ewa\.lis@example\.com\):<br>Thank you!$/),
				]);
				const comments = await until('The comments', 'thulium', (state) => some(commentsOf(state, thuliumId), 2));
				expect(comments.sort()).toEqual([
					expect.stringMatching(/^HubSpot note \d+: Box <7> is on its way\.$/),
					'HubSpot stage: New → Waiting on us',
				]);
			},
			MINUTE,
		);

		it(
			'takes a ticket that another template made in Thulium for what it is',
			async () => {
				// Its first message carries the number of the HubSpot ticket; the reply is the closing note.
				const { id } = await act('hubspot', 'raiseTicket', {
					subject: 'Only in HubSpot',
					contactEmail: 'marta.lindqvist@harbour-pumps.example',
				});
				const closing_note = 'Mended,\nand "tested" < twice.';
				const properties = { hs_pipeline_stage: '4', closing_note };
				await act('hubspot', 'updateTicket', { id: String(id), properties });
				await act('hubspot', 'updateTicket', { id: hubSpotId, properties: { ...properties, closing_note: 'Sent.' } });
				await until('The closing notes are stored as sent', 'hubspot', (state) => {
					const sent = [String(id), hubSpotId].map((each) =>
						textOf(ticketProperties(state, each), 'closing_note_sent'),
					);
					return sent.join() === `${closing_note},Sent.` ? true : undefined;
				});
			},
			MINUTE,
		);

		it(
			'sends nothing back that it has brought: over several polls, everything stays as it is',
			async () => {
				const counts = async () => ({
					tickets: await writes('hubspot', '/tickets/batch/upsert$'),
					notes: await writes('hubspot', '/notes(/batch/create)?$'),
					comments: await writes('thulium', '/comment$'),
					replies: await writes('thulium', '/agent_response$'),
					creates: await writes('thulium', '^/api/tickets$'),
				});
				await until('The last comment', 'thulium', (state) => some(commentsOf(state, thuliumId), 3));
				await morePolls(3);
				// One for each thing that a person did; ours was the first of the three replies.
				expect(await counts()).toEqual({ tickets: 1, notes: 3, comments: 4, replies: 3, creates: 1 });
				const state = await relay.sandbox.state('hubspot');
				expect(notesOf(state, hubSpotId)).toHaveLength(4);
				expect(linkedTickets(state, thuliumId)).toHaveLength(1);
				expect(recordsIn(state.tickets).filter((ticket) => mentions(ticket, 'Only in HubSpot'))).toHaveLength(1);
			},
			MINUTE,
		);
	});

	describe('Answer on the Kaizala card', () => {
		let ticketId = '';
		let actionId = '';
		const answer = async (answers: string[]): Promise<void> => {
			await act('kaizala', 'answerCard', {
				groupId: SEED_GROUPS.supportDesk,
				phone: SEED_PHONES.lead,
				actionId,
				answers,
			});
		};

		beforeAll(async () => {
			await installCardWithQuestions();
			actionId = await sendCard();
			ticketId = textOf(await act('hubspot', 'raiseTicket', { subject: 'On a card' }), 'id');
		});

		it(
			'waits for the ID of the card, becomes a note and moves the stage',
			async () => {
				await answer(['On my way', 'Ten minutes <or> so']);
				await waitFor('The first try', async () =>
					(await journal('hubspot', 'GET', `/tickets/${actionId}$`)).length > 0 ? true : undefined,
				);
				const properties = { kaizala_action_id: actionId };
				await act('hubspot', 'updateTicket', { id: ticketId, properties });
				await until('The stage', 'hubspot', (state) =>
					textOf(ticketProperties(state, ticketId), 'hs_pipeline_stage') === '3' ? true : undefined,
				);
				expect(notesOf(await relay.sandbox.state('hubspot'), ticketId)).toEqual([
					'Answer on the Kaizala card by Lee Lead:<br>What now?: On my way<br>Anything else?: Ten minutes &lt;or&gt; so',
				]);
			},
			MINUTE,
		);

		it(
			'leaves a closed ticket closed',
			async () => {
				await act('hubspot', 'moveTicket', { id: ticketId, stage: '4' });
				await answer(['Cannot', '']);
				const notes = await until('The note', 'hubspot', (state) => some(notesOf(state, ticketId), 2));
				expect(notes).toContainEqual(expect.stringContaining('What now?: Cannot'));
				await ended('cardAnswer', 2);
				expect(textOf(ticketProperties(await relay.sandbox.state('hubspot'), ticketId), 'hs_pipeline_stage')).toBe('4');
			},
			MINUTE,
		);
	});

	describe('Missed call and finished event', () => {
		const ticketOf = (state: JsonObject, eventId: string): JsonObject | undefined =>
			recordsIn(state.tickets)
				.map(({ properties }) => (isObject(properties) ? properties : {}))
				.find((properties) => textOf(properties, 'external_ref') === `jtel-missed-call-${eventId}`);
		const calls = { voiceMail: '', callback: '', made: '' };

		it(
			'makes a ticket with the number, and a callback that jtel has not made itself',
			async () => {
				const missed = { AcdGroupsID: 236, Receiver: '4919900445566', Subject: 'Nobody was there' };
				const leave = async (more: JsonObject) =>
					textOf(await act('jtel', 'createEvent', { ...missed, ...more }), 'ID');
				calls.voiceMail = await leave({ AcdEventTypesID: 1, Sender: '4915550077' });
				calls.callback = await leave({ AcdEventTypesID: 3, Sender: '4915550078' });
				const [mail, call] = await until('Both tickets with a callback', 'hubspot', (state) => {
					const found = [calls.voiceMail, calls.callback].map((event) => ticketOf(state, event) ?? {});
					return found.every((ticket) => textOf(ticket, 'jtel_event_id') !== '') ? found : undefined;
				});
				expect(mail).toMatchObject({
					subject: 'Missed call from 4915550077',
					customer_phone: '+4915550077',
					source_type: 'PHONE',
					hs_pipeline_stage: '1',
				});
				expect(call).toMatchObject({ customer_phone: '+4915550078', jtel_event_id: calls.callback });
				calls.made = textOf(mail, 'jtel_event_id');
				const created = await journal('jtel', 'POST', '/acd/events/create$');
				expect(created.map(({ body }) => body)).toEqual([
					expect.objectContaining({
						AcdEventTypesID: 3,
						AcdGroupsID: 236,
						Sender: '4915550077',
						Receiver: '4919900445566',
						Subject: 'Call back: Nobody was there',
						UserData: `HubSpot ticket ${textOf(mail, 'hs_object_id')}`,
						CrmURL: expect.stringContaining(textOf(mail, 'hs_object_id')),
					}),
				]);
			},
			MINUTE,
		);

		it(
			'closes the ticket when its event is finished, and passes over events that belong to none',
			async () => {
				// Event 2004 is somebody else's.
				for (const event of [calls.made, '2004']) await act('jtel', 'finishEvent', { ID: Number(event) });
				await until('The closed ticket', 'hubspot', (state) =>
					textOf(ticketOf(state, calls.voiceMail), 'hs_pipeline_stage') === '4' ? true : undefined,
				);
				await ended('finishedEvent', 1);
				await morePolls(2);
				const state = await relay.sandbox.state('hubspot');
				expect(textOf(ticketOf(state, calls.callback), 'hs_pipeline_stage')).toBe('1');
				// The callback that the workflow made is no missed call.
				expect(await writes('jtel', '/acd/events/create$')).toBe(1);
				expect(recordsIn(state.tickets).filter((ticket) => mentions(ticket, 'jtel-missed-call-'))).toHaveLength(2);
			},
			MINUTE,
		);
	});

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
				await relay.sandbox.addFaults([
					{ kind: 'status', status: 400, service: 'hubspot', method: 'POST', path: '/tickets/batch/upsert$', times: 1 },
					{ kind: 'status', status: 400, service: 'jtel', method: 'POST', path: '/acd/events/create$', times: 1 },
				]);
				// In jtel the fault hits the callback of the first call; in HubSpot the ticket of one of the calls.
				const before = recordsIn((await relay.sandbox.state('hubspot')).tickets).length;
				const missed = { AcdEventTypesID: 1, Receiver: '4919900112233', Subject: 'One of two' };
				for (const Sender of ['4915550081', '4915550082']) await act('jtel', 'createEvent', { ...missed, Sender });
				const failed = await waitFor('The failed run', async () => {
					const runs = await relay.n8n.client.listExecutions({ workflowId: idOf('missedCall'), status: ['error'] });
					return runs.length > 0 ? runs : undefined;
				});
				const reasons = (await details(failed.map(({ id }) => id))).map(failureOf);
				expect(reasons.join('\n')).toMatch(/Needs attention.*(HubSpot|jtel) says/);
				expect(recordsIn((await relay.sandbox.state('hubspot')).tickets).length).toBeGreaterThan(before);
			},
			MINUTE,
		);
	});

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

	const writes = async (service: ServiceName, path: string): Promise<number> =>
		(await journal(service, 'POST', path)).length;

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

	/** The package of the cards as somebody would extend it on the portal. */
	async function installCardWithQuestions(): Promise<void> {
		const files = SEED_PACKAGES[CARE_PACKAGE];
		if (files === undefined) throw new Error(`The sandbox has no package ${CARE_PACKAGE}`);
		const options = ['On my way', 'Cannot'].map((title) => ({ title }));
		const questions: JsonObject[] = [
			{ title: 'What now?', type: 'SingleSelect', options },
			{ title: 'Anything else?', type: 'Text' },
		];
		await act('kaizala', 'installPackage', {
			files: {
				'package.json': files.package,
				'AppModel.json': { ...files.appModel, questions },
				'ChatCardView.json': files.card,
			},
		});
	}

	/** A card as the first template sends it, by another connector. */
	async function sendCard(): Promise<string> {
		const root = `${relay.sandbox.url}/kaizala/v1`;
		const { data: token } = await axios.get<{ accessToken: string }>(`${root}/accessToken`, {
			headers: {
				applicationId: 'kaizala-sandbox-user-connector',
				applicationSecret: 'kaizala-sandbox-user-secret',
				refreshToken: 'kaizala-sandbox-user-refresh-token',
			},
			proxy: false,
		});
		const { data: card } = await axios.post<{ actionId: string }>(
			`${root}/groups/${encodeURIComponent(SEED_GROUPS.supportDesk)}/actions`,
			{ id: CARE_PACKAGE, actionBody: { properties: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: NEW' }] } },
			{ headers: { accessToken: token.accessToken }, proxy: false },
		);
		return card.actionId;
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
