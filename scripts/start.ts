import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OWNER } from './lib/n8nClient';
import { N8N_VERSION } from './lib/line';
import { LOGS, RELAY } from './lib/paths';
import { startRelay } from './lib/relay';
import type { Relay } from './lib/relay';
import { tellStory } from './lib/story';
import type { StoryResult } from './lib/story';
import type { Ui } from './lib/ui';
import { stopAllProcesses } from './lib/processes';
import { messageOf } from './lib/wait';
import { DEMO_POLL_SECONDS } from './lib/workflows';

export interface StartOptions {
	once: boolean;
	json: boolean;
	fresh: boolean;
	sandboxPort: number;
	n8nPort: number;
}

interface Report extends Partial<StoryResult> {
	ok: boolean;
	/** Its version. */
	n8n: string;
	steps: Array<{ name: string; ms: number }>;
	failedStep?: string;
	error?: string;
	logs?: string;
}

/** Plays the story on a real n8n; answers the exit code. */
export async function main(options: StartOptions, ui: Ui): Promise<number> {
	const report: Report = { ok: false, n8n: N8N_VERSION, steps: [] };
	const interrupted = onInterrupt();
	let relay: Relay | undefined;
	let current = '';
	// Every step, of the set-up and of the story, is timed, reported and named when it fails.
	const step: Ui['step'] = async (title, estimate, work) => {
		interrupted.check();
		current = title;
		const { result, ms } = await ui.timed(title, estimate, () => Promise.race([work(), interrupted.promise]));
		report.steps.push({ name: title, ms });
		return result;
	};

	try {
		relay = await startRelay({ ...folderOf(options), ...options, step });
		const { sandbox, n8n } = relay;
		ui.line(
			`  n8n polls every ${DEMO_POLL_SECONDS} seconds in this demo; the templates themselves do so every minute.`,
		);
		const story = tellStory({ sandbox, n8n: n8n.client });
		for (const { name, run } of story.steps) {
			try {
				await step(name, '', run);
			} finally {
				Object.assign(report, story.result);
			}
		}
		current = 'Staying up';
		report.ok = true;
		ui.line();
		ui.line('The ticket went all the way through.');
		if (!options.once) {
			ui.line();
			ui.line(`  The four systems   ${sandbox.url}`);
			ui.line(`  n8n                ${n8n.url}`);
			ui.line(`  n8n login          ${OWNER.email}  /  ${OWNER.password}`);
			ui.line();
			ui.line('Raise and move tickets there and watch. Ctrl-C ends everything.');
			const ended = await Promise.race([
				interrupted.promise.catch(() => undefined),
				n8n.ended.then((code) => `n8n ended by itself (${code}); its log: ${n8n.logFile}`),
				sandbox.ended.then((code) => `The sandbox ended by itself (${code}); its log: ${sandbox.logFile}`),
			]);
			if (ended !== undefined && !interrupted.seen()) throw new Error(ended);
			ui.line('Ending.');
		}
	} catch (error) {
		report.ok = false;
		if (interrupted.seen()) {
			ui.line('Interrupted. Ending what was started.');
		} else {
			ui.line();
			ui.line(`This step failed: ${current}`);
			ui.line(messageOf(error));
			ui.line(`Logs: ${LOGS}`);
		}
		Object.assign(report, { failedStep: current, error: messageOf(error), logs: LOGS });
	} finally {
		await relay?.stop();
		await stopAllProcesses();
		interrupted.dispose();
		if (options.once) await rm(folderOf(options).userFolder, { recursive: true, force: true });
	}
	if (options.json) ui.line(JSON.stringify(report));
	return report.ok ? 0 : 1;
}

/**
 * A start that stays up keeps its n8n for the next time; a single run always begins with a new one, so that its result says
 * something about the package and not about what was left over.
 */
function folderOf({ once, fresh }: StartOptions): { userFolder: string; fresh: boolean } {
	return once ? { userFolder: join(RELAY, 'once'), fresh: true } : { userFolder: join(RELAY, 'n8n'), fresh };
}

interface Interruption {
	/** Rejects at the first Ctrl-C. */
	readonly promise: Promise<never>;
	seen(): boolean;
	/** Throws when it has happened. */
	check(): void;
	dispose(): void;
}

/** The first Ctrl-C ends what was started, a later one insists. A terminal and npm may both deliver the same one. */
const SAME_INTERRUPT_MS = 2_000;

function onInterrupt(): Interruption {
	const error = new Error('Interrupted');
	let at: number | undefined;
	let reject: (reason: Error) => void = () => undefined;
	const promise = new Promise<never>((_resolve, rejectPromise) => {
		reject = rejectPromise;
	});
	// Nobody may be waiting for it when it comes.
	promise.catch(() => undefined);
	const onSignal = (): void => {
		if (at !== undefined && Date.now() - at > SAME_INTERRUPT_MS) process.exit(130);
		at ??= Date.now();
		reject(error);
	};
	process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
	return {
		promise,
		seen: () => at !== undefined,
		check: () => {
			if (at !== undefined) throw error;
		},
		dispose: () => {
			process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
		},
	};
}
