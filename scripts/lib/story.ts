import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { isObject, mentions, recordsIn, textOf } from './json';
import { failureOf } from './n8nClient';
import type { ExecutionSummary, N8nClient } from './n8nClient';
import type { SandboxClient } from './sandbox';
import { waitFor } from './wait';

/** A poll every ten seconds, n8n's own work, and room for a slow machine. */
const STEP_TIMEOUT_MS = 90_000;
const GIVE_UP_CHECK_MS = 3_000;
const CLOSED_STAGE = '4';

/** What the story tells in the four systems; the templates only pass it on. */
export const STORY = {
	subject: 'Conveyor 4 stands still',
	content: 'It stopped at 06:40 and shows error E42.',
	priority: 'HIGH',
	contactEmail: 'marta.lindqvist@harbour-pumps.example',
	closingNote: 'The belt sensor was replaced; conveyor 4 runs again. Thank you for your patience.',
} as const;

export interface StoryContext {
	sandbox: SandboxClient;
	n8n: N8nClient;
	/** Where the card is shown; Kaizala by default. */
	cards?: readonly CardPlace[];
}

export type CardPlace = 'kaizala' | 'teams';

export interface StoryResult {
	ticketId: string;
	kaizalaActionId: string;
	teamsMessageId: string;
	jtelEventId: number;
	thuliumTicketId: string;
}

export interface StoryStep {
	name: string;
	run(): Promise<void>;
}

export interface Story {
	steps: readonly StoryStep[];
	/** What is known so far. */
	result: Partial<StoryResult>;
}

/** The standard story, step by step; each step ends when its effect is seen in the simulated system itself. */
export function tellStory({ sandbox, n8n, cards = ['kaizala'] }: StoryContext): Story {
	const result: Partial<StoryResult> = {};
	const began = new Date();
	const known = <Key extends keyof StoryResult>(key: Key): StoryResult[Key] => {
		const value = result[key];
		if (value === undefined) throw new Error(`The story has no ${key} yet`);
		return value as StoryResult[Key];
	};
	const until = async <T>(what: string, service: ServiceName, find: (state: JsonObject) => T | undefined): Promise<T> =>
		await waitFor(what, async () => find(await sandbox.state(service)), {
			timeoutMs: STEP_TIMEOUT_MS,
			intervalMs: 500,
			lastSeen: () => whatHappened(sandbox, n8n, began),
			giveUp: nowAndThen(GIVE_UP_CHECK_MS, async () => {
				// An execution that failed is not repeated: what it should have done will not be seen any more.
				const [failed] = await failedExecutions(n8n, began);
				if (failed) throw new Error(`${what}: will not be seen. ${await whatHappened(sandbox, n8n, began)}`);
			}),
		});

	let cardBefore = '';
	const inKaizala = (...steps: StoryStep[]) => (cards.includes('kaizala') ? steps : []);
	const inTeams = (...steps: StoryStep[]) => (cards.includes('teams') ? steps : []);
	const steps: StoryStep[] = [
		{
			name: 'Ticket raised in HubSpot',
			async run() {
				const ticket = await sandbox.act<JsonObject>('hubspot', 'raiseTicket', {
					subject: STORY.subject,
					content: STORY.content,
					priority: STORY.priority,
					contactEmail: STORY.contactEmail,
				});
				result.ticketId = textOf(ticket, 'id');
				if (result.ticketId === '') throw new Error(`The sandbox raised no ticket: ${JSON.stringify(ticket)}`);
			},
		},
		...inKaizala({
			name: 'Card seen in Kaizala',
			async run() {
				const card = await until('A card with the ticket’s subject', 'kaizala', (state) =>
					cardsIn(state).find((action) => mentions(action, STORY.subject)),
				);
				result.kaizalaActionId = textOf(card, 'actionId');
				cardBefore = JSON.stringify(card.properties);
			},
		}),
		...inTeams({
			name: 'Card seen in Teams',
			async run() {
				const message = await until('A card with the ticket’s subject', 'teams', (state) =>
					recordsIn(state.messages).find(({ cards: drawn }) => mentions(drawn, STORY.subject)),
				);
				result.teamsMessageId = textOf(message, 'id');
			},
		}),
		{
			name: 'Event seen in jtel ACD',
			async run() {
				const event = await until('An event for the ticket', 'jtel', (state) => eventOf(state, known('ticketId')));
				result.jtelEventId = Number(textOf(event, 'ID'));
			},
		},
		{
			name: 'IDs stored on the HubSpot ticket',
			async run() {
				await until('The ticket with the ids', 'hubspot', (state) => {
					const properties = ticketProperties(state, known('ticketId'));
					const stored = {
						kaizala_action_id: result.kaizalaActionId,
						teams_message_id: result.teamsMessageId,
						jtel_event_id: String(known('jtelEventId')),
					};
					return Object.entries(stored).every(([name, id]) => id === undefined || textOf(properties, name) === id)
						? true
						: undefined;
				});
			},
		},
		{
			name: 'Ticket closed with a note in HubSpot',
			async run() {
				await sandbox.act('hubspot', 'updateTicket', {
					id: known('ticketId'),
					properties: { hs_pipeline_stage: CLOSED_STAGE, closing_note: STORY.closingNote },
				});
			},
		},
		...inKaizala({
			name: 'Card changed in place in Kaizala',
			async run() {
				await until('The same card with other properties', 'kaizala', (state) => {
					const card = cardsIn(state).find((action) => textOf(action, 'actionId') === known('kaizalaActionId'));
					return card !== undefined && JSON.stringify(card.properties) !== cardBefore ? true : undefined;
				});
			},
		}),
		...inTeams({
			name: 'Card changed in place in Teams',
			async run() {
				await until('The same card with the closing note', 'teams', (state) => {
					const card = recordsIn(state.messages).find((message) => textOf(message, 'id') === known('teamsMessageId'));
					return mentions(card?.cards, STORY.closingNote) ? true : undefined;
				});
			},
		}),
		{
			name: 'Agent’s reply seen in Thulium',
			async run() {
				// The customer has no ticket there yet; the workflow makes one and keeps its number in HubSpot.
				result.thuliumTicketId = await until('A Thulium ticket for the customer', 'hubspot', (state) => {
					const number = textOf(ticketProperties(state, known('ticketId')), 'thulium_ticket_id');
					return number === '' ? undefined : number;
				});
				await until('A reply with the closing note', 'thulium', (state) => {
					const ticket = thuliumTicket(state, known('thuliumTicketId'));
					return mentions(ticket?.messages, STORY.closingNote) ? true : undefined;
				});
			},
		},
	];
	return { steps, result };
}

/** The properties of one HubSpot ticket in the sandbox's state. */
export function ticketProperties(state: JsonObject, id: string): JsonObject | undefined {
	const ticket = recordsIn(state.tickets).find((record) => textOf(record, 'id') === id);
	return isObject(ticket?.properties) ? ticket.properties : undefined;
}

export function cardsIn(state: JsonObject): JsonObject[] {
	return recordsIn(state.actions);
}

/** The jtel event that speaks of a HubSpot ticket. */
export function eventOf(state: JsonObject, ticketId: string): JsonObject | undefined {
	return recordsIn(state.events).find((event) => mentions(event, ticketId));
}

export function thuliumTicket(state: JsonObject, id: string): JsonObject | undefined {
	return recordsIn(state.tickets).find((record) => textOf(record, 'ticket_id') === id);
}

/** For a step that was not seen: the newest failed execution, or what n8n and the sandbox saw last. */
export async function whatHappened(sandbox: SandboxClient, n8n: N8nClient, since: Date): Promise<string> {
	const [failed] = await failedExecutions(n8n, since);
	const parts = [
		failed
			? failureOf({ ...failed, ...(await n8n.getExecution(failed.id)) })
			: `n8n ran ${(await executionsSince(n8n, since)).length} execution(s) since, none failed`,
	];
	const refused = (await sandbox.journal()).filter(({ status }) => status === 0 || status >= 400).at(-1);
	if (refused) {
		const { service, method, path, status, responseBody } = refused;
		parts.push(
			`Last refused request: ${service} ${method} ${path} -> ${status} ${JSON.stringify(responseBody).slice(0, 400)}`,
		);
	}
	return `${parts.join('. ')}.`;
}

/** Newest first. An n8n that is kept from start to start remembers the failures of earlier ones. */
async function executionsSince(n8n: N8nClient, since: Date): Promise<ExecutionSummary[]> {
	const executions = await n8n.listExecutions();
	return executions.filter(({ startedAt }) => startedAt !== null && new Date(startedAt) >= since);
}

async function failedExecutions(n8n: N8nClient, since: Date): Promise<ExecutionSummary[]> {
	const executions = await executionsSince(n8n, since);
	return executions.filter(({ status }) => status === 'error' || status === 'crashed');
}

/** Spares n8n: lets the check run only now and then. */
function nowAndThen(milliseconds: number, check: () => Promise<void>): () => Promise<void> {
	let next = Date.now() + milliseconds;
	return async () => {
		if (Date.now() < next) return;
		next = Date.now() + milliseconds;
		await check();
	};
}
