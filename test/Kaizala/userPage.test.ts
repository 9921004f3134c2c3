import type { Browser, Page } from 'playwright-core';

import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';
import { contentOf } from '../harness/binary';
import { describeInBrowser, launchBrowser } from '../harness/browser';
import { runNode } from '../harness/engine';
import { CARD, group, setup, TEAM } from './setup';

/** The user's page from its first line to its last: build the package, send the card, update its status. */
describeInBrowser("the user's page", () => {
	const PACKAGE_ID = 'com.example.page.care';
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		// The phone of the sandbox is its page, so all services are there.
		sandbox = await startSandbox({ port: 0 });
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
	}, 120_000);

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	const run = async (resource: string, operation: string, parameters: Parameters<typeof setup>[3]) => {
		const result = await runNode(setup(sandbox, resource, operation, parameters));
		expect(result.error).toBeUndefined();
		return result.items[0];
	};

	test('build the package, send the card, update its status: the phone shows ACTIVE, then RESOLVED', async () => {
		const built = await run('card', 'buildPackage', {
			packageId: PACKAGE_ID,
			displayName: 'Customer Support',
			providerName: 'GLS-Test',
			packageDescription: 'Package for sending customer ticket [test]',
			banner: 'XYZ CUSTOMER CARE',
			bannerColor: '#fcb72d',
			lines: {
				line: [
					{ shows: 'property', property: 'customername', maxNumberOfLines: 5 },
					{ shows: 'property', property: 'ticketnumber', maxNumberOfLines: 2 },
					{ shows: 'property', property: 'ticketstatus', maxNumberOfLines: 2 },
				],
			},
			options: { title: 'XYZ Customer Support' },
		});
		const files = Object.values(built?.binary ?? {}).filter(({ mimeType }) => mimeType === 'application/json');
		const contents = await Promise.all(
			files.map(async (file) => [file.fileName, (await contentOf(file)).toString('utf8')] as const),
		);
		await sandbox.act('kaizala', 'installPackage', { files: Object.fromEntries(contents), groupIds: [TEAM] });

		const sent = await run('action', 'send', {
			...CARD,
			packageId: PACKAGE_ID,
			groupId: group(TEAM),
			recipients: 'group',
		});
		const actionId = String(sent?.json.actionId);
		await page.goto(sandbox.url);
		const card = page.locator(`[data-card="${actionId}"]`);
		await card.getByText('XYZ CUSTOMER CARE').waitFor();
		await card.getByText('NAME: John Thomas', { exact: true }).first().waitFor();
		await card.getByText('TICKET#: 907050', { exact: true }).first().waitFor();
		await card.getByText('STATUS: ACTIVE', { exact: true }).first().waitFor();

		await run('action', 'updateProperties', {
			groupId: group(TEAM),
			actionId,
			properties: { property: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: RESOLVED' }] },
		});
		// The same card, in place, without a reload.
		await card.getByText('STATUS: RESOLVED', { exact: true }).first().waitFor();
		expect(await card.getByText('STATUS: ACTIVE', { exact: true }).count()).toBe(0);
		expect(await page.locator('[data-card]').count()).toBe(1);
	}, 60_000);
});
