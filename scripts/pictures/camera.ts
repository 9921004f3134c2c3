import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { OWNER, ownerPassword } from '../lib/owner';
import { ROOT } from '../lib/paths';
import type { Relay } from '../lib/relay';

export const FOLDER = join(ROOT, 'docs', 'img');
export const SIZE = { width: 1440, height: 900 };

/** What a subject needs for its pictures: the running relay after its story, and a browser. */
export interface Environment {
	browser: Browser;
	relay: Relay;
}

/** One file of this folder: some pictures that belong together. */
export type Subject = (environment: Environment) => Promise<void>;

/** Takes the picture `docs/img/{name}.png`. */
export async function shoot(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

/** A new page at an address, once `ready` is seen on it. */
export async function open(context: BrowserContext, url: string, ready: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(url);
	await page.waitForSelector(ready);
	return page;
}

/** A window in which the owner of n8n is logged in. */
export async function logIn(browser: Browser, url: string): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
	const response = await context.request.post(`${url}/rest/login`, {
		data: { emailOrLdapLoginId: OWNER.email, password: ownerPassword().password },
	});
	if (!response.ok()) throw new Error(`n8n did not let the browser in: ${response.status()}`);
	return context;
}

/** A workflow in the editor, zoomed so that all of it is seen. */
export async function openWorkflow(context: BrowserContext, url: string, id: string): Promise<Page> {
	const page = await open(context, `${url}/workflow/${id}`, '[data-test-id="canvas-node"]');
	await page.waitForTimeout(1_500);
	await page.keyboard.press('1');
	await page.waitForTimeout(800);
	return page;
}
