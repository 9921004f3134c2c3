import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

import { importIntoN8n } from './lib/n8n';
import { OWNER } from './lib/n8nClient';
import { RELAY, ROOT } from './lib/paths';
import { freePort } from './lib/ports';
import { startRelay } from './lib/relay';
import { tellStory } from './lib/story';
import type { Step } from './lib/ui';
import { prepareWorkflows, useCredentials, WORKFLOW_IDS } from './lib/workflows';

const FOLDER = join(ROOT, 'docs', 'img');
const SIZE = { width: 1440, height: 900 };

/** Where a Chromium usually is; `CHROMIUM_PATH` names another one. */
const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
	(path) => path !== undefined && existsSync(path),
);

/** The nodes whose panels are shown: the file, the workflow, the node's name there. */
const PANELS: Array<[string, string, string]> = [
	['editor-hubspot-tickets-trigger', WORKFLOW_IDS.newTicket, 'New ticket'],
	['editor-kaizala', WORKFLOW_IDS.newTicket, 'Send card'],
	['editor-jtel-acd', WORKFLOW_IDS.newTicket, 'Create ACD event'],
	['editor-hubspot-tickets', WORKFLOW_IDS.newTicket, 'Store both IDs'],
	['editor-thulium', WORKFLOW_IDS.closingNote, 'Reply as agent'],
];

async function shoot(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

async function open(context: BrowserContext, url: string, ready: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(url);
	await page.waitForSelector(ready);
	return page;
}

async function logIn(context: BrowserContext, url: string): Promise<void> {
	const response = await context.request.post(`${url}/rest/login`, {
		data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
	});
	if (!response.ok()) throw new Error(`n8n did not let the browser in: ${response.status()}`);
}

async function editor(browser: Browser, url: string): Promise<void> {
	const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
	await logIn(context, url);
	for (const [name, key] of [
		['template-new-ticket-to-card-and-acd-event', WORKFLOW_IDS.newTicket],
		['template-stage-change-updates-card', WORKFLOW_IDS.stageChange],
		['template-closing-note-through-thulium', WORKFLOW_IDS.closingNote],
	] as const) {
		const page = await open(context, `${url}/workflow/${key}`, '[data-test-id="canvas-node"]');
		await page.waitForTimeout(1_500);
		await page.keyboard.press('1');
		await page.waitForTimeout(800);
		await shoot(page, name);
		await page.close();
	}
	for (const [name, workflow, node] of PANELS) {
		const page = await open(context, `${url}/workflow/${workflow}`, '[data-test-id="canvas-node"]');
		await page.waitForTimeout(1_500);
		await page.keyboard.press('1');
		await page.waitForTimeout(500);
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).first().dblclick();
		await page.waitForSelector('[data-test-id="ndv"], [data-test-id="node-parameters"]');
		// Drop-downs and the field mapper are filled from the sandbox.
		await page.waitForTimeout(2_500);
		await shoot(page, name);
		await page.close();
	}
	await context.close();
}

async function sandboxPage(browser: Browser, url: string): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		const context = await browser.newContext({ viewport: SIZE, colorScheme });
		const page = await open(context, url, 'main');
		await page.waitForTimeout(1_500);
		await shoot(page, colorScheme === 'light' ? 'sandbox-page' : 'sandbox-page-dark');
		await context.close();
	}
}

const CARE_GROUP = '10aa0000-0000-4000-8000-000000000001@2';

/** The card of the documentation's example on the phone of the sandbox: sent, then updated in place. */
async function kaizalaCard(browser: Browser, url: string): Promise<void> {
	const root = `${url}/kaizala`;
	const call = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
		const response = await fetch(root + path, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
		return (await response.json()) as Record<string, string>;
	};
	const { accessToken = '' } = await call('GET', '/v1/accessToken', {
		applicationId: 'kaizala-sandbox-connector',
		applicationSecret: 'kaizala-sandbox-secret',
		refreshToken: 'kaizala-sandbox-refresh-token',
	});
	const property = (name: string, value: string) => ({ name, type: 'Text', value });
	const actions = `/v1/groups/${encodeURIComponent(CARE_GROUP)}/actions`;
	const { actionId = '' } = await call(
		'POST',
		actions,
		{ accessToken },
		{
			id: 'com.gls.xyz.care',
			actionBody: {
				properties: [
					property('customername', 'NAME: John Thomas'),
					property('ticketnumber', 'TICKET#: 907050'),
					property('ticketstatus', 'STATUS: ACTIVE'),
				],
			},
		},
	);
	const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
	const page = await open(context, url, `[data-card="${actionId}"]`);
	const card = page.locator(`[data-card="${actionId}"]`);
	await page.waitForTimeout(1_500);
	await card.screenshot({ path: join(FOLDER, 'kaizala-card-active.png') });
	await call(
		'PUT',
		`${actions}/${actionId}`,
		{ accessToken },
		{
			version: -1,
			updateProperties: [property('ticketstatus', 'STATUS: RESOLVED')],
		},
	);
	await card.getByText('STATUS: RESOLVED', { exact: true }).first().waitFor();
	// The flash of the change fades first.
	await page.waitForTimeout(3_000);
	await card.screenshot({ path: join(FOLDER, 'kaizala-card-resolved.png') });
	await context.close();
}

/** Plays the story on the real n8n and takes the pictures of the documentation. */
export async function main(progress: { step: Step }): Promise<void> {
	if (CHROMIUM === undefined) throw new Error('No Chromium found. Install one, or name it in CHROMIUM_PATH.');
	await mkdir(FOLDER, { recursive: true });
	const userFolder = join(RELAY, 'pictures');
	const relay = await startRelay({
		sandboxPort: await freePort(),
		n8nPort: await freePort(),
		userFolder,
		fresh: true,
		logPrefix: 'pictures-',
		step: progress.step,
	});
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
	});
	try {
		await progress.step('Playing the story', 'about 30 seconds', async () => {
			for (const { run } of tellStory({ sandbox: relay.sandbox, n8n: relay.n8n.client }).steps) await run();
		});
		await progress.step('Putting the templates back as they are shipped', 'a few seconds', async () => {
			await importIntoN8n(userFolder, 'workflow', await prepareWorkflows([useCredentials(relay.credentials)]));
		});
		await progress.step('Taking pictures', 'about a minute', async () => {
			await sandboxPage(browser, relay.sandbox.url);
			await editor(browser, relay.n8n.url);
			await kaizalaCard(browser, relay.sandbox.url);
		});
	} finally {
		await browser.close();
		await relay.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}
