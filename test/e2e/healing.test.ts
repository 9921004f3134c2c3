import { join } from 'node:path';

import type { JsonObject } from '../../sandbox/core/types';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';
import type { CredentialRecord } from '../../scripts/lib/credentials';
import { startN8n } from '../../scripts/lib/n8n';
import type { RunningN8n } from '../../scripts/lib/n8n';
import type { N8nClient } from '../../scripts/lib/n8nClient';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { startQueueRelay } from '../../scripts/lib/queue';
import type { QueueRelay } from '../../scripts/lib/queue';
import type { SandboxClient } from '../../scripts/lib/sandbox';
import { cardsIn } from '../../scripts/lib/story';
import { sleep, waitFor } from '../../scripts/lib/wait';
import type { Workflow, WorkflowNode } from '../../scripts/lib/workflows';
import { pollEveryTenSeconds, prepareTemplate, useCredentials } from '../../scripts/lib/workflows';
import { filledIn } from '../harness/fillIn';
import { describeInQueueMode } from '../harness/queueMode';
import { startTestRelay, type TestRelay } from '../harness/relay';

/**
 * n8n is killed in the middle of a poll and started again. HEALING_RUNS says how often, HEALING_TICKETS how many tickets
 * the poll finds, and HEALING_SEED repeats the moments of an earlier run.
 */
const RUNS = Number(process.env.HEALING_RUNS ?? 1);
const TICKETS = Number(process.env.HEALING_TICKETS ?? 90);
const SEED = Number(process.env.HEALING_SEED ?? Date.now() % 1_000_000);

const MINUTE = 60_000;
/** Kaizala takes 100 calls a minute; with more tickets the run waits for the next one. */
const TIMEOUT_S = TICKETS > 90 ? 60 + TICKETS / 4 : 40;
/** As the template asks for: longer than n8n lets a run go on. */
const CLAIM_MINUTES = (TIMEOUT_S + 10) / 60;
/** On a busy machine n8n ends runs before they are done, and several follow each other. */
const PATIENCE = 3 * MINUTE + 5 * TIMEOUT_S * 1_000;

/** Numbers from 0 to 1 that look random and come again with the same seed. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Nothing else is needed to make the template quick. */
const QUICK = { onlySince: '2020-01-01', olderThanMinutes: 0.05, claimMinutes: CLAIM_MINUTES, closingNotes: false };

const quick = (node: WorkflowNode): WorkflowNode =>
	node.name === 'Fill In Here'
		? { ...node, parameters: { ...node.parameters, ...filledIn(node.parameters, QUICK) } }
		: node;

const everyTenSeconds = (node: WorkflowNode): WorkflowNode =>
	node.type.endsWith('.scheduleTrigger')
		? { ...node, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 10 }] } } }
		: node;

/** The two templates, published. */
async function publishRelay(client: N8nClient, credentials: readonly CredentialRecord[]): Promise<void> {
	const patches = [useCredentials(credentials), pollEveryTenSeconds, everyTenSeconds];
	for (const file of ['new-ticket-to-card-and-acd-event.json', 'catch-up.json']) {
		const workflow: Workflow = await prepareTemplate(file, patches);
		const id = await client.createWorkflow({
			...workflow,
			nodes: workflow.nodes.map(quick),
			settings: { executionOrder: 'v1', executionTimeout: TIMEOUT_S },
		});
		await client.publishWorkflow(id);
		await client.firstPoll(id);
	}
}

/** What is there of these tickets, in all three systems. */
class Round {
	private constructor(
		private readonly sandbox: SandboxClient,
		private readonly ids: ReadonlySet<string>,
		private readonly since: number,
	) {}

	static async begin(sandbox: SandboxClient, name: string): Promise<Round> {
		const since = (await sandbox.journal()).at(-1)?.seq ?? 0;
		const raised = Array.from({ length: TICKETS }, async (_, index) =>
			sandbox.act<{ id: string }>('hubspot', 'raiseTicket', { subject: `${name}-${index}` }),
		);
		return new Round(sandbox, new Set((await Promise.all(raised)).map(({ id }) => id)), since);
	}

	/** How many writes the poll has led to, of about two per ticket. */
	async writes(): Promise<number> {
		const { sandbox, since } = this;
		const lists = await Promise.all([
			sandbox.journal({ since, service: 'kaizala', path: '/actions$', method: 'POST' }),
			sandbox.journal({ since, service: 'jtel', path: '/create$' }),
			sandbox.journal({ since, service: 'hubspot', path: '/batch/update$' }),
		]);
		return lists.flat().length;
	}

	async tickets(): Promise<JsonObject[]> {
		return recordsIn((await this.sandbox.state('hubspot')).tickets)
			.filter((record) => this.ids.has(textOf(record, 'id')))
			.map(({ properties }) => (isObject(properties) ? properties : {}));
	}

	/** How often each card and each event is there: all that is not once. */
	async notOnce(): Promise<string[]> {
		const titles = cardsIn(await this.sandbox.state('kaizala')).map((card) => textOf(card, 'title'));
		const events = recordsIn((await this.sandbox.state('jtel')).events).map((event) => textOf(event, 'UserData'));
		const count = (list: string[], wanted: string) => list.filter((each) => each === wanted).length;
		return [...this.ids].flatMap((id) => {
			const [cards, ofEvents] = [count(titles, `HubSpot ticket ${id}`), count(events, id)];
			return cards === 1 && ofEvents === 1 ? [] : [`${id}: ${cards} cards, ${ofEvents} events`];
		});
	}

	/** Waits until every ticket knows its card and its event. */
	async healed(): Promise<void> {
		const open = async () =>
			(await this.tickets()).filter(
				(ticket) => textOf(ticket, 'kaizala_action_id') === '' || textOf(ticket, 'jtel_event_id') === '',
			).length;
		await waitFor('All cards and events', async () => ((await open()) === 0 ? true : undefined), {
			timeoutMs: PATIENCE,
			intervalMs: 1_000,
			lastSeen: async () => `${await open()} of ${TICKETS} tickets are open`,
		});
	}
}

/** Kills n8n at a random point of the work, brings it back, and looks at what came of the tickets. */
async function killAndHeal(
	sandbox: SandboxClient,
	{
		name,
		random,
		kill,
		start,
	}: { name: string; random: () => number; kill: () => Promise<void>; start: () => Promise<void> },
): Promise<void> {
	const begun = Date.now();
	const round = await Round.begin(sandbox, name);
	const point = Math.floor(random() * 2 * TICKETS);
	await waitFor(`Write ${point}`, async () => ((await round.writes()) >= point ? true : undefined), {
		timeoutMs: PATIENCE,
		intervalMs: 50,
	});
	await sleep(random() * 200);
	await kill();
	const writes = await round.writes();
	await start();
	await round.healed();
	// Whatever is still under way: it has its time to make something twice.
	await sleep(10_000);
	expect(await round.notOnce()).toEqual([]);
	const tickets = await round.tickets();
	expect(tickets).toHaveLength(TICKETS);
	expect(tickets.filter((ticket) => textOf(ticket, 'relay_state') !== '')).toEqual([]);
	const seconds = Math.round((Date.now() - begun) / 1_000);
	process.stderr.write(`${name}: killed after ${writes} writes, ${TICKETS} of ${TICKETS} whole after ${seconds} s\n`);
}

const runs = Array.from({ length: RUNS }, (_, index) => index + 1);
const ROUND_TIMEOUT = 3 * PATIENCE;
process.stderr.write(`Healing: HEALING_SEED=${SEED}, ${RUNS} run(s) with ${TICKETS} tickets\n`);
const unlimited = { kaizala: { connectorCallsPerMinute: 100_000, tenantCallsPerMinute: 100_000 } };

describe('n8n is killed in the middle of a poll', () => {
	const random = randomNumbers(SEED);
	let relay: TestRelay;
	let n8n: RunningN8n;

	beforeAll(async () => {
		relay = await startTestRelay('healing');
		n8n = relay.n8n;
		await relay.sandbox.setSwitches(unlimited);
		await publishRelay(n8n.client, relay.credentials);
	}, 5 * MINUTE);

	afterAll(async () => {
		await n8n?.stop();
		await relay?.stop();
	}, 2 * MINUTE);

	it.each(runs)(
		'run %i: every ticket has one card and one event, without a person',
		async (run) => {
			await killAndHeal(relay.sandbox, {
				name: `sqlite-${run}`,
				random,
				kill: async () => await n8n.kill(),
				start: async () => {
					n8n = await startN8n({
						port: await freePort(),
						userFolder: relay.userFolder,
						name: `healing-n8n-${run + 1}`,
					});
				},
			});
		},
		ROUND_TIMEOUT,
	);
});

describeInQueueMode('processes of queue mode are killed in the middle of a poll', (servers) => {
	const random = randomNumbers(SEED + 1);
	let relay: QueueRelay;

	beforeAll(async () => {
		relay = await startQueueRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			webhookPort: await freePort(),
			userFolder: join(RELAY, `healing-queue-${process.pid}`),
			fresh: true,
			templates: [],
			servers,
			// n8n looks for lost workers every minute or so.
			n8nEnv: {
				QUEUE_WORKER_LOCK_DURATION: '30000',
				QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
				QUEUE_WORKER_STALLED_INTERVAL: '3000',
				N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.2',
			},
			logPrefix: 'healing-queue-',
		});
		await relay.sandbox.setSwitches(unlimited);
		await publishRelay(relay.client, relay.credentials);
	}, 6 * MINUTE);

	afterAll(async () => {
		await relay?.stop();
		await relay?.forget();
	}, 2 * MINUTE);

	it.each(runs)(
		'run %i: every ticket has one card and one event, without a person',
		async (run) => {
			const { main, workers } = relay;
			const choices = [[main, ...workers], workers, [main]];
			const victims = choices[(run - 1) % choices.length] ?? [];
			await killAndHeal(relay.sandbox, {
				name: `queue-${run} (${victims.map(({ name }) => name).join(', ')})`,
				random,
				kill: async () => void (await Promise.all(victims.map(async (victim) => await victim.kill()))),
				start: async () => void (await Promise.all(victims.map(async (victim) => await victim.start()))),
			});
		},
		ROUND_TIMEOUT,
	);
});
