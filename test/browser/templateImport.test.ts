import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { TEMPLATES } from '../../scripts/lib/paths';
import type { WorkflowNode } from '../../scripts/lib/workflows';
import { credentialTypeOf } from '../../scripts/lib/workflows';
import { waitFor } from '../../scripts/lib/wait';
import { describeInBrowser } from '../harness/browser';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';
import type { FirstEffect } from './lib/firstEffects';
import { FIRST_EFFECTS, missATicket } from './lib/firstEffects';

/** Begun by a click; there is nothing to publish. */
const BY_A_CLICK: readonly string[] = ['set-up-link-properties.json', 'build-kaizala-card-package.json'];
/** Begun by the clock, hours later: the test clicks on *Execute workflow* instead of waiting. */
const BY_THE_CLOCK: readonly string[] = [
	'daily-digest-in-kaizala.json',
	'escalation-reminds-in-kaizala.json',
	'catch-up.json',
];
/** Those that start by themselves with the credentials of the sandbox. */
const BY_AN_EVENT = [
	'card-answer-to-note-and-stage.json',
	'closing-note-through-thulium.json',
	'finished-event-closes-ticket.json',
	'missed-call-to-ticket-and-callback.json',
	'new-ticket-to-card-and-acd-event.json',
	'stage-change-updates-card.json',
	'thulium-and-hubspot-both-ways.json',
];
/** Those that run side by side in one house: each of the two last does with fewer systems what others above do. */
const HOUSES = [
	[...BY_A_CLICK, ...BY_THE_CLOCK, ...BY_AN_EVENT],
	['hubspot-and-jtel-only.json'],
	['hubspot-and-thulium-only.json'],
];
const isByAnEvent = (file: string): boolean => !BY_A_CLICK.includes(file) && !BY_THE_CLOCK.includes(file);

/** The menu beside the workflow's name, and its entry: the test hands the file to the input that the entry opens. */
const CLICKS_TO_IMPORT = 2;
const MAX_CLICKS = 4;

interface Saved {
	nodes: WorkflowNode[];
	activeVersionId?: string | null;
}

/** Clicks as a person does, and counts. */
class Mouse {
	clicks = CLICKS_TO_IMPORT;

	async click(target: Locator): Promise<void> {
		await target.click();
		this.clicks++;
	}
}

async function importFile(page: Page, url: string, file: string): Promise<string> {
	await page.goto(`${url}/workflow/new`);
	await page.getByTestId('workflow-import-input').setInputFiles(join(TEMPLATES, file));
	await page.locator('.vue-flow__node').first().waitFor();
	await page.waitForURL(/\/workflow\/(?!new)[\w-]+/);
	return /\/workflow\/([\w-]+)/.exec(page.url())?.[1] ?? '';
}

function effectOf(file: string): FirstEffect {
	const effect = FIRST_EFFECTS[file];
	if (effect === undefined) throw new Error(`Nobody says what ${file} does first`);
	return effect;
}

describeInBrowser('importing a template in the editor', () => {
	const editor = useEditor('import');
	const ids = new Map<string, string>();

	beforeAll(async () => await missATicket(editor.current.relay), EDITOR_TEST_MS);

	describe.each(HOUSES.map((files) => ({ files })))('in one house: $files', ({ files }) => {
		const effects = new Map<string, Promise<void>>();

		test.each(files)(
			'%s: n8n fills in the credentials, and it is published without opening a node',
			async (file) => {
				const page = await editor.current.page();
				const id = await importFile(page, editor.current.url, file);
				ids.set(file, id);
				const mouse = new Mouse();
				const { client } = editor.current.relay.n8n;
				const read = async () => await client.call<Saved>('GET', `/rest/workflows/${id}`);
				const { nodes } = await waitFor('the import is saved', async () => {
					const saved = await read();
					return saved.nodes.length > 0 ? saved : undefined;
				});
				const wanted = nodes.flatMap((node) => {
					const type = credentialTypeOf(node);
					return type === undefined ? [] : [{ name: node.name, type }];
				});
				expect(
					nodes.filter(({ name }) => wanted.some((one) => one.name === name)).map((node) => node.credentials),
				).toEqual(wanted.map(({ type }) => ({ [type]: editor.current.credential(type) })));

				if (BY_A_CLICK.includes(file)) {
					await mouse.click(page.getByTestId('execute-workflow-button'));
					await effectOf(file)(editor.current.relay);
				} else {
					await mouse.click(page.getByTestId('workflow-open-publish-modal-button'));
					await mouse.click(page.getByTestId('workflow-publish-button'));
					await waitFor('it is published', async () => ((await read()).activeVersionId ? true : undefined));
				}
				process.stdout.write(`${file}: ${mouse.clicks} clicks from the file to the workflow at work\n`);
				expect(mouse.clicks).toBeLessThanOrEqual(MAX_CLICKS);
				await page.close();
			},
			EDITOR_TEST_MS,
		);

		test.each(files.filter((file) => !BY_A_CLICK.includes(file)))(
			'%s: its first effect is seen in the sandbox',
			async (file) => {
				if (BY_THE_CLOCK.includes(file)) {
					await execute(file);
					return;
				}
				if (effects.size === 0) await beginAll();
				await effects.get(file);
			},
			2 * EDITOR_TEST_MS,
		);

		async function execute(file: string): Promise<void> {
			const page = await editor.current.page();
			await page.goto(`${editor.current.url}/workflow/${ids.get(file)}`);
			await page.getByTestId('execute-workflow-button').click();
			await effectOf(file)(editor.current.relay);
			await page.close();
		}

		/** What they wait for happens to all of them at once: each is heard of at its next poll, up to a minute later. */
		async function beginAll(): Promise<void> {
			const { relay } = editor.current;
			const events = files.filter(isByAnEvent);
			for (const file of events) await relay.n8n.client.firstPoll(ids.get(file) ?? '');
			for (const file of events) {
				const seen = effectOf(file)(relay);
				// Each test reports its own.
				seen.catch(() => undefined);
				effects.set(file, seen);
			}
		}

		afterAll(async () => {
			for (const file of files) {
				const id = ids.get(file);
				if (id !== undefined && !BY_A_CLICK.includes(file)) await editor.current.relay.n8n.client.unpublishWorkflow(id);
			}
		}, EDITOR_TEST_MS);
	});
});
