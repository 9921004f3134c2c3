import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { INode } from 'n8n-workflow';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { ERROR_ENTRIES } from '../../nodes/shared/errorEntries';
import { inputError } from '../../nodes/shared/errors';
import { describeInBrowser, launchBrowser } from '../harness/browser';
import { ROOT } from '../harness/package';

/** The documentation as it is published: built once, served as GitHub Pages serves it, and used by somebody with a browser. */

const out = mkdtempSync(path.join(tmpdir(), 'ticket-relay-site-'));
const TYPES: Record<string, string> = {
	...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' },
	...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.gif': 'image/gif' },
};
const PACKED = ['.html', '.js', '.css', '.json', '.svg'];

let server: Server;
let url = '';

function fileOf(address: string): string | undefined {
	const file = path.join(out, decodeURIComponent(new URL(address, 'http://site').pathname));
	const candidates = [file, `${file}.html`, path.join(file, 'index.html')];
	return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

beforeAll(async () => {
	// It ends with an error where a link leads to no page.
	await promisify(execFile)(
		process.execPath,
		[path.join(ROOT, 'node_modules/vitepress/bin/vitepress.js'), 'build', 'site'],
		{
			cwd: ROOT,
			env: { ...process.env, DOCS_OUT: out, NODE_ENV: 'production' },
		},
	);
	server = createServer((request, response) => {
		const file = fileOf(request.url ?? '/');
		if (file === undefined) return response.writeHead(404).end();
		const kind = path.extname(file);
		const body = readFileSync(file);
		const sent = PACKED.includes(kind) ? gzipSync(body) : body;
		return response
			.writeHead(200, {
				...{ 'content-type': TYPES[kind] ?? 'application/octet-stream', 'content-length': sent.length },
				...(PACKED.includes(kind) ? { 'content-encoding': 'gzip' } : {}),
			})
			.end(sent);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}, 300_000);

afterAll(() => {
	server.closeAllConnections();
	server.close();
	rmSync(out, { recursive: true, force: true });
});

/** What people ask, in their words; what they type into the search, where the answer is, and words of it. */
const QUESTIONS = [
	[
		'How am I told when a ticket is closed?',
		'notified when a ticket is closed',
		'/recipes/tell-me-when-closed',
		'Be notified in your chat each time',
	],
	[
		'How do I make Thulium’s API user?',
		'Thulium API user',
		'/thulium#the-api-user',
		'Administration > Users > API users',
	],
	[
		'Which scopes does HubSpot want to create a ticket?',
		'HubSpot scopes',
		'/hubspot-tickets#scopes',
		'crm.objects.tickets.write',
	],
	[
		'What happens when n8n restarts?',
		'n8n restarts',
		'/self-hosting#when-n8n-restarts',
		'it takes up where it stopped',
	],
	['How do I update?', 'update', '/self-hosting#updates', 'Settings > Community nodes > Update'],
	[
		'How does it run in queue mode?',
		'queue mode Docker',
		'/self-hosting#queue-mode-with-docker-compose',
		'docker compose up',
	],
	[
		'What about a self-signed certificate?',
		'self-signed certificate',
		'/self-hosting#self-signed-certificates',
		'NODE_EXTRA_CA_CERTS',
	],
	[
		'How do I leave n8n’s own HubSpot node?',
		'leaving n8n HubSpot node',
		'/moving/from-n8n-hubspot',
		'the same token works',
	],
	['What does it cost in API calls?', 'cost in API calls', '/api-calls', 'one poll costs'],
	['Can I try it without a real account?', 'try without account', '/first-hour', 'npm start'],
] as const;

/** Who raises an error, and its message. */
const NODE: INode = {
	...{ id: '1', name: 'Thulium', type: 'n8n-nodes-ticket-relay.thulium', typeVersion: 1.1 },
	...{ position: [0, 0], parameters: {} },
};
const MESSAGE = 'The filter "Search Text" has no value for this item';

/** One page of each kind. */
const KINDS = [
	'/',
	'/install',
	'/hubspot-tickets',
	'/recipes/tell-me-when-closed',
	'/reference/hubspot-tickets/ticket',
	'/troubleshooting',
	'/evidence/',
];

describeInBrowser('the documentation site', () => {
	let browser: Browser;
	beforeAll(async () => (browser = await launchBrowser()), 60_000);
	afterAll(async () => await browser.close());

	async function visit<T>(
		where: string,
		look: (page: Page) => Promise<T>,
		options: BrowserContextOptions = {},
	): Promise<T> {
		const context = await browser.newContext({
			viewport: { width: 1280, height: 800 },
			reducedMotion: 'reduce',
			...options,
		});
		try {
			const page = await context.newPage();
			const errors: string[] = [];
			page.on('pageerror', (error) => errors.push(error.message));
			page.on('response', (response) => {
				if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
			});
			await page.goto(url + where, { waitUntil: 'load' });
			const seen = await look(page);
			expect(errors).toEqual([]);
			return seen;
		} finally {
			await context.close();
		}
	}

	/** Where the first results lead. */
	async function search(page: Page, words: string): Promise<string[]> {
		await page.locator('.VPNavBarSearch button').first().click();
		await page.locator('#localsearch-input').fill(words);
		await page.locator('.results .result').first().waitFor();
		await page.waitForTimeout(300);
		const links = await page
			.locator('.results a.result')
			.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
		return links.slice(0, 3).map((link) => String(link).replace(/\.html/, ''));
	}

	test.each(QUESTIONS)('%s One click on the first page answers it', async (question, _words, where, answer) => {
		await visit('/', async (page) => {
			await page.getByRole('link', { name: question.replace('’', "'") }).click();
			await page.waitForURL(`**${where.replace(/(#|$)/, '.html$1')}`);
			await page.locator('.vp-doc').getByText(answer).first().waitFor();
		});
	});

	test.each(QUESTIONS)('%s One search answers it', async (_question, words, where) => {
		const found = await visit('/', async (page) => await search(page, words));
		expect(found.filter((link) => link === where || link.startsWith(`${where}#`))).not.toEqual([]);
	});

	test('the words of an error lead to its entry', async () => {
		await visit('/', async (page) => {
			const entry = '/troubleshooting#the-filter--has-no-value-for-this-item';
			expect(await search(page, 'The filter "Search Text" has no value for this item')).toContain(entry);
			await page.locator(`.results a.result[href="${entry.replace('#', '.html#')}"]`).click();
			await page.getByText('Without a value everything would be found').waitFor();
		});
	});

	test('the link of an error leads to its entry', async () => {
		const [, link = ''] = /href="([^"]+)"/.exec(inputError({ getNode: () => NODE }, MESSAGE).description ?? '') ?? [];
		expect(link).toMatch(/^https:\/\/ticket-relay\.github\.io\/n8n-nodes-ticket-relay\//);
		await visit(link.replace(/^.*(?=\/troubleshooting)/, ''), async (page) => {
			const heading = page.locator(':target');
			expect(await heading.innerText()).toContain('The filter "…" has no value for this item');
			const top = await page.evaluate<number>(`document.querySelector(':target').getBoundingClientRect().top`);
			expect(top).toBeGreaterThan(0);
			expect(top).toBeLessThan(800);
		});
	});

	test('a recipe is copied as it is', async () => {
		const name = 'tell-me-when-closed';
		await visit(
			`/recipes/${name}`,
			async (page) => {
				await page.getByRole('button', { name: 'Copy the workflow' }).click();
				await page.getByRole('status').getByText('Copied').waitFor();
				const copied: unknown = JSON.parse(await page.evaluate('navigator.clipboard.readText()'));
				expect(copied).toEqual(JSON.parse(readFileSync(path.join(ROOT, 'docs/recipes', `${name}.json`), 'utf8')));
			},
			{ permissions: ['clipboard-read', 'clipboard-write'] },
		);
	});

	test('every recipe can be copied, those that are templates too', async () => {
		const broken: string[] = [];
		for (const { where, file } of [
			{ where: '/recipes/ai-agent', file: 'templates/ai-agent-with-ticket-tools.json' },
			{ where: '/recipes/ticket-card-in-teams', file: 'templates/ticket-card-in-teams.json' },
		]) {
			await visit(where, async (page) => {
				const download = page.waitForEvent('download');
				await page.getByRole('button', { name: 'Download it' }).click();
				const kept = readFileSync(await (await download).path(), 'utf8');
				if (kept !== readFileSync(path.join(ROOT, file), 'utf8')) broken.push(where);
			});
		}
		expect(broken).toEqual([]);
	});

	test('the first view is less than 300 KB', async () => {
		const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
		const page = await context.newPage();
		let bytes = 0;
		page.on('response', (response) => {
			bytes += Number(response.headers()['content-length'] ?? 0);
		});
		await page.goto(url, { waitUntil: 'load' });
		await page.getByText('Tickets that pass themselves on').waitFor();
		await context.close();
		process.stdout.write(`The first view of the site is ${Math.round(bytes / 1000)} KB.\n`);
		expect(bytes).toBeGreaterThan(10_000);
		expect(bytes).toBeLessThan(300_000);
	});

	describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
		test.each(KINDS)('%s has no barrier that axe finds', async (where) => {
			await visit(
				where,
				async (page) => {
					await page.evaluate(axe.source);
					const found: { id: string; nodes: string[] }[] = await page.evaluate(
						`axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)) })))`,
					);
					expect(found).toEqual([]);
				},
				{ colorScheme },
			);
		});
	});

	/** Tables and code of which a part is out of sight until somebody scrolls them. */
	const SCROLLED_SIDEWAYS = `[...document.querySelectorAll('.vp-doc :is(table, pre)')]
		.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ innerText }) => innerText.slice(0, 60))`;

	test.each(KINDS)('%s fits a telephone: nothing is wider than the screen', async (where) => {
		await visit(
			where,
			async (page) => {
				expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
				expect(await page.evaluate(SCROLLED_SIDEWAYS)).toEqual([]);
			},
			{ viewport: { width: 390, height: 844 } },
		);
	});
});

test('every entry that an error of a node links is on the page', () => {
	const page = readFileSync(path.join(out, 'troubleshooting.html'), 'utf8');
	const anchors = [...new Set(Object.values(ERROR_ENTRIES))];
	expect(anchors.length).toBeGreaterThan(100);
	expect(anchors.filter((anchor) => !page.includes(` id="${anchor}"`))).toEqual([]);
});

test('the reference has an entry for every operation, with what it sends and puts out', () => {
	const calls: Record<string, unknown> = JSON.parse(readFileSync(path.join(ROOT, 'site/calls.json'), 'utf8'));
	const folder = path.join(ROOT, 'docs/reference');
	const pages = execFileSync('find', [folder, '-name', '*.md'], { encoding: 'utf8' }).trim().split('\n');
	const entries = pages.flatMap((page) =>
		readFileSync(page, 'utf8')
			.split(/^## /m)
			.slice(1)
			.map((entry) => ({ page, title: entry.split('\n')[0] ?? '', entry })),
	);
	const operations = entries.filter(({ title }) => title.includes(': '));
	expect(operations).toHaveLength(Object.keys(calls).length);
	const lacking = operations.filter(
		({ entry }) =>
			!entry.includes('**API calls:**') || !entry.includes('```json') || !/\| field |takes no fields/.test(entry),
	);
	expect(lacking.map(({ page, title }) => `${path.basename(page)}: ${title}`)).toEqual([]);
});

describe('the versions', () => {
	const planOf = (...tags: string[]): Array<{ ref: string; place: string }> =>
		JSON.parse(
			execFileSync(process.execPath, [path.join(ROOT, 'site/publish.mjs'), '--plan', ...tags], { encoding: 'utf8' }),
		);
	const places = (...tags: string[]) => planOf(...tags).map(({ ref, place }) => [ref, place]);

	test('before a release what is on main is at the root', () => expect(places()).toEqual([['main', '']]));

	test('the newest release is at the root, older minor versions below their number, main beside them', () => {
		expect(places('v0.9.0', 'v1.0.0', 'v1.10.1', 'v1.9.4', 'v1.10.0', 'v2.0.0-beta.1', 'nightly')).toEqual([
			['v1.10.1', ''],
			['v1.9.4', '1.9/'],
			['v1.0.0', '1.0/'],
			['v0.9.0', '0.9/'],
			['main', 'main/'],
		]);
	});
});
