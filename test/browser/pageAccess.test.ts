import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { describeInBrowser } from '../harness/browser';
import { LAPTOP, PHONE, PUMP, usePage } from './sandboxPage';
import type { SandboxPage } from './sandboxPage';

const NEVER = ['serious', 'critical'];

/** What lies open when the page is checked. */
const SCENES: Record<string, (own: SandboxPage) => Promise<void>> = {
	'the panels': async () => {},
	'a call': async ({ page }) => await page.locator('.call summary').first().click(),
	'the ticket form': async ({ page }) => await page.getByRole('button', { name: 'Raise a ticket' }).click(),
	'a ticket': async ({ ticket }) => await ticket(PUMP).getByRole('button', { name: PUMP, exact: true }).click(),
	'the faults': async ({ openConditions }) => void (await openConditions()),
	'the clock': async ({ openConditions }) => void (await openConditions('Clock and delay')),
	'the switches': async ({ openConditions, page }) => {
		await openConditions('Open questions');
		await page.getByRole('list', { name: 'Switches of HubSpot' }).waitFor();
	},
	'the event form': async ({ page }) => await page.getByRole('button', { name: 'New event' }).click(),
	'the mail form': async ({ page }) => await page.getByRole('button', { name: 'New mail' }).click(),
	'the reset': async ({ page }) => await page.getByRole('button', { name: 'Reset', exact: true }).click(),
};

/** The panel that a phone has to show first. */
const VIEWS: Record<string, string> = { 'a call': 'API calls', 'the event form': 'jtel', 'the mail form': 'Thulium' };

/** The sandbox as it looks after a while: cards, answers, files, calls of every outcome, faults. */
async function live({ sandbox, sendCard, sendSurvey, jtelTypes, page }: SandboxPage): Promise<void> {
	await sendCard({ ticketnumber: 'Ticket 4711' });
	await sendSurvey('Can you take it?', 'I go', 'Not now');
	const { actions } = sandbox.services.kaizala.snapshot() as { actions: { actionId: string; groupId: string }[] };
	const { actionId = '', groupId = '' } = actions.at(-1) ?? {};
	await sandbox.act('kaizala', 'answerCard', { groupId, phone: '+15550100002', actionId, answers: ['I go'] });
	await sandbox.act('jtel', 'takeEvent', { ID: 2001 });
	await sandbox.act('jtel', 'finishEvent', { ID: 2002 });
	await sandbox.act('hubspot', 'raiseTicket', {
		subject: 'Linked',
		priority: 'URGENT',
		properties: { thulium_ticket_id: '1235', jtel_event_id: '2001', closing_note: 'Done.' },
	});
	sandbox.setSwitches('thulium', { rateLimit: 5 });
	sandbox.faults.add([
		{ kind: 'status', status: 429, service: 'jtel' },
		{ kind: 'status', status: 503, service: 'jtel' },
		{ kind: 'slow', service: 'thulium', times: 3 },
	]);
	for (let call = 0; call < 3; call += 1) await jtelTypes();
	sandbox.core.clock.shift(3_600_000);
	await page.locator('.call:nth-child(3)').waitFor({ state: 'attached' });
	await page.locator('[data-event="2002"].finished').waitFor({ state: 'attached' });
	await page.locator('.responses').waitFor({ state: 'attached' });
	// Where the chat stands depends on whether the answer came together with its survey. The first card has the colours of
	// the package it is made from, white on orange, which are not the page's.
	await page.locator('.chat').evaluateAll((chats) => {
		for (const chat of chats) chat.scrollTop = chat.scrollHeight;
	});
}

/**
 * Of the dialog that is open, or of the whole page. Evaluated, not added as a script: the page's own policy allows none
 * from elsewhere.
 */
async function seriousFindings(page: Page): Promise<string[]> {
	if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
	const { violations, passes } = await page.evaluate<AxeResults>(
		`axe.run(document.querySelector('dialog[open]') ?? document, { resultTypes: ['violations'] })`,
	);
	// It has looked at something.
	expect(passes.length).toBeGreaterThan(5);
	return violations
		.filter(({ impact }) => NEVER.includes(impact ?? ''))
		.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

for (const [device, viewport] of [
	['laptop', LAPTOP],
	['phone', PHONE],
] as const) {
	describeInBrowser(`the sandbox’s page on a ${device}`, () => {
		const opened = usePage({ viewport, reducedMotion: 'reduce' });

		it.each(['light', 'dark'] as const)('has no serious accessibility finding, %s', async (colorScheme) => {
			const own = opened();
			await own.page.emulateMedia({ colorScheme });
			await live(own);
			const findings: Record<string, string[]> = {};
			for (const [scene, show] of Object.entries(SCENES)) {
				if (device === 'phone') {
					await own.page
						.getByRole('navigation')
						.getByRole('button', { name: VIEWS[scene] ?? 'HubSpot' })
						.click();
				}
				await show(own);
				findings[scene] = await seriousFindings(own.page);
				await own.page.keyboard.press('Escape');
			}
			expect(findings).toEqual(Object.fromEntries(Object.keys(SCENES).map((scene) => [scene, []])));
		});
	});
}

describeInBrowser('the sandbox’s page at every size', () => {
	const opened = usePage();

	it.each([
		[1280, 800],
		[1440, 900],
		[1920, 1080],
		[820, 1180],
		[390, 844],
	])('needs no sideways scrolling at %i x %i, with dialogs open too', async (width, height) => {
		const { page, openConditions } = opened();
		await page.setViewportSize({ width, height });
		const overflow = () => page.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
		expect(await overflow()).toBe(0);
		const sheet = await openConditions('Open questions');
		await page.getByRole('list', { name: 'Switches of HubSpot' }).waitFor();
		expect(await overflow()).toBe(0);
		const inside = await sheet.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
		expect(inside).toBe(0);
		await page.setViewportSize(LAPTOP);
	});

	it('shows one panel at a time on a phone, and marks the others when they change', async () => {
		const { page, panel, sandbox } = opened();
		await page.setViewportSize(PHONE);
		const bar = page.getByRole('navigation', { name: 'Panels' });
		const visible = async () => {
			const names = ['HubSpot board', 'Kaizala phone', 'jtel agent queue', 'Thulium conversation', 'API calls'];
			const seen = await Promise.all(names.map((name) => panel(name).isVisible()));
			return names.filter((_name, index) => seen[index]);
		};
		expect(await visible()).toEqual(['HubSpot board']);
		await bar.getByRole('button', { name: 'Thulium' }).click();
		expect(await visible()).toEqual(['Thulium conversation']);
		await sandbox.act('jtel', 'createEvent', { Subject: 'New here' });
		await bar.getByRole('button', { name: 'jtel changed' }).click();
		expect(await visible()).toEqual(['jtel agent queue']);
		await page.getByText('New here').waitFor();
		await bar.getByRole('button', { name: 'jtel', exact: true }).waitFor();
		await bar.getByRole('button', { name: 'API calls' }).click();
		expect(await visible()).toEqual(['API calls']);
		await page.setViewportSize(LAPTOP);
		expect(await visible()).toHaveLength(5);
	});

	it('shows the panel of a linked record on a phone', async () => {
		const { page, sandbox, ticket, panel } = opened();
		await page.setViewportSize(PHONE);
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Linked', properties: { jtel_event_id: '2001' } });
		await ticket('Linked').getByRole('button', { name: 'Show jtel event 2001' }).click();
		await panel('jtel agent queue').locator('[data-event="2001"]').waitFor();
		await page.setViewportSize(LAPTOP);
	});

	it('follows the theme of the system, unless one was chosen, and remembers the choice', async () => {
		const { page } = opened();
		const background = () =>
			page.locator('body').evaluate((body) => {
				const { getComputedStyle } = globalThis as unknown as StyleReader;
				return getComputedStyle(body).backgroundColor;
			});
		const [LIGHT, DARK] = ['rgb(243, 241, 236)', 'rgb(20, 22, 26)'];
		await page.emulateMedia({ colorScheme: 'dark' });
		expect(await background()).toBe(DARK);
		const icon = page.locator('.panel.jtel .panel-head img');
		const darkIcon = await icon.getAttribute('src');
		await page.getByLabel('Theme').selectOption('Light');
		expect(await background()).toBe(LIGHT);
		expect(await icon.getAttribute('src')).not.toBe(darkIcon);
		await page.reload();
		expect(await background()).toBe(LIGHT);
		await page.emulateMedia({ colorScheme: 'light' });
		await page.getByLabel('Theme').selectOption('Dark');
		expect(await background()).toBe(DARK);
		await page.getByLabel('Theme').selectOption('Auto');
		expect(await background()).toBe(LIGHT);
	});

	it('moves nothing for people who want that', async () => {
		const { page, openConditions, ticket, sandbox } = opened();
		await page.emulateMedia({ reducedMotion: 'reduce' });
		const sheet = await openConditions();
		const moving = await sheet.evaluate((dialog) => dialog.getAnimations({ subtree: true }).length);
		expect(moving).toBe(0);
		await page.keyboard.press('Escape');
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Linked', properties: { jtel_event_id: '2001' } });
		await ticket('Linked').getByRole('button', { name: 'Show jtel event 2001' }).click();
		const lit = page.locator('[data-event="2001"].lit');
		expect(await lit.evaluate((element) => element.getAnimations().length)).toBe(0);
		await page.emulateMedia({ reducedMotion: 'no-preference' });
	});

	it('is used with the keys: links that skip, a visible focus, a sensible order, tabs', async () => {
		const { page, openConditions, sandbox } = opened();
		const focused = () => page.locator(':focus');
		await page.keyboard.press('Tab');
		expect(await focused().textContent()).toBe('Skip to the systems');
		expect((await focused().boundingBox())?.y).toBeGreaterThan(0);
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		expect(await focused().evaluate((element) => element.closest('.journey') !== null)).toBe(true);

		// Anew, without the place in the address that the link has left there.
		await page.goto(sandbox.url);
		await page.getByRole('status').getByText('Live').waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await page.keyboard.press('Tab');
		expect(await focused().textContent()).toBe('Raise a ticket');
		const outline = await focused().evaluate((element) => {
			const { getComputedStyle } = globalThis as unknown as StyleReader;
			return getComputedStyle(element).outlineStyle;
		});
		expect(outline).toBe('solid');

		const sheet = await openConditions();
		await sheet.getByRole('tab', { name: 'Faults' }).focus();
		await page.keyboard.press('ArrowLeft');
		await sheet.getByRole('tab', { name: 'Open questions', selected: true }).waitFor();
		expect(await focused().textContent()).toBe('Open questions');
		await page.keyboard.press('Escape');
		expect(await focused().textContent()).toBe('Test conditions');
	});

	it('asks nothing of any other machine', async () => {
		const { page, sandbox } = opened();
		const strangers: string[] = [];
		page.on('request', (request) => {
			if (!request.url().startsWith(sandbox.url) && !request.url().startsWith('data:')) strangers.push(request.url());
		});
		await page.reload();
		await page.getByRole('status').getByText('Live').waitFor();
		expect(strangers).toEqual([]);
	});
});

/** What the browser offers; the tests are checked without its types. */
interface StyleReader {
	getComputedStyle(element: unknown): { backgroundColor: string; outlineStyle: string };
}
