import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { TEMPLATES } from '../../scripts/lib/paths';
import type { WorkflowNode } from '../../scripts/lib/workflows';
import { credentialTypeOf } from '../../scripts/lib/workflows';
import { waitFor } from '../../scripts/lib/wait';
import { describeInBrowser } from '../harness/browser';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';

/** Those that start by themselves with the five credentials of the sandbox. */
const IMPORTED = [
	'card-answer-to-note-and-stage.json',
	'closing-note-through-thulium.json',
	'daily-digest-in-kaizala.json',
	'escalation-reminds-in-kaizala.json',
	'finished-event-closes-ticket.json',
	'hubspot-and-jtel-only.json',
	'hubspot-and-thulium-only.json',
	'missed-call-to-ticket-and-callback.json',
	'new-ticket-to-card-and-acd-event.json',
	'stage-change-updates-card.json',
	'thulium-and-hubspot-both-ways.json',
];

/** The menu beside the workflow's name, and its entry: the test hands the file to the input that the entry opens. */
const CLICKS_TO_IMPORT = 2;
const MOST_CLICKS = 4;

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

describeInBrowser('importing a template in the editor', () => {
	const editor = useEditor('import');

	test.each(IMPORTED)(
		'%s: n8n fills in the credentials, and it is published without opening a node',
		async (file) => {
			const page = await editor.current.page();
			const id = await importFile(page, editor.current.url, file);
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
			expect(wanted.length).toBeGreaterThan(1);
			expect(
				nodes.filter(({ name }) => wanted.some((one) => one.name === name)).map((node) => node.credentials),
			).toEqual(wanted.map(({ type }) => ({ [type]: editor.current.credential(type) })));

			await mouse.click(page.getByTestId('workflow-open-publish-modal-button'));
			await mouse.click(page.getByTestId('workflow-publish-button'));
			await waitFor('it is published', async () => ((await read()).activeVersionId ? true : undefined));
			process.stdout.write(`${file}: ${mouse.clicks} clicks from the file to the published workflow\n`);
			expect(mouse.clicks).toBeLessThanOrEqual(MOST_CLICKS);
			await page.close();
			// The next template must not share its polls with this one.
			await client.call('POST', `/rest/workflows/${id}/deactivate`);
		},
		EDITOR_TEST_MS,
	);
});
