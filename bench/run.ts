/**
 * `npm run bench`: creates 1,000 tickets with our node and with n8n's own HubSpot node on one real n8n, against one
 * sandbox that answers after 40 ms, in alternated runs; measures what loading the package adds to n8n's start; and lets
 * the trigger poll 12,000 changed tickets.
 * Prints what it does to stderr and one JSON document to stdout.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { sandboxCredentials } from '../scripts/lib/credentials';
import { importIntoN8n, startN8n } from '../scripts/lib/n8n';
import { packPackage, prepareUserFolder } from '../scripts/lib/package';
import { RELAY, ROOT } from '../scripts/lib/paths';
import { freePort } from '../scripts/lib/ports';
import { startSandboxProcess } from '../scripts/lib/sandbox';
import type { Contender, Measured } from './creates';
import { importContenders, measure } from './creates';
import { measureLoading } from './loading';
import { median } from './median';
import { measurePoll } from './poll';

const COUNT = 1_000;
const RUNS = Number(process.env.BENCH_RUNS ?? 3);
const LOADING_RUNS = 9;

const say = (text: string) => process.stderr.write(`${text}\n`);

const TOKEN = 'hubspot-sandbox-token';

const CONTENDERS: Contender[] = [
	{
		name: 'ours',
		workflowId: 'benchOurs0000001',
		legacyMode: false,
		createPath: /^\/crm\/objects\/2026-09\/tickets\/batch\/create$/,
		node: {
			type: 'n8n-nodes-ticket-relay.hubSpotTickets',
			typeVersion: 1,
			parameters: {
				resource: 'ticket',
				operation: 'create',
				subject: '={{ $json.subject }}',
				pipelineId: { __rl: true, mode: 'id', value: '0' },
				stageId: { __rl: true, mode: 'id', value: '1' },
			},
			credentials: { hubSpotTicketsApi: { id: 'relayHubSpot0001', name: 'HubSpot' } },
		},
	},
	{
		name: 'n8n',
		workflowId: 'benchTheirs00001',
		legacyMode: true,
		createPath: /^\/crm-objects\/v1\/objects\/tickets$/,
		node: {
			type: 'n8n-nodes-base.hubspot',
			typeVersion: 2.2,
			parameters: {
				authentication: 'appToken',
				resource: 'ticket',
				operation: 'create',
				pipelineId: '0',
				stageId: '1',
				ticketName: '={{ $json.subject }}',
				additionalFields: {},
			},
			credentials: { hubspotAppToken: { id: 'benchAppToken001', name: 'HubSpot app token' } },
		},
	},
];

async function compareCreates(): Promise<Measured[]> {
	const userFolder = join(RELAY, 'bench');
	await rm(userFolder, { recursive: true, force: true });
	await mkdir(userFolder, { recursive: true });
	const sandbox = await startSandboxProcess({ port: await freePort(), name: 'bench-sandbox' });
	try {
		const ours = sandboxCredentials(sandbox.url);
		for (const contender of CONTENDERS) {
			const own = ours.find(({ type }) => type === 'hubSpotTicketsApi');
			if (contender.name === 'ours' && own !== undefined) {
				contender.node.credentials = { hubSpotTicketsApi: { id: own.id, name: own.name } };
			}
		}
		await prepareUserFolder(userFolder, await packPackage(join(RELAY, 'bench-pack')));
		await importIntoN8n(userFolder, 'credentials', [
			...ours,
			{ id: 'benchAppToken001', name: 'HubSpot app token', type: 'hubspotAppToken', data: { appToken: TOKEN } },
		]);
		await importContenders(userFolder, CONTENDERS);
		const n8n = await startN8n({
			port: await freePort(),
			userFolder,
			name: 'bench-n8n',
			env: {
				NODE_OPTIONS: `--require=${join(ROOT, 'bench', 'redirect.cjs')}`,
				BENCH_HUBSPOT_URL: `${sandbox.url}/hubspot`,
			},
		});
		try {
			await n8n.client.enter();
			for (const { workflowId } of CONTENDERS) await n8n.client.publishWorkflow(workflowId);
			const measured: Measured[] = [];
			for (let run = 1; run <= RUNS; run++) {
				for (const contender of CONTENDERS) {
					const result = await measure(contender, { n8n: n8n.client, sandbox, count: COUNT });
					say(`run ${run} of ${RUNS}: ${result.contender}: ${result.createRequests} requests, ${result.ms} ms`);
					measured.push(result);
				}
			}
			return measured;
		} finally {
			await n8n.stop();
		}
	} finally {
		await sandbox.stop();
	}
}

function summary(measured: readonly Measured[], name: Contender['name']) {
	const own = measured.filter(({ contender }) => contender === name);
	return {
		createRequests: Math.max(...own.map(({ createRequests }) => createRequests)),
		items: Math.min(...own.map(({ items }) => items)),
		medianMs: Math.round(median(own.map(({ ms }) => ms))),
		runs: own.length,
	};
}

async function main(): Promise<void> {
	say('Measuring what loading the package adds to n8n…');
	const loading = await measureLoading(LOADING_RUNS);
	say('Polling 12,000 changed tickets, at the pace that HubSpot allows: about a minute…');
	const poll = await measurePoll();
	say(`Creating ${COUNT} tickets ${RUNS} times with each node; n8n's own node takes about a minute per run…`);
	const measured = await compareCreates();
	const ours = summary(measured, 'ours');
	const theirs = summary(measured, 'n8n');
	const result = {
		tickets: COUNT,
		latencyMs: 40,
		ours,
		n8n: theirs,
		requestRatio: Math.round(theirs.createRequests / ours.createRequests),
		timeRatio: Math.round((theirs.medianMs / ours.medianMs) * 10) / 10,
		loading: {
			addedMs: Math.round(loading.addedMs * 10) / 10,
			withoutMs: Math.round(loading.withoutMs),
			withMs: Math.round(loading.withMs),
		},
		poll,
	};
	process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}

main().catch((error: unknown) => {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
