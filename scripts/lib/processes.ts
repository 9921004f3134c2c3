import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LOGS } from './paths';

const TAIL_CHARACTERS = 4_000;
const STOP_TIMEOUT_MS = 15_000;

export interface ProcessOptions {
	/** Names the log file: `.relay/logs/<name>.log`. */
	name: string;
	command: string;
	args: string[];
	cwd?: string;
	env: NodeJS.ProcessEnv;
	/** Runs it as another user; only root may. */
	user?: { uid: number; gid: number };
	/** What asks it to end; default SIGTERM. */
	stopSignal?: NodeJS.Signals;
	/** How long it may take after that; default 15 seconds. */
	stopTimeoutMs?: number;
}

export interface StartedProcess {
	readonly pid: number | undefined;
	readonly logFile: string;
	/** Everything it wrote so far, from the start; long output loses its middle. */
	output(): string;
	/** `undefined` while it runs. */
	exitCode(): number | string | undefined;
	/** Throws, with the last output, when it ended although nobody asked for it. */
	assertRunning(): void;
	/** Ends it by its id: asks first, insists after a while. */
	stop(): Promise<void>;
	/** SIGKILL, by its id: it gets no chance to finish anything. */
	kill(): Promise<void>;
	/** Asks it to end, without waiting. */
	askToStop(): void;
	/** The exit code, or the name of the signal that ended it. */
	readonly ended: Promise<number | string>;
}

const running = new Set<StartedProcess>();

/** Starts a program with its output in a log file. */
export function startProcess({
	name,
	command,
	args,
	cwd,
	env,
	user,
	stopSignal = 'SIGTERM',
	stopTimeoutMs = STOP_TIMEOUT_MS,
}: ProcessOptions): StartedProcess {
	const logFile = join(LOGS, `${name}.log`);
	mkdirSync(dirname(logFile), { recursive: true });
	const log = createWriteStream(logFile);
	const child = spawn(command, args, { cwd, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] });

	let output = '';
	const collect = (chunk: Buffer): void => {
		log.write(chunk);
		output += chunk.toString('utf8');
		if (output.length > 3 * TAIL_CHARACTERS)
			output = `${output.slice(0, TAIL_CHARACTERS)}\n…\n${output.slice(-TAIL_CHARACTERS)}`;
	};
	child.stdout.on('data', collect);
	child.stderr.on('data', collect);

	let code: number | string | undefined;
	const ended = new Promise<number | string>((resolve) => {
		const end = (result: number | string): void => {
			code ??= result;
			running.delete(started);
			log.end();
			resolve(code);
		};
		child.once('error', (error) => end(error.message));
		child.once('close', (exitCode, signal) => end(exitCode ?? signal ?? 'unknown'));
	});

	const started: StartedProcess = {
		pid: child.pid,
		logFile,
		output: () => output,
		exitCode: () => code,
		ended,
		assertRunning() {
			if (code === undefined) return;
			throw new Error(`${name} ended by itself (${code}). ${output.slice(-1_500).trim()}\nLog: ${logFile}`);
		},
		async stop() {
			if (code !== undefined) return;
			child.kill(stopSignal);
			const insist = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
			await ended;
			clearTimeout(insist);
		},
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
		askToStop: () => void child.kill(stopSignal),
	};
	running.add(started);
	return started;
}

export async function stopAllProcesses(): Promise<void> {
	await Promise.all([...running].map((started) => started.stop()));
}

/** The last resort when the script itself is cut short: nothing that it started stays behind. */
process.once('exit', () => {
	for (const started of running) started.askToStop();
});

/** Runs a program to its end; a failure carries the end of its output. */
export async function runProcess(options: ProcessOptions): Promise<string> {
	const started = startProcess(options);
	const code = await started.ended;
	if (code === 0) return started.output();
	throw new Error(
		`${options.name} failed (${code}). ${started.output().slice(-1_500).trim()}\nLog: ${started.logFile}`,
	);
}

/** The variables that any program needs; none of n8n's, npm's or jest's own, which would change how the child behaves. */
export function plainEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			([key]) =>
				!/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODES_|npm_|JEST_|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|TS_NODE)/i.test(
					key,
				),
		),
	);
}
