import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import axios from 'axios';

import type { ServiceName } from '../sandbox/core/types';
import type { ExecutionDetails } from '../scripts/lib/n8nClient';
import { ROOT } from '../scripts/lib/paths';
import type { RunningSandbox } from '../scripts/lib/sandbox';
import { sleep, waitFor } from '../scripts/lib/wait';
import type { Environment } from './host';
import { withN8n } from './host';

export type { Environment } from './host';

export const TOKEN = 'hubspot-sandbox-token';

/** One node that does a piece of work, in a workflow of its own. */
export interface Contender {
	/** For the reader of the figures. */
	name: string;
	/** 16 characters; also the path of the webhook that starts it. */
	workflowId: string;
	/** Type, version, parameters and credential of the node. */
	node: Record<string, unknown>;
	/** Whether the sandbox must serve the paths of n8n's own node. Ours never gets them. */
	legacyMode: boolean;
}

/** The outcome of one run of a contender. */
export interface Outcome {
	status: string;
	/** Why it failed. */
	error?: string;
	/** Time of the node alone, as n8n itself recorded it. */
	ms: number;
	items: Array<Record<string, unknown>>;
	/** Everything that reached the service. */
	requests: number;
	/** How many of them were answered with 429. */
	refused: number;
}

const WORK = 'The node';
const QUIET_MS = 2_500;

/** Webhook in, its list split into items, the node. */
function workflowOf({ workflowId, name, node }: Contender) {
	const webhook = { httpMethod: 'POST', path: workflowId, responseMode: 'onReceived', options: {} };
	const nodes = [
		{ name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: workflowId, parameters: webhook },
		{
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.items', options: {} },
		},
		{ name: WORK, ...node },
	];
	return {
		id: workflowId,
		name: `Bench: ${name}`,
		active: false,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
		nodes: nodes.map((entry, index) => ({ ...entry, id: randomUUID(), position: [220 * index, 0] })),
		connections: {
			Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
			'Split Out': { main: [[{ node: WORK, type: 'main', index: 0 }]] },
		},
	};
}

/** n8n with a workflow for each contender, and one sandbox, for as long as `work` takes. */
export async function withEnvironment<T>(
	contenders: readonly Contender[],
	work: (environment: Environment) => Promise<T>,
): Promise<T> {
	return await withN8n(
		({ url }) => ({
			workflows: contenders.map(workflowOf),
			credentials: [
				{ id: 'benchAppToken001', name: 'HubSpot app token', type: 'hubspotAppToken', data: { appToken: TOKEN } },
			],
			env: {
				NODE_OPTIONS: `--require=${join(ROOT, 'bench', 'redirect.cjs')}`,
				BENCH_HUBSPOT_URL: `${url}/hubspot`,
			},
		}),
		work,
	);
}

function read({ data, status }: ExecutionDetails): Pick<Outcome, 'status' | 'error' | 'ms' | 'items'> {
	const { error, runData } = data.resultData;
	const run = runData?.[WORK]?.[0];
	return {
		status,
		...(error === undefined ? {} : { error: [error.message, error.description].filter(Boolean).join(' ') }),
		ms: Number(run !== undefined && 'executionTime' in run ? run.executionTime : Number.NaN),
		items: status === 'success' ? (run?.data?.main?.[0] ?? []).map(({ json }) => json) : [],
	};
}

/** Runs a contender once, on the sandbox as it is, and waits for its end. */
export async function run(
	{ n8n, sandbox }: Environment,
	{ workflowId, name }: Contender,
	items: readonly object[],
	service: ServiceName = 'hubspot',
): Promise<Outcome> {
	const since = (await sandbox.journal()).at(-1)?.seq ?? 0;
	const known = new Set((await n8n.client.listExecutions({ workflowId })).map(({ id }) => id));
	await axios.post(`${n8n.url}/webhook/${workflowId}`, { items }, { proxy: false });
	// n8n answers questions in the thread that runs the node, so a short run is left alone.
	await sleep(QUIET_MS);
	const finished = await waitFor(
		`the run of ${name}`,
		async () =>
			(await n8n.client.listExecutions({ workflowId })).find(
				({ id, status }) => !known.has(id) && !['running', 'new', 'waiting'].includes(status),
			),
		{ timeoutMs: 600_000, intervalMs: 1_000 },
	);
	const journal = await sandbox.journal({ service, since });
	return {
		...read(await n8n.client.getExecution(finished.id)),
		requests: journal.length,
		refused: journal.filter(({ status }) => status === 429).length,
	};
}

/** How many tickets match, as somebody sees it in HubSpot. */
export async function countTickets(sandbox: RunningSandbox, filters: object[] = []): Promise<number> {
	const { data } = await axios.post<{ total: number }>(
		`${sandbox.url}/hubspot/crm/objects/2026-09/tickets/search`,
		{ limit: 1, ...(filters.length === 0 ? {} : { filterGroups: [{ filters }] }) },
		{ proxy: false, headers: { authorization: `Bearer ${TOKEN}` } },
	);
	return data.total;
}

export async function seedTickets(sandbox: RunningSandbox, count: number): Promise<string[]> {
	const { firstId } = await sandbox.act<{ firstId: string }>('hubspot', 'seedTickets', { count });
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}
