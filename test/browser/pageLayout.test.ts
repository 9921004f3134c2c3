import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { describeInBrowser } from '../harness/browser';
import { IS_ALL } from '../harness/properties';
import { LAPTOP, PUMP, usePage } from './sandboxPage';
import type { SandboxPage } from './sandboxPage';

/** What can be seen of the sandbox's page, measured: cut off, overlapping, too small to read or to touch, axe. */

const MEASURE = readFileSync(join(__dirname, 'lib/measure.js'), 'utf8').trim().replace(/;$/, '');
const DIALOG_OR_PAGE = `document.querySelector('dialog[open]') ?? document`;

const WIDTHS = [
	[1900, 1000],
	[1440, 900],
	[1280, 800],
	[1240, 800],
	[1024, 768],
	[820, 1180],
	[390, 844],
] as const;
const PHONE_WIDTH = 720;
/** axe takes most of the time. It sees colors and names, which hardly differ by width: all widths are seen by night. */
const WITH_AXE: readonly number[] = IS_ALL ? WIDTHS.map(([width]) => width) : [1440, 390];
/** How the page calls the systems. */
const NAMES = { hubspot: 'HubSpot', kaizala: 'Kaizala', teams: 'Teams', jtel: 'jtel ACD', thulium: 'Thulium' };

const button =
	(name: string) =>
	async ({ page }: SandboxPage) =>
		await page.getByRole('button', { name, exact: true }).first().click();
const conditions =
	(tab: string) =>
	async ({ openConditions }: SandboxPage) =>
		void (await openConditions(tab));

/** What lies open, and the panel that a phone has to show first. */
type Scene = [name: string, panel: string, show: (own: SandboxPage) => Promise<void>];
const SCENES: Scene[] = [
	['HubSpot', 'HubSpot', async () => {}],
	['Kaizala', 'Kaizala', async () => {}],
	['Teams', 'Teams', async () => {}],
	['jtel', 'jtel', async () => {}],
	['Thulium', 'Thulium', async () => {}],
	['the journey', 'Journey', button('Next')],
	['a call', 'API calls', async ({ page }) => await page.locator('.call > summary').first().click()],
	[
		'repeats',
		'API calls',
		async ({ page }) => {
			await page.locator('.call', { hasText: 'times' }).locator('summary').first().click();
			await page.locator('.repeat > summary').first().click();
			await page.locator('.repeat .request-line').waitFor();
		},
	],
	['the ticket form', 'HubSpot', button('Raise a ticket')],
	[
		'a ticket',
		'HubSpot',
		async ({ ticket }) => await ticket(PUMP).getByRole('button', { name: PUMP, exact: true }).click(),
	],
	['the faults', 'HubSpot', conditions('Faults')],
	['the clock', 'HubSpot', conditions('Clock and delay')],
	...Object.entries(NAMES).map(([service, name]): Scene => [
		`the switches of ${name}`,
		'HubSpot',
		async ({ openConditions, page }) => {
			const sheet = await openConditions('Open questions');
			await sheet.getByLabel('System').selectOption(service);
			await page.getByRole('list', { name: `Switches of ${name}` }).waitFor();
		},
	]),
	['the event form', 'jtel', button('New event')],
	['the mail form', 'Thulium', button('New mail')],
	[
		'what to fill in in n8n',
		'HubSpot',
		async ({ page }) => {
			await page.getByRole('button', { name: 'Connect your n8n' }).click();
			await page.getByRole('region', { name: 'HubSpot Tickets API' }).waitFor();
		},
	],
	[
		'how to let a container in',
		'HubSpot',
		async ({ page }) => {
			await page.getByRole('button', { name: 'Connect your n8n' }).click();
			await page.getByLabel('Where your n8n runs').selectOption('In Docker');
			await page.getByText('--listen 0.0.0.0').waitFor();
		},
	],
	[
		'a webhook that was called',
		'HubSpot',
		async ({ page }) => {
			await page.getByRole('button', { name: 'Connect your n8n' }).click();
			await page.getByRole('tab', { name: 'Call my webhook' }).click();
			const form = page.getByRole('form', { name: 'HubSpot Tickets Webhook Trigger' });
			// Nobody listens there.
			await form.getByLabel('Webhook address').fill('http://127.0.0.1:9/webhook/x');
			await form.getByRole('button', { name: 'Call' }).click();
			await form.getByText('No answer').waitFor();
			await form.getByText('What was sent').click();
		},
	],
	['the reset', 'HubSpot', button('Reset')],
];

/** The sandbox as it looks after a while. */
async function live({ sandbox, sendCard, sendSurvey, jtelTypes, pipelines, page }: SandboxPage): Promise<void> {
	const sent = await sendCard({
		...{ subject: 'Conveyor 4 stands still', ticketnumber: 'Ticket 4711', ticketstatus: 'Status: New' },
		...{ priority: 'Priority: High', owner: 'Owner: nobody yet', customername: 'Customer: ewa@example.com' },
		link: 'https://app.hubspot.com/contacts/62515/record/0-5/4711',
	});
	await sendSurvey('Can you take it?', 'I go', 'Not now');
	await sandbox.act('jtel', 'takeEvent', { ID: 2001 });
	await sandbox.act('hubspot', 'raiseTicket', {
		subject: 'The heating on the second floor of the old building does not get warm',
		priority: 'URGENT',
		properties: {
			...{ thulium_ticket_id: '1236', jtel_event_id: '2001', closing_note: 'The valve was stuck; it was exchanged.' },
			kaizala_action_id: String(sent.actionId),
		},
	});
	sandbox.setSwitches('thulium', { rateLimit: 5 });
	sandbox.faults.add([
		{ kind: 'status', status: 429, service: 'jtel' },
		{ kind: 'resetAfter', service: 'hubspot' },
		{ kind: 'slow', service: 'thulium', times: 3 },
	]);
	for (let call = 0; call < 4; call += 1) await jtelTypes();
	await pipelines();
	sandbox.core.clock.shift(3_600_000);
	await page.locator('.call', { hasText: '3 times' }).waitFor({ state: 'attached' });
	await page.locator('.call', { hasText: 'cut after the work' }).waitFor({ state: 'attached' });
	await page.locator('[data-event="2001"].taken').waitFor({ state: 'attached' });
}

async function axeFindings(page: Page): Promise<string[]> {
	if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
	const { violations, passes } = await page.evaluate<AxeResults>(
		`axe.run({ include: [${DIALOG_OR_PAGE}] }, { resultTypes: ['violations'] })`,
	);
	expect(passes.length).toBeGreaterThan(5);
	return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

describeInBrowser('the layout of the sandbox’s page', () => {
	const opened = usePage({ reducedMotion: 'reduce' });

	const cases = WIDTHS.flatMap(([width, height]) =>
		(['light', 'dark'] as const).map(
			(scheme) => [width, height, scheme, WITH_AXE.includes(width) ? ', and no finding of axe' : ''] as const,
		),
	);

	it.each(cases)(
		'at %i x %i, %s: nothing cut off, overlapping or small%s',
		async (width, height, colorScheme) => {
			const own = opened();
			const { page } = own;
			await page.setViewportSize({ width, height });
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			await live(own);
			/** Each with where it was seen first. */
			const found = new Map<string, string>();
			for (const [scene, panel, show] of SCENES) {
				if (width < PHONE_WIDTH) {
					await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: panel }).click();
				}
				await show(own);
				const measured = await page.evaluate<string[]>(`(${MEASURE})(${DIALOG_OR_PAGE})`);
				const findings = WITH_AXE.includes(width) ? await axeFindings(page) : [];
				for (const problem of [...measured, ...findings]) {
					if (!found.has(problem)) found.set(problem, scene);
				}
				await page.keyboard.press('Escape');
				for (const open of await page.locator('.call[open] > summary').all()) await open.click();
			}
			await page.setViewportSize(LAPTOP);
			expect([...found].map(([problem, scene]) => `${scene}: ${problem}`)).toEqual([]);
		},
		120_000,
	);

	it('the measure itself finds what is wrong', async () => {
		const { page } = opened();
		await page
			.locator('.panel-name h2')
			.first()
			.evaluate((title) => {
				const { style } = title as unknown as { style: Record<string, string> };
				Object.assign(style, { fontSize: '12px', width: '40px', overflow: 'hidden', whiteSpace: 'nowrap' });
			});
		await page.getByRole('button', { name: 'Reset' }).evaluate((button) => {
			const { style } = button as unknown as { style: Record<string, string> };
			Object.assign(style, { height: '20px', minHeight: '0', padding: '0', marginLeft: '-40px' });
		});
		const measured = await page.evaluate<string[]>(`(${MEASURE})(${DIALOG_OR_PAGE})`);
		const said = measured.join('\n');
		expect(said).toMatch(/text of 12.0 px: <h2 class=""> HubSpot board/);
		expect(said).toMatch(/cut off or scrolled sideways: <h2 class=""> HubSpot board/);
		expect(said).toMatch(/target of \d+ x 20 px: <button class=""> Reset/);
		expect(said).toMatch(/overlap: .*Test conditions.* and .*Reset/);
	});
});
