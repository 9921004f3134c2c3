import { join } from 'node:path';

import { TEMPLATES } from '../../scripts/lib/paths';
import type { WorkflowNode } from '../../scripts/lib/workflows';
import { credentialTypeOf } from '../../scripts/lib/workflows';
import { waitFor } from '../../scripts/lib/wait';
import { describeInBrowser } from '../harness/browser';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';

const IMPORTED = ['finished-event-closes-ticket.json', 'thulium-and-hubspot-both-ways.json'];

describeInBrowser('importing a template in the editor', () => {
	const editor = useEditor('import');

	test.each(IMPORTED)(
		'%s: n8n fills in the only credential of each kind',
		async (file) => {
			const page = await editor.current.page();
			await page.goto(`${editor.current.url}/workflow/new`);
			await page.getByTestId('workflow-import-input').setInputFiles(join(TEMPLATES, file));
			await page.locator('.vue-flow__node').first().waitFor();
			await page.keyboard.press('Control+s');
			await page.waitForURL(/\/workflow\/(?!new)[\w-]+/);
			const id = /\/workflow\/([\w-]+)/.exec(page.url())?.[1] ?? '';
			const { client } = editor.current.relay.n8n;
			const saved = await waitFor('the import is saved', async () => {
				const { nodes } = await client.call<{ nodes: WorkflowNode[] }>('GET', `/rest/workflows/${id}`);
				return nodes.length > 0 ? nodes : undefined;
			});
			const wanted = saved.flatMap((node) => {
				const type = credentialTypeOf(node);
				return type === undefined ? [] : [{ name: node.name, type }];
			});
			expect(wanted.length).toBeGreaterThan(2);
			expect(
				saved.filter(({ name }) => wanted.some((one) => one.name === name)).map((node) => node.credentials),
			).toEqual(wanted.map(({ type }) => ({ [type]: editor.current.credential(type) })));
			await page.close();
		},
		EDITOR_TEST_MS,
	);
});
