import axios from 'axios';
import { join } from 'node:path';

import { recordsIn, textOf } from '../../scripts/lib/json';
import type { ExecutionSummary } from '../../scripts/lib/n8nClient';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { QueueRelay } from '../../scripts/lib/queue';
import { startQueueRelay } from '../../scripts/lib/queue';
import { sleep, waitFor } from '../../scripts/lib/wait';
import { BATCH, created, POLL, queueFlows, SINGLE, upserted } from '../harness/queueFlows';
import { describeInQueueMode } from '../harness/queueMode';

const MINUTE = 60_000;
const TICKETS = 1_000;
const SINGLES = 20;

/** n8n gives a worker a minute to renew the lock of what it runs, and looks for what is lost every three hours. */
const IMPATIENT = {
	QUEUE_WORKER_LOCK_DURATION: '30000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.2',
};

const SUCCESS = ['success'];
const FAILED = ['error', 'crashed'];

// Whatever is taken away: a ticket is delivered once, or a failed execution shows that it may not have been.
describeInQueueMode('tickets in queue mode', (servers) => {
	let relay: QueueRelay;

	beforeAll(async () => {
		relay = await startQueueRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			webhookPort: await freePort(),
			userFolder: join(RELAY, `queue-faults-${process.pid}`),
			fresh: true,
			templates: [],
			workflows: queueFlows(),
			servers,
			n8nEnv: IMPATIENT,
			logPrefix: 'queue-faults-',
		});
		for (const { id } of [BATCH, SINGLE, POLL]) await relay.client.publishWorkflow(id);
		// n8n answers before the webhooks are there and before the first poll.
		for (const call of [() => callBatch([]), () => callSingle('first')]) {
			await waitFor('The webhooks', async () => ((await call()) === 200 ? true : undefined));
		}
		await relay.client.firstPoll(POLL.id);
	}, 6 * MINUTE);

	afterAll(async () => {
		await relay?.stop();
		await relay?.forget();
	}, MINUTE);

	/** The status of the response; 0 when there was none. */
	async function post(path: string, data: object): Promise<number> {
		const options = { proxy: false, timeout: MINUTE, validateStatus: () => true } as const;
		return await axios.post(`${relay.webhookUrl}/webhook/${path}`, data, options).then(
			({ status }) => status,
			() => 0,
		);
	}

	const callBatch = async (keys: string[]) => await post(BATCH.path, { tickets: keys.map((key) => ({ key })) });
	const callSingle = async (key: string) => await post(SINGLE.path, { key });
	const keysOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index}`);
	const hubSpotJournal = async () => await relay.sandbox.journal({ service: 'hubspot' });
	const searches = async () =>
		(await relay.sandbox.journal({ service: 'hubspot', path: '/search$' })).filter(({ status }) => status === 200);
	/** n8n sorts by the moment when a worker began. */
	const newest = async () => Math.max(0, ...(await relay.client.listExecutions()).map(({ id }) => Number(id)));
	const ticketCount = async () => Number((await relay.sandbox.state('hubspot')).ticketCount);

	/** At least so many executions after this one, when all of them have come to an end. */
	async function ended(workflowId: string, after: number, count: number): Promise<ExecutionSummary[]> {
		const list = async () => (await relay.client.listExecutions({ workflowId })).filter(({ id }) => Number(id) > after);
		return await waitFor(
			`The end of ${count} executions of ${workflowId}`,
			async () => {
				const found = await list();
				const over = found.every(({ status }) => [...SUCCESS, ...FAILED].includes(status));
				return over && found.length >= count ? found : undefined;
			},
			{
				timeoutMs: 2 * MINUTE,
				intervalMs: 500,
				lastSeen: async () => JSON.stringify((await list()).map(({ id, status }) => [id, status])),
			},
		);
	}

	const withStatus = (executions: ExecutionSummary[], statuses: string[]) =>
		executions.filter(({ status }) => statuses.includes(status));

	/** The key that an execution was called with. n8n keeps nothing of an execution whose worker has died. */
	async function keyOf({ id }: ExecutionSummary): Promise<string> {
		const { data } = await relay.client.getExecution(id);
		const { body } = data.resultData.runData?.Webhook?.[0]?.data?.main?.[0]?.[0]?.json ?? {};
		return typeof body === 'object' && body !== null && 'key' in body ? String(body.key) : '';
	}

	/** Calls with one ticket each: those that were taken have an execution; nothing is there twice, nothing is gone. */
	async function accountForSingles(keys: string[], statuses: number[], after: number): Promise<ExecutionSummary[]> {
		const taken = keys.filter((_key, index) => statuses[index] === 200);
		const executions = await ended(SINGLE.id, after, taken.length);
		const counts = created(await hubSpotJournal());
		expect(keys.filter((key) => (counts.get(key) ?? 0) > 1)).toEqual([]);
		const succeeded = await Promise.all(withStatus(executions, SUCCESS).map(keyOf));
		expect(succeeded.filter((key) => counts.get(key) !== 1)).toEqual([]);
		const missing = taken.filter((key) => !counts.has(key));
		expect(missing.length).toBeLessThanOrEqual(withStatus(executions, FAILED).length);
		return executions;
	}

	/** Calls that were begun before the fault, and are in the middle of their work when HubSpot has taken the first batch. */
	async function beginWork(name: string): Promise<{ keys: string[]; singles: string[]; calls: Promise<number[]> }> {
		const keys = keysOf(name, TICKETS);
		const singles = keysOf(`${name}-single`, SINGLES);
		await relay.sandbox.addFaults([
			{ kind: 'slow', service: 'hubspot', path: '/batch/upsert$', times: 10, delayMs: 1_500 },
			{ kind: 'slow', service: 'hubspot', method: 'POST', path: '/tickets$', times: SINGLES, delayMs: 1_500 },
		]);
		expect(await callBatch(keys)).toBe(200);
		const calls = Promise.all(singles.map(callSingle));
		await waitFor('The first batch', async () => (upserted(await hubSpotJournal()).size > 0 ? true : undefined), {
			timeoutMs: 2 * MINUTE,
			intervalMs: 100,
		});
		return { keys, singles, calls };
	}

	/** All of a batch that succeeded is there; one that did not is shown as failed. */
	async function accountForBatch(keys: string[], after: number): Promise<void> {
		const [execution, ...others] = await ended(BATCH.id, after, 1);
		expect(others).toEqual([]);
		const reached = upserted(await hubSpotJournal());
		if (execution?.status === 'success') expect(reached).toEqual(new Set(keys));
		else expect(FAILED).toContain(execution?.status);
	}

	/** What a sender does who sees a failed execution. Nothing becomes double: the tickets are found by their key. */
	async function sendAgain(keys: string[]): Promise<void> {
		const after = await newest();
		expect(await callBatch(keys)).toBe(200);
		await accountForBatch(keys, after);
		const reached = upserted(await hubSpotJournal());
		expect(keys.filter((key) => !reached.has(key))).toEqual([]);
	}

	beforeEach(async () => {
		await relay.sandbox.clear();
	});

	it.each([
		{ how: 'restarted', end: async () => await relay.main.stop() },
		{ how: 'killed', end: async () => await relay.main.kill() },
	])(
		'the main process is $how while a poll is running: every new ticket is delivered once',
		async ({ how, end }) => {
			const name = `polled-${how}`;
			// A worker is at work on this one when the main process ends.
			await relay.sandbox.addFaults({
				kind: 'slow',
				service: 'jtel',
				method: 'POST',
				path: '/events/create$',
				delayMs: 15_000,
			});
			await raise([`${name}-before`]);
			await faultsHit();
			await relay.sandbox.addFaults({ kind: 'slow', service: 'hubspot', path: '/search$', delayMs: 3_000 });
			await raise([`${name}-polled`]);
			await faultsHit();
			await end();
			await raise([`${name}-down`]);
			await relay.main.start();
			await polledOnce([`${name}-before`, `${name}-polled`, `${name}-down`]);
		},
		5 * MINUTE,
	);

	it(
		'PostgreSQL is restarted: what was running is delivered or shown as failed, calls are refused until it is back',
		async () => {
			const after = await newest();
			const { keys, singles, calls } = await beginWork('postgres');
			const raised = keysOf('polled-postgres', 3);
			await raise(raised.slice(0, 2));
			await relay.postgres?.stop();
			await raise(raised.slice(2));
			const duringKeys = keysOf('postgres-during', 5);
			const during = await Promise.all(duringKeys.map(callSingle));
			await sleep(5_000);
			await relay.postgres?.start();
			await waitFor('n8n has its database back', async () => ((await newest()) >= after ? true : undefined), {
				timeoutMs: MINUTE,
			});

			const statuses = [...(await calls), ...during];
			expect(during.filter((status) => status === 200)).toEqual([]);
			await accountForSingles([...singles, ...duringKeys], statuses, after);
			await accountForBatch(keys, after);
			// n8n may give an execution up while its connections to the database come back.
			await polledOnce(raised, async () => {
				const polled = await relay.client.listExecutions({ workflowId: POLL.id });
				const later = polled.filter(({ id }) => Number(id) > after);
				return withStatus(later, FAILED).length > 0;
			});
		},
		5 * MINUTE,
	);

	it(
		'Redis is killed and comes back: the same processes go on, nothing is lost or double',
		async () => {
			const after = await newest();
			const processes = [relay.main, relay.webhook, ...relay.workers];
			const pids = processes.map(({ pid }) => pid);
			const { keys, singles, calls } = await beginWork('redis');
			await relay.redis?.kill();
			const duringKeys = keysOf('redis-during', 5);
			const during = Promise.all(duringKeys.map(callSingle));
			await sleep(2_000);
			await relay.redis?.start();

			await accountForBatch(keys, after);
			await accountForSingles([...singles, ...duringKeys], [...(await calls), ...(await during)], after);
			expect(processes.map(({ pid }) => pid)).toEqual(pids);
		},
		5 * MINUTE,
	);

	it(
		'a worker is killed in the middle of 1,000 items: what it ran is shown as failed, all else is delivered once',
		async () => {
			const [after, before] = [await newest(), await ticketCount()];
			const { keys, singles, calls } = await beginWork('worker');
			const batches = await relay.client.listExecutions({ workflowId: BATCH.id });
			const batch = batches.find(({ id }) => Number(id) > after);
			const { worker: name } = (await relay.taken()).find(({ executionId }) => executionId === batch?.id) ?? {};
			const worker = relay.workers.find((each) => each.name === name);
			await worker?.kill();

			const [execution] = await ended(BATCH.id, after, 1);
			// By whoever notices it first: the queue, or n8n's own look after executions that nobody runs any more.
			expect(FAILED).toContain(execution?.status);
			expect(upserted(await hubSpotJournal()).size).toBeLessThan(TICKETS);
			const statuses = await calls;
			expect(statuses.filter((status) => status !== 200)).toEqual([]);
			const executions = await accountForSingles(singles, statuses, after);
			// The other worker went on.
			expect(withStatus(executions, SUCCESS).length).toBeGreaterThan(0);
			const single = created(await hubSpotJournal()).size;

			await sendAgain(keys);
			expect(await ticketCount()).toBe(before + TICKETS + single);
		},
		6 * MINUTE,
	);

	async function raise(subjects: string[]): Promise<void> {
		for (const subject of subjects) await relay.sandbox.act('hubspot', 'raiseTicket', { subject, priority: 'HIGH' });
	}

	/** A request has met each fault, and is being held up by it. */
	async function faultsHit(): Promise<void> {
		await waitFor('The request', async () => ((await relay.sandbox.faults()).length === 0 ? true : undefined), {
			intervalMs: 50,
		});
	}

	/**
	 * Each ticket has its event in jtel, one, also after two further polls; none where an execution is shown as failed.
	 * @param hasFailed Whether one is, where that may be.
	 */
	async function polledOnce(
		subjects: string[],
		hasFailed: () => Promise<boolean> = async () => await Promise.resolve(false),
	): Promise<void> {
		const events = async () =>
			recordsIn((await relay.sandbox.state('jtel')).events).map((event) => textOf(event, 'Subject'));
		const times = async () => {
			const all = await events();
			return subjects.map((subject) => all.filter((each) => each === subject).length);
		};
		const failed = await waitFor(
			'The events',
			async () => {
				if ((await times()).every((count) => count > 0)) return 'none';
				return (await hasFailed()) ? 'some' : undefined;
			},
			{ timeoutMs: 90_000, lastSeen: async () => JSON.stringify(await times()) },
		);
		const polls = (await searches()).length;
		await waitFor('Two further polls', async () => ((await searches()).length >= polls + 2 ? true : undefined));
		const least = failed === 'some' ? 0 : 1;
		expect((await times()).filter((count) => count < least || count > 1)).toEqual([]);
	}
});
