import type { Browser, Locator, Page } from 'playwright-core';

import { SEED_CONNECTORS, SEED_GROUPS } from '../../sandbox/kaizala';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { describeInBrowser, launchBrowser } from '../harness/browser';
import { filesOf, SAMPLES } from '../Kaizala/card/samples';
import { buildPage } from './sandboxPage';

/** What the browser has and the types of these tests do not. */
interface StyleReader {
	getComputedStyle(element: unknown): Record<string, string>;
}

const TEAM = SEED_GROUPS.supportDesk;

/** The cards of the kinds of Microsoft's samples, on the phone of the sandbox's page. */
describeInBrowser('cards on the phone', () => {
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;
	/** IDs of the cards that were sent, by kind. */
	const sent = new Map<string, string>();

	async function call(method: string, path: string, headers: Record<string, string>, body?: object) {
		const response = await fetch(`${sandbox.url}/kaizala${path}`, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answer = (await response.json()) as Record<string, string>;
		if (!response.ok) throw new Error(JSON.stringify(answer));
		return answer;
	}

	beforeAll(async () => {
		buildPage();
		sandbox = await startSandbox({ port: 0 });
		const { id, secret, refreshToken } = SEED_CONNECTORS.tenant;
		const log = { applicationId: id, applicationSecret: secret, refreshToken };
		const { accessToken = '' } = await call('GET', '/v1/accessToken', log);
		for (const sample of SAMPLES) {
			await sandbox.act('kaizala', 'installPackage', { files: filesOf(sample), groupIds: [TEAM] });
			const properties = Object.entries(sample.properties).map(([name, value]) => ({ name, type: 'Text', value }));
			const path = `/v1/groups/${encodeURIComponent(TEAM)}/actions`;
			const { actionId = '' } = await call(
				'POST',
				path,
				{ accessToken },
				{ id: sample.id, actionBody: { properties } },
			);
			sent.set(sample.kind, actionId);
		}
		browser = await launchBrowser();
	}, 120_000);

	afterAll(async () => {
		await browser?.close();
		await sandbox?.close();
	});

	const style = async (locator: Locator, name: string): Promise<string> =>
		await locator.evaluate((element, property) => {
			const { getComputedStyle } = globalThis as unknown as StyleReader;
			return getComputedStyle(element)[property] ?? '';
		}, name);

	const cardOf = (kind: string): Locator => page.locator(`[data-card="${sent.get(kind) ?? ''}"]`);

	const phone = (): Locator => page.getByRole('region', { name: 'Kaizala phone' });

	const box = async (locator: Locator) => {
		const found = await locator.boundingBox();
		if (found === null) throw new Error('It is not drawn');
		return found;
	};

	describe.each([
		['wide', 1440],
		['narrow', 390],
	])('on a %s screen', (_name, width) => {
		beforeAll(async () => {
			page = await browser.newPage({ viewport: { width, height: 900 } });
			await page.goto(sandbox.url);
			await page.locator('[data-card]').first().waitFor({ state: 'attached' });
			if (width < 720) await page.locator('.panel-nav button.kaizala').click();
			await cardOf('feed').scrollIntoViewIfNeeded();
		}, 60_000);

		afterAll(async () => await page.close());

		test('shows the texts of every kind', async () => {
			// What only a person's own data fills in is another one on the phone.
			for (const kind of ['property text', 'actions', 'feed']) {
				const texts = await cardOf(kind).locator('.card-text').allInnerTexts();
				expect(texts.map((text) => text.trim())).toEqual(SAMPLES.find((sample) => sample.kind === kind)?.lines);
			}
			const status = cardOf('conditional status');
			await status.getByText('We are on it').waitFor();
			await status.getByText('Asked by Ada Admin').waitFor();
			const board = cardOf('leaderboard');
			await board.getByText('Played by You & 2 more').waitFor();
			await board.getByText('Support desk, Ada Admin').waitFor();
		});

		test('is another card for the person who sent it', async () => {
			await phone().getByLabel('You are').selectOption({ label: 'Ada Admin' });
			await cardOf('conditional status').getByText('You asked for this').waitFor();
			await phone().getByLabel('You are').selectOption({ label: 'Sam Agent' });
			await cardOf('conditional status').getByText('Asked by Ada Admin').waitFor();
		});

		test('speaks the language of the phone', async () => {
			const card = cardOf('localised strings');
			await card.getByText('VISIT').waitFor();
			await phone().getByLabel('Language').selectOption('de');
			await card.getByText('BESUCH').waitFor();
			await card.getByText('Ausweis liegt bereit').waitFor();
			expect(await card.getByText('strNo').count()).toBe(0);
			await phone().getByLabel('Language').selectOption('en');
		});

		test('pictures have their size and fit, whatever they are called', async () => {
			const card = cardOf('images');
			const zoom = Number(await style(card.locator('.sheet'), 'zoom'));
			const sheet = await box(card.locator('.sheet'));
			const photo = card.locator('img').first();
			expect(await style(photo, 'objectFit')).toBe('cover');
			expect((await box(photo)).height).toBeCloseTo(90 * zoom, 0);
			// A file that is not there is as large as its picture.
			const missing = await box(card.locator('.card-image').first());
			expect(missing.width).toBeCloseTo(15 * zoom, 0);
			expect(missing.height).toBeCloseTo(20 * zoom, 0);
			for (const each of await card.locator('.sheet *').all()) {
				const { x, width: own } = await box(each).catch(() => ({ x: sheet.x, width: 0 }));
				expect(x + own).toBeLessThanOrEqual(sheet.x + sheet.width + 1);
			}
		});

		test('weights, margins, paddings and borders are drawn', async () => {
			const [place, name, points] = await Promise.all(
				(await cardOf('leaderboard').locator('.card-row').first().locator('.card-text').all()).map(box),
			);
			expect((name?.width ?? 0) / (place?.width ?? 1)).toBeCloseTo(4, 0);
			expect((points?.width ?? 0) / (place?.width ?? 1)).toBeCloseTo(25 / 15, 0);
			const agree = cardOf('actions').locator('.card-text').filter({ hasText: 'Agree' }).last();
			// The border is thicker where the card is drawn smaller, so that it stays a line.
			expect(Math.round(parseFloat(await style(agree, 'borderTopWidth')))).toBe(1);
			const names = ['borderTopColor', 'borderTopLeftRadius', 'marginTop', 'paddingTop'];
			const css = Object.fromEntries(
				await Promise.all(names.map(async (each) => [each, await style(agree, each)] as const)),
			);
			expect(css).toEqual({
				borderTopColor: 'rgb(15, 118, 110)',
				borderTopLeftRadius: '8px',
				marginTop: '6px',
				paddingTop: '8px',
			});
		});

		test('nothing is wider than the screen', async () => {
			const overflow = await Promise.all(
				[page.locator('html'), phone().locator('.chat')].map(async (each) =>
					each.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
				),
			);
			expect(Math.max(...overflow)).toBeLessThanOrEqual(0);
		});
	});
});
