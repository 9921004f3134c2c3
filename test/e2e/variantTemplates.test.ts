import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';
import { failureOf } from '../../scripts/lib/n8nClient';
import { eventOf, thuliumTicket, ticketProperties } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { pollEvery, prepareTemplate, useCredentials } from '../../scripts/lib/workflows';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;
const POLL_SECONDS = 5;

/** Each in an n8n that has the credentials of its services only: nothing else is needed. */
const VARIANTS = {
	thulium: { file: 'hubspot-and-thulium-only.json', credentials: ['hubSpotTicketsApi', 'thuliumApi'] },
	jtel: { file: 'hubspot-and-jtel-only.json', credentials: ['hubSpotTicketsApi', 'jtelAcdApi'] },
	closingNote: { file: 'closing-note-through-thulium.json', credentials: ['hubSpotTicketsApi', 'thuliumApi'] },
} as const;

// The two ask for the same claim on a ticket, so they do not run side by side: one house has one of them.
describe('the standard story with fewer systems, on the real n8n', () => {
	const published: string[] = [];
	const relay = useRelay('variants');

	afterEach(async () => {
		for (const id of published.splice(0)) await relay.n8n.client.unpublishWorkflow(id);
	});

	it(
		'hubspot-and-thulium-only.json makes one Thulium ticket, comments the stage, and the closing note is its reply',
		async () => {
			await publish('thulium', 0);
			await publish('closingNote', 1);
			const id = await raise({ contactEmail: 'ewa.lis@example.com', content: 'The box is wet.' });
			const thuliumId = await until('The number', 'hubspot', (state) => property(state, id, 'thulium_ticket_id'));
			await act('moveTicket', { id, stage: '3' });
			const comments = (state: JsonObject): string[] => {
				const { messages } = thuliumTicket(state, thuliumId) ?? {};
				return recordsIn(messages).map(({ comment }) => String(comment ?? ''));
			};
			await until('The comment', 'thulium', (state) =>
				comments(state).some((text) => /^HubSpot stage: .+ → .+$/.test(text)) ? true : undefined,
			);
			await act('updateTicket', { id, properties: { closing_note: 'A new one is on its way.' } });
			await act('moveTicket', { id, stage: '4' });
			await until('The note is known as sent', 'hubspot', (state) => property(state, id, 'closing_note_sent'));
			expect(await bodies('thulium', '^/api/tickets$')).toMatchObject([
				{
					to: 'service@example.com',
					from: 'ewa.lis@example.com',
					body: 'The box is wet.',
					comment: `HubSpot ticket ${id}`,
				},
			]);
			expect(await bodies('thulium', '/agent_response$')).toMatchObject([{ body: 'A new one is on its way.' }]);
		},
		4 * MINUTE,
	);

	it(
		'hubspot-and-jtel-only.json makes one event, and closes the ticket when it is finished',
		async () => {
			await publish('jtel', 2);
			const id = await raise({});
			const eventId = await until('The event', 'hubspot', (state) => property(state, id, 'jtel_event_id'));
			const state = await relay.sandbox.state('jtel');
			expect(eventOf(state, id)).toMatchObject({ ID: Number(eventId), AcdGroupsID: 235 });
			expect(recordsIn(state.events).filter(({ UserData }) => UserData === id)).toHaveLength(1);
			await relay.sandbox.act('jtel', 'finishEvent', { ID: Number(eventId) });
			await until('The closed ticket', 'hubspot', (now) =>
				property(now, id, 'hs_pipeline_stage') === '4' ? true : undefined,
			);
		},
		4 * MINUTE,
	);

	async function publish(key: keyof typeof VARIANTS, index: number): Promise<void> {
		const { file, credentials } = VARIANTS[key];
		const known: readonly string[] = credentials;
		const own = relay.credentials.filter(({ type }) => known.includes(type));
		const workflow = await prepareTemplate(file, [useCredentials(own), pollEvery(POLL_SECONDS)], index);
		const id = await relay.n8n.client.createWorkflow(workflow);
		await relay.n8n.client.publishWorkflow(id);
		published.push(id);
		await relay.n8n.client.firstPoll(id);
	}

	async function act(action: string, input: JsonObject): Promise<JsonObject> {
		return await relay.sandbox.act<JsonObject>('hubspot', action, input);
	}

	const raise = async (more: JsonObject): Promise<string> =>
		textOf(await act('raiseTicket', { subject: 'Parcel is wet', ...more }), 'id');

	function property(state: JsonObject, id: string, name: string): string | undefined {
		const value = textOf(ticketProperties(state, id), name);
		return value === '' ? undefined : value;
	}

	async function bodies(service: ServiceName, path: string): Promise<JsonObject[]> {
		const calls = await relay.sandbox.journal({ service, method: 'POST', path });
		return calls.map(({ body }) => (isObject(body) ? body : {}));
	}

	async function until<T>(what: string, service: ServiceName, find: (state: JsonObject) => T | undefined): Promise<T> {
		return await waitFor(what, async () => find(await relay.sandbox.state(service)), {
			timeoutMs: 60_000,
			intervalMs: 500,
			lastSeen: async () => {
				const failed = await relay.n8n.client.listExecutions({ status: ['error'] });
				const all = await Promise.all(
					failed.map(async (one) => ({ ...one, ...(await relay.n8n.client.getExecution(one.id)) })),
				);
				return all.map(failureOf).join('\n');
			},
		});
	}
});
