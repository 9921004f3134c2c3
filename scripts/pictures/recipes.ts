import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';

import { PACKAGE_NAME, ROOT } from '../lib/paths';
import type { Workflow } from '../lib/workflows';
import { useCredentials } from '../lib/workflows';
import type { Subject } from './camera';
import { around, FOLDER, logIn, openWorkflow } from './camera';

const RECIPES = join(ROOT, 'docs', 'recipes');
const NODE = '[data-test-id="canvas-node"]';
/** Around the nodes, with room for their names and for the texts below them. */
const MARGIN = { x: 90, top: 40, bottom: 70 };

/** The part of the canvas that has nodes. */
async function shootCanvas(page: Page, name: string): Promise<void> {
	const { x, y, width, height } = await around(page.locator(NODE));
	const clip = {
		...{ x: x - MARGIN.x, y: y - MARGIN.top },
		...{ width: width + 2 * MARGIN.x, height: height + MARGIN.top + MARGIN.bottom },
	};
	await page.screenshot({ path: join(FOLDER, `recipe-${name}-canvas.png`), clip });
}

/** The fields of a node, filled in, with their lists read from the sandbox. */
async function shootPanel(page: Page, name: string, node: string): Promise<void> {
	await page.locator(`${NODE}[data-node-name="${node}"]`).first().dblclick();
	const parameters = page.locator('[data-test-id="node-parameters"]');
	await parameters.waitFor();
	// What is under the pointer shows more than the rest.
	await page.mouse.move(0, 0);
	await parameters.getByText('Fetching').first().waitFor({ state: 'hidden' });
	await page.waitForTimeout(1_500);
	await parameters.screenshot({ path: join(FOLDER, `recipe-${name}-panel.png`) });
	await page.locator('[data-test-id="ndv-close-button"]').click();
}

/** The node whose fields the page explains: the last of ours that is not the start. */
function mainNode({ nodes }: Workflow): string {
	const [start, ...rest] = nodes;
	const ours = rest.filter(({ type, parameters }) => type.startsWith(PACKAGE_NAME) && parameters.resource !== 'text');
	const name = (ours.at(-1) ?? start)?.name;
	if (name === undefined) throw new Error('A recipe without a node');
	return name;
}

/** Each recipe of docs/recipes: its canvas, and the panel of the node that does the work. */
export const recipes: Subject = async ({ browser, relay }) => {
	const { url, client } = relay.n8n;
	const context = await logIn(browser, url, 2);
	const choose = useCredentials(relay.credentials);
	for (const file of (await readdir(RECIPES)).filter((name) => name.endsWith('.json'))) {
		const recipe: Workflow = JSON.parse(await readFile(join(RECIPES, file), 'utf8'));
		const nodes = recipe.nodes.map((node, index) => choose(node, index));
		const page = await openWorkflow(context, url, await client.createWorkflow({ ...recipe, nodes }));
		const name = basename(file, '.json');
		await shootCanvas(page, name);
		await shootPanel(page, name, mainNode(recipe));
		await page.close();
	}
	await context.close();
};
