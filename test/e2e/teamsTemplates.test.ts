import { setTimeout } from 'node:timers/promises';

import axios from 'axios';

import { OWNERS } from '../../sandbox/hubspot/schema/owners';
import { CHANNEL, CHAT, TEAM } from '../../sandbox/teams/seed';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';
import { importIntoN8n } from '../../scripts/lib/n8n';
import { failureOf } from '../../scripts/lib/n8nClient';
import { ticketProperties } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import {
	callTeamsCard,
	fillIn,
	pollEveryTenSeconds,
	prepareTemplate,
	TEAMS_KEYS,
	TEMPLATE_FILES,
	useCredentials,
	WORKFLOW_IDS,
} from '../../scripts/lib/workflows';
import type { JournalEntry, JsonObject } from '../../sandbox/core/types';
import { useRelay } from '../harness/relay';
import { schemaProblems } from '../Kaizala/card/schema';

const MINUTE = 60_000;
const SECOND = 1000;
const MESSAGES = '/messages$';
const MESSAGES_OF = { POST: MESSAGES, PATCH: '/messages/' };
const CLOSED = '4';

interface Message {
	id: string;
	conversationId: string;
	cards: string[];
	changes: number;
}

/** Where the buttons of a card lead. */
const linksOf = ({ cards }: Message): URL[] => {
	const { actions = [] } = JSON.parse(cards[0] ?? '{}') as { actions?: Array<{ url: string }> };
	return actions.map(({ url }) => new URL(url));
};

describe('the Teams templates on the real n8n', () => {
	const relay = useRelay('teams', { templates: TEAMS_KEYS });

	const until = <T>(what: string, find: () => Promise<T | undefined>): Promise<T> =>
		waitFor(what, find, { timeoutMs: 90_000, intervalMs: 300, lastSeen: async () => (await failures()).join('\n') });

	const messages = async (): Promise<Message[]> =>
		(await relay.sandbox.state('teams')).messages as unknown as Message[];

	const cardsOf = async (subject: string): Promise<Message[]> =>
		(await messages()).filter(({ cards }) => cards.join().includes(subject));

	/** The only card that speaks of a ticket, once it has all the words. */
	const cardWith = (subject: string, ...words: string[]): Promise<Message> =>
		until(`The card of "${subject}" with ${words.join(', ')}`, async () => {
			const [card, ...more] = await cardsOf(subject);
			expect(more).toEqual([]);
			expect((card?.cards ?? []).flatMap((json) => schemaProblems(JSON.parse(json)))).toEqual([]);
			return card !== undefined && words.every((word) => card.cards.join().includes(word)) ? card : undefined;
		});

	async function failures(): Promise<string[]> {
		const failed = (await relay.n8n.client.listExecutions()).filter(({ status }) => status === 'error');
		return await Promise.all(
			failed.map(async (one) => failureOf({ ...one, ...(await relay.n8n.client.getExecution(one.id)) })),
		);
	}

	const sentTo = (method: 'POST' | 'PATCH'): Promise<JournalEntry[]> =>
		relay.sandbox.journal({ service: 'teams', method, path: MESSAGES_OF[method] });

	const raise = async (subject: string): Promise<string> =>
		textOf(await relay.sandbox.act<JsonObject>('hubspot', 'raiseTicket', { subject, content: 'See *there*' }), 'id');

	const move = (id: string, stage: string) => relay.sandbox.act('hubspot', 'moveTicket', { id, stage });

	const properties = async (id: string): Promise<JsonObject> =>
		ticketProperties(await relay.sandbox.state('hubspot'), id) ?? {};

	const stored = (id: string): Promise<JsonObject> =>
		until('The card on the ticket', async () => {
			const values = await properties(id);
			return textOf(values, 'teams_message_id') === '' ? undefined : values;
		});

	/** What a browser does with a form of n8n: reads it, submits it, and opens the page that follows. */
	async function answer(link: URL, fields: Record<string, string>): Promise<string> {
		const page = await axios.get<string>(link.href, { headers: { 'user-agent': BROWSER } });
		const form = new FormData();
		// The fields in their order, the hidden ones filled from the link.
		['ticket', 'issued', 'signature'].forEach((name, index) => {
			expect(page.data).toContain(link.searchParams.get(name) ?? 'missing');
			form.append(`field-${index}`, link.searchParams.get(name) ?? '');
		});
		form.append('field-3', fields.answer ?? link.searchParams.get('Answer') ?? '');
		form.append('field-4', OWNERS[0]?.email ?? '');
		form.append('field-5', fields.note ?? '');
		const { data } = await axios.post<{ formWaitingUrl?: string }>(link.href, form, {
			headers: { 'user-agent': BROWSER },
		});
		const waiting = new URL(data.formWaitingUrl ?? '');
		const status = new URL(waiting);
		status.pathname += '/n8n-execution-status';
		// n8n does not answer the page itself while the workflow runs.
		await until('The page after the form', async () =>
			(await axios.get<string>(status.href)).data === 'form-waiting' ? true : undefined,
		);
		return (await axios.get<string>(waiting.href)).data;
	}

	const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

	const executions = async (): Promise<number> =>
		(await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.teamsAnswer })).length;

	const notes = async (): Promise<string> =>
		recordsIn((await relay.sandbox.state('hubspot')).notes)
			.map(({ properties: values }) => (isObject(values) ? textOf(values, 'hs_note_body') : ''))
			.join('\n');

	/** From the new ticket to the closing note: one card, whose buttons count once. */
	async function story(subject: string, place: string[]): Promise<void> {
		const answered = await executions();
		const id = await raise(subject);
		const sent = await cardWith(subject, 'See *there*');
		expect(sent.conversationId).toBe(place.at(-1));
		expect(await stored(id)).toMatchObject({ teams_chat_id: place.join('/'), teams_message_id: sent.id });

		for (const [stage, label] of [
			['2', 'Waiting on contact'],
			['3', 'Waiting on us'],
			['1', 'Status: New'],
		] as const) {
			await move(id, stage);
			await cardWith(subject, label);
		}
		const moved = await cardWith(subject, 'Status: New');
		expect([moved.id, moved.changes]).toEqual([sent.id, 3]);

		// What a preview or a scanner does.
		const [takeOver, close] = linksOf(moved);
		if (takeOver === undefined || close === undefined) throw new Error('The card has no buttons');
		await axios.get(takeOver.href, { headers: { 'user-agent': BROWSER } });
		await axios.get(takeOver.href, {
			headers: { 'user-agent': 'SkypeUriPreview Preview/0.5' },
			validateStatus: () => true,
		});
		await axios.head(takeOver.href, { validateStatus: () => true });
		expect(await executions()).toBe(answered);

		expect(await answer(takeOver, { note: 'On my way' })).toContain('Thank you');
		const taken = await cardWith(subject, 'Owner: ');
		expect(taken.id).toBe(sent.id);
		expect(await notes()).toContain('On my way');

		// Once, and not with another ticket or another time.
		expect(await answer(close, {})).toContain('used already');
		const forged = new URL(linksOf(taken)[1] ?? close);
		forged.searchParams.set('ticket', '38402119001');
		expect(await answer(forged, {})).toContain('not valid');
		const old = new URL(linksOf(taken)[1] ?? close);
		old.searchParams.set('issued', String(Date.now() + MINUTE));
		expect(await answer(old, {})).toContain('not valid');
		expect((await properties(id)).hs_pipeline_stage).toBe('1');

		const again = linksOf(taken)[1];
		if (again === undefined) throw new Error('The card has no new buttons');
		expect(await answer(again, { note: 'Mended' })).toContain('Thank you');
		expect((await properties(id)).hs_pipeline_stage).toBe(CLOSED);
		const closed = await cardWith(subject, 'CLOSED');
		expect(linksOf(closed)).toEqual([]);

		await relay.sandbox.act('hubspot', 'updateTicket', { id, properties: { closing_note: 'New seal, no leak.' } });
		expect((await cardWith(subject, 'Closing note: New seal, no leak.')).id).toBe(sent.id);
	}

	/** Teams is busy, connections break, and at last nobody knows what became of a card. */
	async function sendWithFaults(subject: string, lost: string): Promise<void> {
		const before = await failures();
		const busy = { kind: 'status', service: 'teams', status: 429, headers: { 'retry-after': '1' } } as const;
		await relay.sandbox.addFaults([
			{ ...busy, method: 'POST', path: MESSAGES, times: 2 },
			{ ...busy, method: 'PATCH', times: 2 },
		]);
		const id = await raise(subject);
		const sent = await cardWith(subject, 'New');
		await stored(id);
		await move(id, '2');
		expect((await cardWith(subject, 'Waiting on contact')).id).toBe(sent.id);

		await relay.sandbox.addFaults([
			{ kind: 'resetAfter', service: 'teams', method: 'PATCH' },
			{ kind: 'status', status: 502, service: 'teams', method: 'PATCH' },
		]);
		await move(id, '3');
		expect((await cardWith(subject, 'Waiting on us')).id).toBe(sent.id);
		// The card has the words before the call that was cut off is repeated; and one write fits into a second.
		await until('The change that was repeated', async () =>
			(await sentTo('PATCH')).at(-1)?.status === 204 ? true : undefined,
		);
		await setTimeout(SECOND);
		expect(await failures()).toEqual(before);

		await relay.sandbox.addFaults([{ kind: 'resetAfter', service: 'teams', method: 'POST', path: MESSAGES }]);
		await raise(lost);
		const said = await until('What is unknown', async () =>
			(await failures()).slice(0, -before.length || undefined).find((text) => text.includes('The outcome is unknown')),
		);
		expect(said).toContain('Look in Teams before you send it again');
		expect(await cardsOf(lost)).toHaveLength(1);
		expect((await sentTo('POST')).filter(({ body }) => JSON.stringify(body).includes(lost))).toHaveLength(1);
	}

	it(
		'ticket-card-in-teams.json sends a card to the chat, and changes of stage, answers and the note change it in place',
		async () => {
			await story('Pump 9 leaks', [CHAT]);
			expect(await failures()).toEqual([]);
		},
		6 * MINUTE,
	);

	it(
		'send-or-change-teams-card.json doubles no card when Teams is busy or the connection breaks, and says what is unknown',
		async () => await sendWithFaults('Belt 3 is slow', 'Lamp is out'),
		6 * MINUTE,
	);

	it(
		'stage-change-updates-teams-card.json and the others do all that in a channel as well, named by its link',
		async () => {
			const conversation = `https://teams.microsoft.com/l/channel/${encodeURIComponent(CHANNEL)}/Tickets?groupId=${TEAM.id}`;
			const id = 'relayTeamsChan01';
			const patches = [useCredentials(relay.credentials), pollEveryTenSeconds, callTeamsCard, fillIn({ conversation })];
			await relay.n8n.client.unpublishWorkflow(WORKFLOW_IDS.teamsNewTicket);
			const workflow = await prepareTemplate(TEMPLATE_FILES.teamsNewTicket, patches);
			await importIntoN8n(relay.userFolder, 'workflow', [{ ...workflow, id }]);
			await relay.n8n.client.publishWorkflow(id);
			await relay.n8n.client.firstPoll(id);
			await story('Gate 2 stands open', [TEAM.id, CHANNEL]);
			await sendWithFaults('Gate 3 is slow', 'Gate 4 is out');
		},
		8 * MINUTE,
	);
});
