import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxCredentials } from './credentials';
import type { CredentialRecord } from './credentials';
import { line } from './line';
import { ManagedProcess } from './managedProcess';
import { importIntoN8n, startN8n, startWebhookProcess, startWorker } from './n8n';
import { N8nClient } from './n8nClient';
import { packPackage, prepareUserFolder } from './package';
import { durablePolledNodes } from './pollCursors';
import { assertPortFree, freePort } from './ports';
import { startQueueEnvironment } from './queueEnvironment';
import type { RelayOptions } from './relay';
import { publishTemplates } from './relay';
import { startSandboxProcess } from './sandbox';
import type { RunningSandbox } from './sandbox';
import type { Servers } from './servers';
import { findServers } from './servers';
import { plainStep } from './ui';
import { pollEveryTenSeconds, prepareWorkflows, TEMPLATE_KEYS, useCredentials } from './workflows';
import type { Workflow } from './workflows';

export interface QueueRelayOptions extends RelayOptions {
	/** Where the webhook process listens. */
	webhookPort: number;
	/** How many workers; default 2. */
	workers?: number;
	/** How many executions a worker takes at once; default 10, as n8n's. */
	concurrency?: number;
	/** Imported besides the templates, not published; with the sandbox's credentials, and polling as fast as the templates. */
	workflows?: readonly Workflow[];
	/** Default: what the environment or the machine has. */
	servers?: Servers;
}

/** Which worker an execution was given to. */
export interface Taken {
	executionId: string;
	worker: string;
}

/** n8n in queue mode: every process can be ended, killed and brought back by itself. */
export interface QueueRelay {
	sandbox: RunningSandbox;
	/** Talks to the main process; stays the same when that is restarted. */
	client: N8nClient;
	credentials: readonly CredentialRecord[];
	main: ManagedProcess;
	workers: readonly ManagedProcess[];
	webhook: ManagedProcess;
	/** What production webhooks begin with: `<webhookUrl>/webhook/<path>`. */
	webhookUrl: string;
	/** Undefined when the address was given: what the run did not start is not its to end. */
	redis: ManagedProcess | undefined;
	postgres: ManagedProcess | undefined;
	/** In the order in which each worker began them. */
	taken(): Promise<Taken[]>;
	/** Ends what was started: n8n first, then what it needs. */
	stop(): Promise<void>;
	/** Takes everything away that a later start would find. After `stop`. */
	forget(): Promise<void>;
}

/** The whole environment in queue mode: the sandbox, Redis, PostgreSQL, n8n's processes with the packed package, the templates. */
export async function startQueueRelay({
	sandboxPort,
	n8nPort,
	webhookPort,
	userFolder,
	fresh = false,
	workers: workerCount = 2,
	concurrency = 10,
	n8nEnv: furtherEnv,
	workflows: furtherWorkflows = [],
	servers: givenServers,
	templates = TEMPLATE_KEYS,
	step = plainStep,
	logPrefix = '',
}: QueueRelayOptions): Promise<QueueRelay> {
	const servers = givenServers ?? findServers();
	await assertPortFree(sandboxPort, '--sandbox-port');
	await assertPortFree(n8nPort, '--n8n-port');
	await assertPortFree(webhookPort, '--webhook-port');
	const stops: Array<() => Promise<unknown>> = [];
	const stop = async (): Promise<void> => {
		for (const end of stops.splice(0).reverse()) await end();
	};
	try {
		const sandbox = await step('Starting the sandbox', 'a few seconds', () =>
			startSandboxProcess({ port: sandboxPort, name: `${logPrefix}sandbox` }),
		);
		stops.push(() => sandbox.stop());
		const environment = await step('Starting Redis and PostgreSQL', 'a few seconds', () =>
			startQueueEnvironment({ servers, userFolder, fresh, logPrefix }),
		);
		stops.push(() => Promise.all([environment.redis?.stop(), environment.postgres?.stop()]));

		const url = `http://127.0.0.1:${n8nPort}`;
		const webhookUrl = `http://127.0.0.1:${webhookPort}`;
		const env: NodeJS.ProcessEnv = {
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_EDITOR_BASE_URL: url,
			[line.webhookUrlVariable]: webhookUrl,
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '10',
			...environment.env,
			...furtherEnv,
		};

		// Each process has a folder of its own, as on machines of their own: n8n keeps there whether it crashed.
		const folderOf = (name: string): string => join(userFolder, name);
		const workerNames = Array.from({ length: workerCount }, (_, index) => `worker-${index + 1}`);
		await step('Packing the package for n8n', 'a few seconds', async () => {
			const tarball = await packPackage(join(userFolder, 'pack'));
			for (const name of ['main', 'webhook', ...workerNames]) {
				await mkdir(folderOf(name), { recursive: true });
				await prepareUserFolder(folderOf(name), tarball);
			}
		});
		const credentials = sandboxCredentials(sandbox.url);
		await step('Importing credentials and workflows into n8n', 'about 30 seconds', async () => {
			const ready = await prepareWorkflows([useCredentials(credentials), pollEveryTenSeconds], templates);
			const patch = useCredentials(credentials);
			const further = furtherWorkflows.map((workflow) => ({
				...workflow,
				nodes: workflow.nodes.map((node, index) => pollEveryTenSeconds(patch(node, index), index)),
			}));
			const all = [...ready, ...further];
			await importIntoN8n(folderOf('main'), 'credentials', credentials, env);
			if (all.length > 0) await importIntoN8n(folderOf('main'), 'workflow', all, env);
		});

		const main = new ManagedProcess(`${logPrefix}main`, async (name) => {
			// The webhook process alone takes production webhooks.
			const mainEnv = { ...env, N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' };
			return await startN8n({ port: n8nPort, userFolder: folderOf('main'), name, env: mainEnv });
		});
		const webhook = new ManagedProcess(
			`${logPrefix}webhook`,
			async (name) => await startWebhookProcess({ port: webhookPort, userFolder: folderOf('webhook'), name, env }),
		);
		const workers = await Promise.all(
			workerNames.map(async (folder) => {
				const port = await freePort();
				return new ManagedProcess(
					`${logPrefix}${folder}`,
					async (name) => await startWorker({ port, userFolder: folderOf(folder), name, env, concurrency }),
				);
			}),
		);
		const managedProcesses = [main, webhook, ...workers];
		stops.push(() => Promise.all(managedProcesses.map((managedProcess) => managedProcess.stop())));
		// All at once: the import has brought the database up to date, which is what the others wait for elsewhere.
		await step(`Starting n8n: main, ${workerCount} workers, webhook process`, 'about 40 seconds', async () => {
			await allDone(managedProcesses.map((managedProcess) => managedProcess.start()));
		});
		const client = new N8nClient(url, durablePolledNodes(env, folderOf('main')));
		await step('Publishing the workflows', 'a few seconds', () => publishTemplates(client, templates));
		return {
			sandbox,
			client,
			credentials,
			main,
			workers,
			webhook,
			webhookUrl,
			redis: environment.redis,
			postgres: environment.postgres,
			taken: async () => (await Promise.all(workers.map(async (worker) => await takenBy(worker)))).flat(),
			stop,
			forget: () => environment.forget(),
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Waits for all of them before it fails: none may be on its way while the others are being ended. */
async function allDone(work: Array<Promise<void>>): Promise<void> {
	const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
	if (failed) throw failed.reason;
}

/** n8n's workers say in their log what they begin. */
async function takenBy(worker: ManagedProcess): Promise<Taken[]> {
	const begun = (await worker.log()).matchAll(/Worker started execution (\S+) \(job/g);
	return [...begun].map(([, executionId = '']) => ({ executionId, worker: worker.name }));
}
