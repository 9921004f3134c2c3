import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { TEMPLATES } from '../lib/paths';
import type { Workflow } from '../lib/workflows';
import type { Subject } from './camera';
import { logIn, openWorkflow, shoot } from './camera';

/** Every template as a whole, as somebody sees it who has just imported it: `template-{file}.png`. */
export const templates: Subject = async ({ browser, relay }) => {
	const { url, client } = relay.n8n;
	const context = await logIn(browser, url);
	for (const file of (await readdir(TEMPLATES)).filter((name) => name.endsWith('.json'))) {
		const template: Workflow = JSON.parse(await readFile(join(TEMPLATES, file), 'utf8'));
		const { id } = await client.call<{ id: string }>('POST', '/rest/workflows', template);
		const page = await openWorkflow(context, url, id);
		await shoot(page, `template-${basename(file, '.json')}`);
		await page.close();
	}
	await context.close();
};
