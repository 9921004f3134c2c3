import type { Subject } from './camera';
import { open, shoot, SIZE } from './camera';

/** The page of the sandbox, light and dark. */
export const sandboxPage: Subject = async ({ browser, relay }) => {
	for (const colorScheme of ['light', 'dark'] as const) {
		const context = await browser.newContext({ viewport: SIZE, colorScheme });
		const page = await open(context, relay.sandbox.url, 'main');
		await page.waitForTimeout(1_500);
		await shoot(page, colorScheme === 'light' ? 'sandbox-page' : 'sandbox-page-dark');
		await context.close();
	}
};
