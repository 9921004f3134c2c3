import { randomUUID } from 'node:crypto';
import axios from 'axios';

import type { N8nClient } from '../scripts/lib/n8nClient';
import { importIntoN8n } from '../scripts/lib/n8n';
import type { SandboxClient } from '../scripts/lib/sandbox';
import { waitFor } from '../scripts/lib/wait';

/** One way to create tickets: a workflow, and the path of HubSpot that it must be seen to call. */
export interface Contender {
	name: 'ours' | 'n8n';
	workflowId: string;
	/** The node that creates. */
	node: Record<string, unknown>;
	/** Requests that count as a create. */
	createPath: RegExp;
	/** Whether the sandbox must serve the old paths. Our own node never gets that. */
	legacyMode: boolean;
}

export interface Measured {
	contender: Contender['name'];
	/** Time of the creating node alone, as n8n itself recorded it. */
	ms: number;
	createRequests: number;
	/** Items that came out. */
	items: number;
}

const CREATES = 'Create tickets';

/** Webhook in, the list split into items, the creating node. */
function workflowOf({ workflowId, name, node }: Contender): object {
	return {
		id: workflowId,
		name: `Bench: ${name}`,
		active: false,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
		nodes: [
			{
				id: randomUUID(),
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: workflowId,
				parameters: { httpMethod: 'POST', path: workflowId, responseMode: 'onReceived', options: {} },
			},
			{
				id: randomUUID(),
				name: 'Split Out',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [220, 0],
				parameters: { fieldToSplitOut: 'body.tickets', options: {} },
			},
			{ id: randomUUID(), name: CREATES, position: [440, 0], ...node },
		],
		connections: {
			Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
			'Split Out': { main: [[{ node: CREATES, type: 'main', index: 0 }]] },
		},
	};
}

export async function importContenders(userFolder: string, contenders: readonly Contender[]): Promise<void> {
	await importIntoN8n(userFolder, 'workflow', contenders.map(workflowOf));
}

interface Stage {
	n8n: N8nClient;
	sandbox: SandboxClient;
	count: number;
}

/** One run of one contender on an emptied sandbox. */
export async function measure(contender: Contender, { n8n, sandbox, count }: Stage): Promise<Measured> {
	await sandbox.reset();
	// n8n's own node does not wait when HubSpot asks it to, so with the real limit of 190 calls in 10 s its run fails
	// after some 200 tickets. The limit is lifted for both, so that there is a time to compare.
	await sandbox.setSwitches({ hubspot: { legacyMode: contender.legacyMode, burstLimit: 1_000_000 } });
	await sandbox.setLatency(40);
	const known = new Set((await n8n.listExecutions({ workflowId: contender.workflowId })).map(({ id }) => id));
	const tickets = Array.from({ length: count }, (_, index) => ({ subject: `Bench ticket ${index + 1}` }));
	await axios.post(`${n8n.url}/webhook/${contender.workflowId}`, { tickets }, { proxy: false });
	const finished = await waitFor(
		`the run of ${contender.name}`,
		async () =>
			(await n8n.listExecutions({ workflowId: contender.workflowId })).find(
				({ id, status }) => !known.has(id) && status !== 'running' && status !== 'new' && status !== 'waiting',
			),
		{ timeoutMs: 600_000, intervalMs: 250 },
	);
	const execution = await n8n.getExecution(finished.id);
	const run = execution.data.resultData.runData?.[CREATES]?.[0];
	if (finished.status !== 'success' || run === undefined || !('executionTime' in run)) {
		const { error } = execution.data.resultData;
		throw new Error(`${contender.name} failed: ${error?.message ?? finished.status} ${error?.description ?? ''}`);
	}
	const journal = await sandbox.journal();
	return {
		contender: contender.name,
		ms: Number(run.executionTime),
		createRequests: journal.filter(({ method, path }) => method === 'POST' && contender.createPath.test(path)).length,
		items: run.data?.main?.[0]?.length ?? 0,
	};
}
