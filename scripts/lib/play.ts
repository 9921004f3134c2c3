import { onInterrupt } from './interruption';
import { N8N_VERSION } from './line';
import type { N8nClient } from './n8nClient';
import { OWNER, ownerPassword } from './owner';
import { LOGS } from './paths';
import { stopAllProcesses } from './processes';
import type { RunningSandbox } from './sandbox';
import { tellStory } from './story';
import type { CardPlace, StoryResult } from './story';
import type { Step, Style, Ui } from './ui';
import { messageOf } from './wait';
import { DEMO_POLL_SECONDS } from './workflows';

export interface StartOptions {
	once: boolean;
	json: boolean;
	fresh: boolean;
	withoutKaizala?: boolean;
	sandboxPort: number;
	n8nPort: number;
}

/** What a story is played on. */
export interface Environment {
	sandbox: RunningSandbox;
	client: N8nClient;
	/** Resolves with the reason when a part of it ends although nobody asked for it. */
	ended: Promise<string>;
	stop(): Promise<void>;
}

export interface Play<S extends Environment> {
	/** Where the card is shown. */
	cards: readonly CardPlace[];
	start(step: Step): Promise<S>;
	/** After the story: shows what there is to show, and returns what the report says about it. */
	told?(environment: S): Promise<object>;
	/** Takes away what `start` left on the disk, when it is wanted for one run only. Nothing runs any more. */
	clear(environment: S | undefined): Promise<void>;
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

/** Plays the story on a real n8n; returns the exit code. */
export async function playStory<S extends Environment>(play: Play<S>, options: StartOptions, ui: Ui): Promise<number> {
	const report: Report = { ok: false, n8n: N8N_VERSION, steps: [] };
	const interrupted = onInterrupt();
	// Made before n8n asks for it, so that the screen shows a new one.
	const { password, isNew } = ownerPassword();
	let environment: S | undefined;
	let current = '';
	// Every step, of the setup and of the story, is timed, reported and named when it fails.
	const step: Ui['step'] = async (title, estimate, work) => {
		interrupted.check();
		current = title;
		const { result, ms } = await ui.timed(title, estimate, (say) => Promise.race([work(say), interrupted.promise]));
		report.steps.push({ name: title, ms });
		return result;
	};

	try {
		environment = await play.start(step);
		const { sandbox, client, ended } = environment;
		ui.line(
			`  n8n polls every ${DEMO_POLL_SECONDS} seconds in this demo; the templates themselves do so every minute.`,
		);
		const story = tellStory({ sandbox, n8n: client, cards: play.cards });
		for (const { name, run } of story.steps) {
			try {
				await step(name, '', run);
			} finally {
				Object.assign(report, story.result);
			}
		}
		current = 'Staying up';
		ui.line();
		ui.line(ui.style.bold(ui.style.green('The ticket went all the way through.')));
		Object.assign(report, await play.told?.(environment));
		report.ok = true;
		if (!options.once) {
			for (const text of whatToClick(
				ui.style,
				pageOf(sandbox.url, play.cards),
				client.url,
				isNew ? password : undefined,
			))
				ui.line(text);
			const reason = await Promise.race([interrupted.promise.catch(() => undefined), ended]);
			if (reason !== undefined && !interrupted.seen()) throw new Error(reason);
			ui.line('Ending.');
		}
	} catch (error) {
		report.ok = false;
		if (interrupted.seen()) {
			ui.line('Interrupted. Ending what was started.');
		} else {
			ui.line();
			ui.line(ui.style.bold(ui.style.red(`This step failed: ${current}`)));
			ui.line(messageOf(error));
			ui.line(`Logs: ${LOGS}`);
			ui.line('docs/troubleshooting.md says what to do about many of them.');
		}
		Object.assign(report, { failedStep: current, error: messageOf(error), logs: LOGS });
	} finally {
		await environment?.stop();
		await stopAllProcesses();
		interrupted.dispose();
		if (options.once) await play.clear(environment);
	}
	if (options.json) ui.line(JSON.stringify(report));
	return report.ok ? 0 : 1;
}

/** The sandbox's page, without the phone where no card goes to it. */
const pageOf = (url: string, cards: readonly CardPlace[]): string =>
	cards.includes('kaizala') ? url : `${url}/?without=kaizala`;

/** The last thing on the screen of somebody who sees all this for the first time. */
function whatToClick({ bold, cyan, dim }: Style, sandbox: string, n8n: string, newPassword?: string): string[] {
	const password = newPassword === undefined ? 'the password that npm start -- --password shows' : bold(newPassword);
	return [
		'',
		bold('What to click next'),
		`  1  ${cyan(sandbox)}   the systems: raise a ticket on the board, move it, and watch it travel`,
		`  2  ${cyan(n8n)}   the real n8n: log in as ${bold(OWNER.email)} with ${password}`,
		'  3  In n8n, open a workflow and its Executions: what came in, what went out, step by step',
		'  4  docs/first-hour.md leads from here to a workflow of your own',
		'',
		dim('Both stay up until you press Ctrl-C.'),
	];
}
