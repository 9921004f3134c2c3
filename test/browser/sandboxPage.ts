import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { JsonObject } from '../../sandbox/core/types';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';
import { launchBrowser } from '../harness/browser';

const PAGE = join(__dirname, '../../sandbox/page');
export const SUPPORT_DESK = '10aa0000-0000-4000-8000-000000000001@2';
export const PUMP = 'Pump 7 does not start';

const JTEL = { authorization: 'Bearer jtel-sandbox-token' };
const HUBSPOT = { authorization: 'Bearer hubspot-sandbox-token' };

export const LAPTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** The page in a browser, beside the sandbox that it shows. */
export class SandboxPage {
	/** What the browser's console complained about since the page was opened. */
	readonly errors: string[] = [];

	private constructor(
		readonly sandbox: Sandbox,
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		readonly page: Page,
	) {
		// Sooner than the test itself, so that a failure names what was waited for.
		page.setDefaultTimeout(20_000);
		page.on('console', (message) => {
			if (message.type() === 'error') this.errors.push(message.text());
		});
		page.on('pageerror', (error) => this.errors.push(error.message));
	}

	static async start(options: BrowserContextOptions = {}): Promise<SandboxPage> {
		buildPage();
		const [sandbox, browser] = await Promise.all([startSandbox({ port: 0 }), launchBrowser()]);
		const context = await browser.newContext({ viewport: LAPTOP, ...options });
		return new SandboxPage(sandbox, browser, context, await context.newPage());
	}

	async close(): Promise<void> {
		await this.context.close();
		await this.browser.close();
		await this.sandbox.close();
	}

	/** A fresh sandbox, and the page when it shows it. */
	async open(): Promise<void> {
		this.sandbox.reset();
		this.errors.length = 0;
		await this.page.goto(this.sandbox.url);
		await this.page.getByRole('status').getByText('Live').waitFor();
		await this.ticket(PUMP).waitFor();
	}

	readonly environment = (name: string): Locator => this.page.getByRole('region', { name: new RegExp(`^${name}, `) });

	readonly ticket = (subject: string): Locator => this.page.locator('[data-ticket]').filter({ hasText: subject });

	readonly panel = (name: string): Locator => this.page.getByRole('region', { name });

	/** What HubSpot holds of a ticket. */
	readonly ticketState = (subject: string): JsonObject | undefined => {
		const { tickets } = this.sandbox.services.hubspot.snapshot() as { tickets: { properties: JsonObject }[] };
		return tickets.find(({ properties }) => properties.subject === subject)?.properties;
	};

	readonly openConditions = async (tab?: string): Promise<Locator> => {
		await this.page.getByRole('button', { name: /^Test conditions/ }).click();
		const sheet = this.page.getByRole('dialog', { name: 'Test conditions' });
		if (tab !== undefined) await sheet.getByRole('tab', { name: tab }).click();
		return sheet;
	};

	/** What a workflow would do, by the vendors' APIs. */
	readonly kaizala = async (method: string, path: string, body?: JsonObject): Promise<JsonObject> => {
		const { accessToken } = await this.request('/kaizala/v1/accessToken', 'GET', {
			applicationId: 'kaizala-sandbox-connector',
			applicationSecret: 'kaizala-sandbox-secret',
			refreshToken: 'kaizala-sandbox-refresh-token',
		});
		return await this.request(`/kaizala${path}`, method, { accessToken: String(accessToken) }, body);
	};

	readonly sendCard = (properties: Record<string, string>, id = 'com.example.desk.ticket'): Promise<JsonObject> =>
		this.kaizala('POST', `/v1/groups/${SUPPORT_DESK}/actions`, {
			id,
			actionBody: {
				properties: Object.entries(properties).map(([name, value]) => ({ name, type: 'Text', value })),
			},
		});

	readonly sendSurvey = async (title: string, ...options: string[]): Promise<JsonObject> => {
		const question = { title, type: 'SingleOption', options: options.map((each) => ({ title: each })) };
		const actionBody = { title: 'Who goes to line 4?', questions: [question] };
		return await this.kaizala('POST', `/v1/groups/${SUPPORT_DESK}/actions`, { actionType: 'Survey', actionBody });
	};

	readonly hubspot = (path: string, body: JsonObject): Promise<JsonObject> =>
		this.request(`/hubspot${path}`, 'POST', HUBSPOT, body);

	/** Returns the ID of the file. */
	readonly uploadToHubSpot = async (name: string, text: string): Promise<string> => {
		const body = new FormData();
		body.append('file', new Blob([text]), name);
		body.append('options', JSON.stringify({ access: 'PRIVATE' }));
		body.append('folderPath', '/tickets');
		const url = `${this.sandbox.url}/hubspot/files/2026-03/files`;
		const response = await fetch(url, { method: 'POST', headers: HUBSPOT, body });
		const { id } = (await response.json()) as JsonObject;
		return String(id);
	};

	readonly jtelTypes = () => this.status('/jtel/rest/v1.0/1/acd/events/types', JTEL);

	readonly pipelines = () => this.status('/hubspot/crm/pipelines/2026-09/tickets', HUBSPOT);

	/** The status of a GET, or 0 when the connection was cut. */
	private async status(path: string, headers: Record<string, string>): Promise<number> {
		const answer = await fetch(this.sandbox.url + path, { headers }).catch(() => undefined);
		// Read, so that the call has ended.
		await answer?.text().catch(() => undefined);
		return answer?.status ?? 0;
	}

	private async request(
		path: string,
		method: string,
		headers: Record<string, string>,
		body?: JsonObject,
	): Promise<JsonObject> {
		const response = await fetch(this.sandbox.url + path, {
			method,
			headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as JsonObject;
	}
}

/** Starts one for all tests of a file. The page must not complain in any of them. */
export function usePage(options: BrowserContextOptions = {}): () => SandboxPage {
	let started: SandboxPage | undefined;
	beforeAll(async () => {
		started = await SandboxPage.start(options);
	}, 120_000);
	afterAll(() => started?.close());
	beforeEach(() => started?.open());
	afterEach(() => expect(started?.errors).toEqual([]));
	return () => {
		if (started === undefined) throw new Error('The page is there only while tests run');
		return started;
	};
}

/** Builds the page when that was not done, or its source has changed since. */
export function buildPage(): void {
	const built = join(PAGE, 'dist/index.html');
	const sources = ['src', 'index.html', 'vite.config.ts', '../kaizala/card.ts', '../core', '../../nodes/Kaizala/card'];
	const newest = Math.max(...sources.map((source) => changedAt(join(PAGE, source))));
	if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
	const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
	execFileSync(process.execPath, [vite, 'build', PAGE, '--logLevel', 'warn'], { stdio: 'inherit' });
}

function changedAt(path: string): number {
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(...readdirSync(path).map((name) => changedAt(join(path, name))));
}
