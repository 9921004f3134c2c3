import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

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

/** Where all that is found stands on the page. */
export async function around(found: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
	const boxes = (await Promise.all((await found.all()).map(async (one) => await one.boundingBox()))).flatMap(
		(box) => box ?? [],
	);
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	const width = Math.max(...boxes.map((box) => box.x + box.width)) - x;
	return { x, y, width, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/** A new page at an address, once `ready` is seen on it. */
export async function open(context: BrowserContext, url: string, ready: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(url);
	await page.waitForSelector(ready);
	return page;
}

/** A window in which the owner of n8n is logged in; pictures of its parts are sharp with two pixels for one. */
export async function logIn(browser: Browser, url: string, deviceScaleFactor = 1): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light', deviceScaleFactor });
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
