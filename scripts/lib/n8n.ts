import axios from 'axios';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './line';
import { ownerEnvironment } from './owner';
import { N8nClient } from './n8nClient';
import { HOST_NODE, N8N_BIN, RELAY } from './paths';
import { durablePolledNodes } from './pollCursors';
import { assertPortFree, freePort } from './ports';
import { plainEnvironment, runProcess, startProcess } from './processes';
import type { StartedProcess } from './processes';
import { waitFor } from './wait';

const READY_TIMEOUT_MS = 180_000;

/** How long n8n may let what runs come to an end before it ends itself. */
const GRACEFUL_SHUTDOWN_S = 30;

/** n8n on this machine only, with nothing that calls home. */
function n8nEnvironment(userFolder: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	return {
		...plainEnvironment(),
		// Unset, n8n answers pages of any origin.
		NODE_ENV: 'production',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(GRACEFUL_SHUTDOWN_S),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		// The login cookie has to work over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_PYTHON_ENABLED: 'false',
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		// Ours is installed by hand; the list of verified ones would be fetched from n8n's servers.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		NO_COLOR: '1',
		// Each start and each command reads 20 MB of code; what Node.js made of it is kept for the next one.
		NODE_COMPILE_CACHE: join(RELAY, 'compile-cache'),
		...line.env,
		...more,
	};
}

/** Runs one of n8n's commands to its end, for example `import:workflow`. */
export async function runN8nCommand(userFolder: string, args: string[], env?: NodeJS.ProcessEnv): Promise<string> {
	return await runProcess({
		name: `n8n-${(args[0] ?? 'command').replace(/\W+/g, '-')}`,
		command: HOST_NODE,
		args: [N8N_BIN, ...args],
		env: n8nEnvironment(userFolder, { N8N_RUNNERS_BROKER_PORT: String(await freePort()), ...env }),
	});
}

/** Hands plain data to an `import:…` command and checks that n8n took all of it. */
export async function importIntoN8n(
	userFolder: string,
	kind: 'credentials' | 'workflow',
	records: readonly object[],
	env?: NodeJS.ProcessEnv,
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'ticket-relay-'));
	const file = join(folder, `${kind}.json`);
	try {
		await writeFile(file, JSON.stringify(records), { mode: 0o600 });
		const output = await runN8nCommand(userFolder, [`import:${kind}`, `--input=${file}`], env);
		if (!output.includes(`Successfully imported ${records.length} `)) {
			throw new Error(`n8n did not import all of ${records.length} ${kind} records: ${output.slice(-1_000)}`);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** One of n8n's processes that takes requests. */
export interface N8nProcess extends StartedProcess {
	readonly url: string;
}

/** The process with the editor: the only one, or the main one of queue mode. */
export interface RunningN8n extends N8nProcess {
	readonly client: N8nClient;
}

export interface N8nOptions {
	port: number;
	/** Where n8n's Code-node runners connect. Two n8n at once need two. Default: any free port. */
	brokerPort?: number;
	userFolder: string;
	env?: NodeJS.ProcessEnv;
	/** Names the log file. */
	name?: string;
}

/** Starts n8n and waits until it takes requests. Nobody is logged in yet: `client.enter()` does that. */
export async function startN8n({ port, name = 'n8n', env, ...rest }: N8nOptions): Promise<RunningN8n> {
	await assertPortFree(port, '--n8n-port');
	const url = `http://127.0.0.1:${port}`;
	const started = await startN8nProcess(
		// The routes of the editor come a moment after the health page.
		{ args: ['start'], ready: 'Editor is now accessible' },
		{
			port,
			name,
			env: { N8N_EDITOR_BASE_URL: url, [line.webhookUrlVariable]: url, ...ownerEnvironment(), ...env },
			...rest,
		},
	);
	const client = new N8nClient(url, durablePolledNodes({ ...env }, rest.userFolder));
	return Object.assign(started, { client });
}

/** A worker of queue mode; its health page is the only thing that it serves. */
export async function startWorker({
	concurrency,
	env,
	...options
}: N8nOptions & { concurrency: number }): Promise<N8nProcess> {
	return await startN8nProcess(
		{ args: ['worker', `--concurrency=${concurrency}`], ready: 'n8n worker is now ready' },
		{
			...options,
			env: {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(options.port),
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				...env,
			},
		},
	);
}

/** The process of queue mode that takes production webhooks. */
export async function startWebhookProcess(options: N8nOptions): Promise<N8nProcess> {
	return await startN8nProcess({ args: ['webhook'], ready: 'Webhook listener waiting for requests' }, options);
}

async function startN8nProcess(
	{ args, ready }: { args: string[]; ready: string },
	{ port, brokerPort, userFolder, env, name = 'n8n' }: N8nOptions,
): Promise<N8nProcess> {
	const url = `http://127.0.0.1:${port}`;
	const whole = n8nEnvironment(userFolder, {
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort ?? (await freePort())),
		...env,
	});
	const child = startProcess({
		name,
		command: HOST_NODE,
		args: [N8N_BIN, ...args],
		env: whole,
		// n8n ends itself when its own time is over; SIGKILL is for one that does not even do that.
		stopTimeoutMs: (Number(whole.N8N_GRACEFUL_SHUTDOWN_TIMEOUT) + 10) * 1_000,
	});
	try {
		await waitFor(
			`${name} is ready`,
			async () => {
				const { status } = await axios.get(`${url}/healthz/readiness`, { proxy: false, timeout: 5_000 });
				return status === 200 && child.output().includes(ready) ? true : undefined;
			},
			{ timeoutMs: READY_TIMEOUT_MS, giveUp: () => child.assertRunning(), lastSeen: () => `Log: ${child.logFile}` },
		);
	} catch (error) {
		await child.stop();
		throw error;
	}
	return Object.assign(child, { url });
}
