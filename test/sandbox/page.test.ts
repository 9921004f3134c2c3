import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { JsonObject } from '../../sandbox/core/types';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';
import { describeInBrowser, launchBrowser } from '../harness/browser';

const PAGE = join(__dirname, '../../sandbox/page');
const SUPPORT_DESK = '10aa0000-0000-4000-8000-000000000001@2';
const CONTACT = 'marta.lindqvist@harbour-pumps.example';

describeInBrowser('the page of the sandbox', () => {
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;
	const errors: string[] = [];

	beforeAll(async () => {
		buildPage();
		[sandbox, browser] = await Promise.all([startSandbox({ port: 0 }), launchBrowser()]);
		page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
		page.on('console', (message) => {
			if (message.type() === 'error') errors.push(message.text());
		});
		page.on('pageerror', (error) => errors.push(error.message));
	}, 120_000);

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	beforeEach(async () => {
		sandbox.reset();
		errors.length = 0;
		await page.goto(sandbox.url);
		await page.getByRole('status').getByText('Live').waitFor();
		await ticket('Pump 7 does not start').waitFor();
	});

	afterEach(() => expect(errors).toEqual([]));

	const stage = (name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name}, `) });
	const ticket = (subject: string): Locator => page.locator('[data-ticket]').filter({ hasText: subject });
	const ticketState = (subject: string): JsonObject | undefined => {
		const { tickets } = sandbox.services.hubspot.snapshot() as { tickets: { properties: JsonObject }[] };
		return tickets.find(({ properties }) => properties.subject === subject)?.properties;
	};

	it('raises a ticket through the form and shows it on the board', async () => {
		await page.getByRole('button', { name: 'Raise a ticket' }).click();
		const form = page.getByRole('dialog', { name: 'Raise a ticket' });
		await form.getByLabel('Subject').fill('Conveyor 4 stands still');
		await form.getByLabel('Description').fill('Error E42');
		await form.getByLabel('Priority').selectOption('HIGH');
		await form.getByLabel('Contact’s e-mail').fill(CONTACT);
		await form.getByRole('button', { name: 'Raise ticket' }).click();

		await stage('New').getByRole('heading', { name: 'Conveyor 4 stands still' }).waitFor();
		expect(await form.count()).toBe(0);
		expect(ticketState('Conveyor 4 stands still')).toMatchObject({
			content: 'Error E42',
			hs_ticket_priority: 'HIGH',
			hs_pipeline_stage: '1',
			hs_all_associated_contact_emails: CONTACT,
		});
	});

	it('moves a ticket by the select', async () => {
		await page.getByLabel('Move Pump 7 does not start to').selectOption({ label: 'Waiting on us' });
		await stage('Waiting on us').getByRole('heading', { name: 'Pump 7 does not start' }).waitFor();
		expect(ticketState('Pump 7 does not start')).toMatchObject({ hs_pipeline_stage: '3' });
	});

	it('moves a ticket by dragging it', async () => {
		await ticket('Pump 7 does not start').dragTo(stage('Waiting on contact'));
		await stage('Waiting on contact').getByRole('heading', { name: 'Pump 7 does not start' }).waitFor();
		expect(ticketState('Pump 7 does not start')).toMatchObject({ hs_pipeline_stage: '2' });
	});

	it('asks for a closing note when a ticket is closed', async () => {
		await page.getByLabel('Move Pump 7 does not start to').selectOption({ label: 'Closed' });
		const dialog = page.getByRole('dialog', { name: 'Move to “Closed”' });
		expect(ticketState('Pump 7 does not start')).toMatchObject({ hs_pipeline_stage: '1' });
		await dialog.getByLabel('Closing note').fill('The fuse was replaced.');
		await dialog.getByRole('button', { name: 'Move to Closed' }).click();

		await stage('Closed').getByText('“The fuse was replaced.”').waitFor();
		expect(ticketState('Pump 7 does not start')).toMatchObject({
			hs_pipeline_stage: '4',
			closing_note: 'The fuse was replaced.',
		});
	});

	it('draws a card that was sent through the API, and its change in place', async () => {
		await page.getByText('No card yet').waitFor();
		const { actionId } = await sendCard({ ticketnumber: 'Ticket 4711', ticketstatus: 'Status: New' });
		const card = page.locator(`[data-card="${actionId}"]`);
		const title = card.getByText('XYZ CUSTOMER CARE');
		await title.waitFor();
		const colour = (property: string) =>
			title.locator('..').evaluate((element, name) => {
				const { getComputedStyle } = globalThis as unknown as StyleReader;
				return getComputedStyle(element).getPropertyValue(name);
			}, property);
		expect(await colour('background-color')).toBe('rgb(252, 183, 45)');
		expect(await colour('text-align')).toBe('center');
		await card.getByText('Ticket 4711').first().waitFor();
		expect(await card.locator('.changed').count()).toBe(0);

		const updateProperties = [{ name: 'ticketstatus', type: 'Text', value: 'Status: Closed' }];
		await kaizala('PUT', `/v1/groups/${SUPPORT_DESK}/actions/${actionId}`, { version: -1, updateProperties });
		await card.locator('.sheet').getByText('Status: Closed').waitFor();
		await card.getByText('Changed in place').waitFor();
		await page.locator('.call').filter({ hasText: 'PUT' }).waitFor();
	});

	it('says which of a card’s bindings have no value', async () => {
		const { actionId } = await sendCard({ ticketnumber: 'Ticket 4711' });
		await page.locator(`[data-card="${actionId}"]`).getByText('2 of the card’s without value').waitFor();
	});

	it('answers a card', async () => {
		const choice = {
			title: 'Can you take it?',
			type: 'SingleOption',
			options: [{ title: 'I go' }, { title: 'Not now' }],
		};
		const actionBody = { title: 'Who goes to line 4?', questions: [choice] };
		await kaizala('POST', `/v1/groups/${SUPPORT_DESK}/actions`, { actionType: 'Survey', actionBody });
		await page.getByRole('button', { name: 'I go' }).click();
		await page.getByRole('list', { name: 'Answers' }).getByText('Sam Agent').waitFor();
		expect(sandbox.services.kaizala.snapshot().actions).toMatchObject([{ responses: [{ answers: ['I go'] }] }]);
	});

	it('takes and finishes an event as the chosen agent', async () => {
		await page.getByRole('region', { name: 'jtel agent queue' }).getByLabel('You are').selectOption('Samir Aziz');
		await page.getByRole('button', { name: 'Take Router offline' }).click();
		const event = page.locator('[data-event="2002"]');
		await event.getByText('Taken by Samir Aziz').waitFor();
		await page.getByRole('button', { name: 'Finish Router offline' }).click();
		await event.getByText('Finished by Samir Aziz').waitFor();
	});

	it('shows the mails of a ticket with the names of attachments, and writes as the customer', async () => {
		await page.getByRole('button', { name: '#1234' }).click();
		const mails = page.getByRole('log', { name: 'Messages of ticket 1234' });
		await mails.getByText('Where is my parcel?').waitFor();
		await mails.getByText('zdjęcie paczki.txt').waitFor();
		await page.getByLabel('Mail from the customer to ticket 1234').fill('Any news?');
		await page.keyboard.press('Enter');
		await mails.getByText('Any news?').waitFor();
	});

	it('shows a linked record when its chip is pressed', async () => {
		const properties = { thulium_ticket_id: '1235', jtel_event_id: '2001' };
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Linked', properties });
		await ticket('Linked').getByRole('button', { name: 'Show Thulium ticket 1235' }).click();
		await page.getByRole('log', { name: 'Messages of ticket 1235' }).waitFor();
		await ticket('Linked').getByRole('button', { name: 'Show jtel event 2001' }).click();
		await page.locator('[data-event="2001"].lit').waitFor();
	});

	it('lists the calls, newest first, with their bodies on demand', async () => {
		await kaizala('GET', '/v1/groups');
		await jtelTypes();
		const calls = page.getByRole('log', { name: 'API calls, newest first' });
		await calls.getByText('/rest/v1.0/1/acd/events/types').waitFor();
		expect(await calls.locator('.path').allTextContents()).toEqual([
			'/rest/v1.0/1/acd/events/types',
			'/v1/groups',
			'/v1/accessToken',
		]);
		await calls.locator('summary').first().click();
		await calls.getByText('"AcdEventTypes.Workflow"').waitFor();
	});

	it('says what a system refuses, and keeps what was typed', async () => {
		sandbox.setSwitches('hubspot', { validationRules: true });
		await page.getByRole('button', { name: 'Raise a ticket' }).click();
		const form = page.getByRole('dialog', { name: 'Raise a ticket' });
		await form.getByLabel('Subject').fill('Without a category');
		await form.getByRole('button', { name: 'Raise ticket' }).click();
		await form.getByRole('alert').getByText('hs_ticket_category').waitFor();
		expect(await form.getByLabel('Subject').inputValue()).toBe('Without a category');
		await page.keyboard.press('Escape');
		await form.waitFor({ state: 'detached' });
		// The browser's own line about the refusal.
		expect(errors.splice(0)).toEqual([expect.stringContaining('400')]);
	});

	it('resets everything', async () => {
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Gone soon' });
		await jtelTypes();
		await ticket('Gone soon').waitFor();
		await page.getByRole('button', { name: 'Reset' }).click();
		await page.getByRole('button', { name: 'Reset everything' }).click();
		await ticket('Gone soon').waitFor({ state: 'detached' });
		await page.getByText('No call yet').waitFor();
	});

	it('follows the sandbox without a reload for a thousand tickets', async () => {
		await sandbox.act('hubspot', 'seedTickets', { count: 1000 });
		await page.getByText('1005 tickets').waitFor();
		expect(await page.locator('[data-ticket]').count()).toBeLessThanOrEqual(4 * 30);
	});

	it.each([
		['laptop', 1280],
		['phone', 390],
	])('needs no sideways scrolling on a %s', async (_name, width) => {
		await page.setViewportSize({ width, height: 800 });
		const overflow = await page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
		await page.setViewportSize({ width: 1280, height: 800 });
		expect(overflow).toBe(0);
	});

	async function kaizala(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
		const { accessToken } = await request('/kaizala/v1/accessToken', 'GET', {
			applicationId: 'kaizala-sandbox-connector',
			applicationSecret: 'kaizala-sandbox-secret',
			refreshToken: 'kaizala-sandbox-refresh-token',
		});
		return await request(`/kaizala${path}`, method, { accessToken: String(accessToken) }, body);
	}

	const sendCard = (properties: Record<string, string>) =>
		kaizala('POST', `/v1/groups/${SUPPORT_DESK}/actions`, {
			id: 'com.gls.xyz.care',
			actionBody: {
				properties: Object.entries(properties).map(([name, value]) => ({ name, type: 'Text', value })),
			},
		});

	const jtelTypes = () =>
		request('/jtel/rest/v1.0/1/acd/events/types', 'GET', { authorization: 'Bearer jtel-sandbox-token' });

	async function request(
		path: string,
		method: string,
		headers: Record<string, string>,
		body?: JsonObject,
	): Promise<JsonObject> {
		const response = await fetch(sandbox.url + path, {
			method,
			headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as JsonObject;
	}
});

/** What the browser offers; the tests are checked without its types. */
interface StyleReader {
	getComputedStyle(element: unknown): { getPropertyValue(name: string): string };
}

/** Builds the page when that was not done, or its source has changed since. */
function buildPage(): void {
	const built = join(PAGE, 'dist/index.html');
	const sources = [
		join(PAGE, 'src'),
		join(PAGE, 'index.html'),
		join(PAGE, 'vite.config.ts'),
		join(PAGE, '../kaizala/card.ts'),
	];
	if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(changedAt))) return;
	const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
	execFileSync(process.execPath, [vite, 'build', PAGE, '--logLevel', 'warn'], { stdio: 'inherit' });
}

function changedAt(path: string): number {
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(...readdirSync(path).map((name) => changedAt(join(path, name))));
}
