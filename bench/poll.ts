import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import type { AxiosInstance } from 'axios';

import { sandboxCredentials } from '../scripts/lib/credentials';
import { RELAY, ROOT } from '../scripts/lib/paths';
import { freePort } from '../scripts/lib/ports';
import { plainEnvironment, startProcess } from '../scripts/lib/processes';
import type { RunningSandbox } from '../scripts/lib/sandbox';
import { startSandboxProcess } from '../scripts/lib/sandbox';
import type { PollOrder, PollReport } from './pollProcess';
import type { Figures } from './row';
import { seedTickets, TOKEN } from './environment';

const TICKETS = 12_000;
const LAG_MS = 30_000;
const BATCH = 100;
const MEGABYTE = 1024 * 1024;
const MAX_MEGABYTES = 200;

/** What people and apps do in HubSpot in the meantime. */
class Account {
	private readonly http: AxiosInstance;

	constructor({ url }: RunningSandbox) {
		this.http = axios.create({ baseURL: url, proxy: false, headers: { authorization: `Bearer ${TOKEN}` } });
	}

	async changeAll(ids: string[]): Promise<void> {
		for (let at = 0; at < ids.length; at += BATCH) {
			const inputs = ids.slice(at, at + BATCH).map((id) => ({ id, properties: { content: `Changed ${id}` } }));
			await this.http.post('/hubspot/crm/objects/2026-09/tickets/batch/update', { inputs });
		}
	}

	async later(shiftMs: number): Promise<void> {
		await this.http.post('/_sandbox/clock', { shiftMs });
	}
}

/** A start of n8n with this state; it ends again after so many polls. */
async function startOnce(order: PollOrder, name: string): Promise<PollReport> {
	const folder = join(RELAY, 'bench');
	await mkdir(folder, { recursive: true });
	const file = join(folder, `${name}.json`);
	await writeFile(file, JSON.stringify(order));
	const child = startProcess({
		name,
		command: process.execPath,
		args: ['--import', 'tsx', join(ROOT, 'bench', 'pollProcess.ts'), file],
		cwd: ROOT,
		env: plainEnvironment(),
	});
	const code = await child.ended;
	if (code !== 0) throw new Error(`${name} ended with ${code}. ${child.output()}`);
	return JSON.parse(await readFile(file, 'utf8')) as PollReport;
}

/**
 * 12,000 tickets change at once; the search index is 30 s late, HubSpot says "too many" again and again, and n8n is
 * restarted while the trigger works through them.
 */
export async function measurePoll(): Promise<Figures> {
	const sandbox = await startSandboxProcess({ port: await freePort(), name: 'bench-poll-sandbox' });
	try {
		const account = new Account(sandbox);
		const noLimits = { burstLimit: 1_000_000, secondlyLimit: 1_000_000 };
		await sandbox.setSwitches({ hubspot: { ...noLimits, searchLagMs: LAG_MS } });
		const own = sandboxCredentials(sandbox.url).find(({ type }) => type === 'hubSpotTicketsApi');
		const order = {
			credentials: { hubSpotTicketsApi: { ...own?.data } },
			parameters: { event: 'propertyChanged', watchedProperties: ['content'] },
		};
		const ids = await seedTickets(sandbox, TICKETS);
		await account.later(2 * LAG_MS);
		const active = await startOnce({ ...order, staticData: {}, budgetMs: 60_000, polls: 1 }, 'bench-poll-activate');
		await account.changeAll(ids);
		await account.later(LAG_MS);

		// The limits of the smallest plan, and refusals although the trigger keeps to them.
		await sandbox.setSwitches({ hubspot: { burstLimit: 100, secondlyLimit: 5 } });
		await sandbox.addFaults([
			{ kind: 'status', status: 429, path: 'search$', skip: 5, times: 2 },
			{ kind: 'status', status: 429, path: 'batch/read$', skip: 9, times: 2 },
			{ kind: 'status', status: 429, path: 'search$', skip: 30, times: 2 },
			{ kind: 'status', status: 429, path: 'batch/read$', skip: 120, times: 2 },
		]);
		const since = (await sandbox.journal({ service: 'hubspot' })).slice(-1)[0]?.seq ?? 0;
		const { staticData } = active;
		const before = await startOnce({ ...order, staticData, budgetMs: 6_000, polls: 1 }, 'bench-poll-before');
		const rest = { ...order, staticData: before.staticData, budgetMs: 600_000, polls: 2 };
		const after = await startOnce(rest, 'bench-poll-after');

		const journal = await sandbox.journal({ service: 'hubspot', since });
		const items = [...before.ids, ...after.ids];
		const told = items.flat();
		const distinct = new Set(told);
		const lost = ids.filter((id) => !distinct.has(id)).length;
		const doubled = told.length - distinct.size;
		const growth = Math.max(before.growth, after.growth) / MEGABYTE;
		return {
			work: `one poll over ${TICKETS} changed tickets, ${LAG_MS / 1_000} s index lag, 429s and a restart in between`,
			mustShow: `0 lost, 0 doubled, peak memory growth under ${MAX_MEGABYTES} MB`,
			ours: {
				lost,
				doubled,
				// Of the polls before and after the restart.
				items: items.map((list) => list.length),
				requests: journal.length,
				refused: journal.filter(({ status }) => status === 429).length,
				peakMemoryGrowthMb: Math.round(growth),
				seconds: Math.round((before.ms + after.ms) / 1_000),
			},
			n8n: 'has no trigger that polls HubSpot; its own needs a kind of app that can no longer be made',
			holds: lost === 0 && doubled === 0 && growth < MAX_MEGABYTES,
		};
	} finally {
		await sandbox.stop();
	}
}
