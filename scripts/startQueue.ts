import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RELAY } from './lib/paths';
import { playStory } from './lib/play';
import type { Environment, StartOptions } from './lib/play';
import { startQueueRelay } from './lib/queue';
import type { QueueRelay } from './lib/queue';
import { findServers } from './lib/servers';
import type { Ui } from './lib/ui';

interface QueueStartOptions extends StartOptions {
	webhookPort: number;
}

/** Throws, with the line that installs them, when Redis or PostgreSQL are missing. */
export function check(): void {
	findServers();
}

/** Plays the story on n8n in queue mode and shows which worker ran what; returns the exit code. */
export async function main(options: QueueStartOptions, ui: Ui): Promise<number> {
	const userFolder = join(RELAY, options.once ? 'queue-once' : 'queue');
	// A single run says something about the package, not about what was left over.
	const fresh = options.once || options.fresh;
	return await playStory(
		{
			cards: ['kaizala'],
			async start(step): Promise<Environment & { relay: QueueRelay }> {
				const relay = await startQueueRelay({ ...options, userFolder, fresh, step, logPrefix: 'queue-' });
				const { sandbox, client, stop } = relay;
				return { relay, sandbox, client, ended: firstToEnd(relay), stop };
			},
			async told({ relay }) {
				const executions = await whoRanWhat(relay);
				ui.line();
				for (const { executionId, workflow, status, worker } of executions) {
					ui.line(`  Execution ${executionId}, ${status}, on ${worker}: ${workflow}`);
				}
				ui.line();
				ui.line(`  Webhooks           ${relay.webhookUrl}/webhook/`);
				return { executions };
			},
			async clear(environment) {
				if (environment) await environment.relay.forget();
				else await rm(userFolder, { recursive: true, force: true });
			},
		},
		options,
		ui,
	);
}

interface Ran {
	executionId: string;
	workflow: string;
	status: string;
	worker: string;
}

/** Oldest first. */
async function whoRanWhat({ client, taken }: QueueRelay): Promise<Ran[]> {
	const workers = new Map((await taken()).map(({ executionId, worker }) => [executionId, worker]));
	const executions = await client.listExecutions();
	return executions.reverse().flatMap(({ id, workflowId, workflowName, status }) => {
		const worker = workers.get(id);
		// An n8n that is kept from start to start remembers executions of earlier workers.
		return worker === undefined ? [] : [{ executionId: id, workflow: workflowName ?? workflowId, status, worker }];
	});
}

async function firstToEnd({ sandbox, main: n8n, workers, webhook, redis, postgres }: QueueRelay): Promise<string> {
	const managedProcesses = [n8n, ...workers, webhook, redis, postgres].filter(
		(managedProcess) => managedProcess !== undefined,
	);
	return await Promise.race([
		...managedProcesses.map(
			async (managedProcess) =>
				`${managedProcess.name} ended by itself (${await managedProcess.ended}); its log: ${managedProcess.logFiles.at(-1)}`,
		),
		sandbox.ended.then((code) => `The sandbox ended by itself (${code}); its log: ${sandbox.logFile}`),
	]);
}
