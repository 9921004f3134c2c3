import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';

import { startSandbox } from '../../sandbox/server';
import { describeInBrowser, launchBrowser } from '../harness/browser';
import { usePage } from './sandboxPage';

/** What somebody needs who connects an n8n of their own. */
describeInBrowser('connecting an n8n from the sandbox’s page', () => {
	const opened = usePage({ permissions: ['clipboard-read', 'clipboard-write'] });
	const connect = async (tab?: string) => {
		const { page } = opened();
		await page.getByRole('button', { name: 'Connect your n8n' }).click();
		const sheet = page.getByRole('dialog', { name: 'Connect your n8n' });
		if (tab !== undefined) await sheet.getByRole('tab', { name: tab }).click();
		return sheet;
	};

	it('shows the addresses and tokens of each system, and copies them', async () => {
		const { page, sandbox } = opened();
		const sheet = await connect();
		const hubspot = sheet.getByRole('region', { name: 'HubSpot Tickets API' });
		expect(await hubspot.locator('code').allTextContents()).toEqual([
			'hubspot-sandbox-token',
			'hubspot-sandbox-client-secret',
			`${sandbox.url}/hubspot`,
		]);
		for (const name of ['Kaizala API', 'Microsoft Teams OAuth2 API', 'Jtel ACD API', 'Thulium API']) {
			expect(await sheet.getByRole('region', { name }).locator('code').count()).toBeGreaterThan(2);
		}
		await hubspot.getByRole('button', { name: 'Copy Base URL' }).click();
		await hubspot.getByText('Copied').waitFor();
		expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`${sandbox.url}/hubspot`);
	});

	it('says for Docker and Compose how the sandbox has to be started', async () => {
		const sheet = await connect();
		await sheet.getByLabel('Where your n8n runs').selectOption('In Docker');
		await sheet.getByText(/npm run sandbox -- --listen 0\.0\.0\.0 --url http:\/\/host\.docker\.internal:\d+/).waitFor();
		expect(await sheet.getByRole('region', { name: 'HubSpot Tickets API' }).count()).toBe(0);
		await sheet.getByLabel('Where your n8n runs').selectOption('In Docker Compose');
		await sheet.getByText('docker compose --profile sandbox up').waitFor();
	});

	it('shows addresses with the token when the sandbox listens beyond this machine, and copies without https', async () => {
		const TOKEN = 'made-for-this-test-0001';
		const sandbox = await startSandbox({ port: 0, host: '127.0.0.2', token: TOKEN });
		let browser: Browser | undefined;
		try {
			browser = await launchBrowser();
			const page = await browser.newPage();
			page.setDefaultTimeout(20_000);
			await page.goto(sandbox.url);
			await page.getByRole('button', { name: 'Connect your n8n' }).click();
			const shown = page.getByRole('region', { name: 'Thulium API' });
			await shown.getByText(`${sandbox.url}/thulium`).waitFor();
			expect(sandbox.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.2:\\d+/${TOKEN}$`));
			await shown.getByRole('button', { name: 'Copy Base URL' }).click();
			await shown.getByText('Copied').waitFor();
		} finally {
			await browser?.close();
			await sandbox.close();
		}
	});

	it('calls a webhook as the vendor does, and shows what came back', async () => {
		const seen: string[] = [];
		const server = createServer((request, response) => {
			seen.push(`${request.method} ${request.url} ${typeof request.headers['x-hubspot-signature-v3']}`);
			response.writeHead(seen.length === 1 ? 200 : 403, { 'content-type': 'text/plain' }).end('What n8n says');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const sheet = await connect('Call my webhook');
		for (const name of ['Kaizala Trigger', 'jtel ACD Callback Trigger', 'Thulium Trigger']) {
			await sheet.getByRole('form', { name }).waitFor();
		}
		const form = sheet.getByRole('form', { name: 'HubSpot Tickets Webhook Trigger' });
		await form.getByLabel('Webhook address').fill(`http://127.0.0.1:${port}/webhook/abc`);
		await form.getByLabel('What happened').selectOption('Priority changed to high');
		await form.getByRole('button', { name: 'Call' }).click();
		await form.getByText('200 OK').waitFor();
		await form.getByText('What n8n says').waitFor();
		await form.getByText(/after \d+ ms/).waitFor();
		await form.getByText('What was sent').click();
		await form.getByText('"propertyName":"hs_ticket_priority"').waitFor();
		await form.getByRole('button', { name: 'Call' }).click();
		await form.getByText('403 Forbidden').waitFor();
		expect(seen).toEqual(['POST /webhook/abc string', 'POST /webhook/abc string']);
		await new Promise((resolve) => server.close(resolve));
		await form.getByRole('button', { name: 'Call' }).click();
		await form.getByText('No answer').waitFor();
	});
});
