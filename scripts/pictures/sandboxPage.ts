import { join } from 'node:path';

import type { Subject } from './camera';
import { FOLDER, open, SIZE } from './camera';

/** The page of the sandbox after the story: the systems, and the way of the ticket through them. */
export const sandboxPage: Subject = async ({ browser, relay }) => {
	const context = await browser.newContext({
		viewport: { ...SIZE, height: 1_600 },
		colorScheme: 'light',
		deviceScaleFactor: 2,
		reducedMotion: 'reduce',
		// The page forbids styles that are not its own.
		bypassCSP: true,
	});
	const page = await open(context, relay.sandbox.url, 'main');
	await page.waitForTimeout(1_500);
	// Each step of the ticket's way, without scrolling.
	await page.addStyleTag({ content: '.journey { max-height: none !important }' });
	for (const [selector, name] of [
		['#panels', 'sandbox-page'],
		['.journey', 'sandbox-journey'],
	] as const) {
		await page.locator(selector).screenshot({ path: join(FOLDER, `${name}.png`) });
	}
	await context.close();
};
