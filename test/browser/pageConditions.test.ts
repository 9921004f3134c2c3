import type { ArmedFault } from '../../sandbox/core/types';
import { describeInBrowser } from '../harness/browser';
import { labelOf } from '../../sandbox/page/src/conditions/switchWords';
import { usePage } from './sandboxPage';

describeInBrowser('the test conditions on the sandbox’s page', () => {
	const opened = usePage();

	/** The label of each kind, what else is filled in, the fault that must be armed, and how it is put into words. */
	const faults: [string, Record<string, string>, Partial<ArmedFault>, string][] = [
		[
			'It says: too many requests (429)',
			{ 'Come back in (seconds)': '7' },
			{ kind: 'status', status: 429, headers: { 'retry-after': '7' } },
			'HubSpot says: too many requests (429), “come back in 7 s”, for the next 3 calls',
		],
		[
			'It says: too many requests (429)',
			{ 'Come back in (seconds)': '' },
			{ kind: 'status', status: 429 },
			'HubSpot says: too many requests (429), for the next 3 calls',
		],
		['It says: internal error (500)', {}, { kind: 'status', status: 500 }, 'HubSpot says: internal error (500), for'],
		['It says: bad gateway (502)', {}, { kind: 'status', status: 502 }, 'HubSpot says: bad gateway (502), for'],
		[
			'It says: not available now (503)',
			{},
			{ kind: 'status', status: 503 },
			'HubSpot says: not available now (503), “',
		],
		[
			'It sends a web page instead of data (502)',
			{},
			{ kind: 'html' },
			'HubSpot sends a web page instead of data (502)',
		],
		['It sends an empty answer (500)', {}, { kind: 'empty' }, 'HubSpot sends an empty answer (500), for'],
		[
			'It does the work, but sends broken JSON',
			{},
			{ kind: 'malformedJson' },
			'HubSpot does the work, but sends broken',
		],
		[
			'It is slow',
			{ 'Slower by (seconds)': '0.5' },
			{ kind: 'slow', delayMs: 500 },
			'HubSpot is slow, by 0.5 s, for the next 3 calls',
		],
		[
			'It hangs up before anything was done',
			{},
			{ kind: 'resetBefore' },
			'HubSpot hangs up before anything was done, for',
		],
		[
			'It does the work, then hangs up without an answer',
			{},
			{ kind: 'resetAfter' },
			'HubSpot does the work, then hangs up without an answer, for the next 3 calls',
		],
		[
			'It does the work, then hangs up in the middle of its answer',
			{},
			{ kind: 'truncate' },
			'HubSpot does the work, then hangs up in the middle of its answer, for the next 3 calls',
		],
	];

	it('switch on each fault, and say in words what is switched on', async () => {
		const { openConditions, sandbox } = opened();
		const sheet = await openConditions();
		await sheet.getByLabel('Which system').selectOption('HubSpot');
		const list = sheet.getByRole('list', { name: 'Faults that are switched on' });
		for (const [label, fields, fault, words] of faults) {
			await sheet.getByLabel('What it does').selectOption(label);
			for (const [field, value] of Object.entries(fields)) await sheet.getByLabel(field).fill(value);
			await sheet.getByRole('button', { name: 'Switch on' }).click();
			await list.getByText(words).waitFor();
			const armed = sandbox.faults.pending();
			expect(armed).toEqual([expect.objectContaining({ service: 'hubspot', times: 3, ...fault })]);
			expect(armed[0]?.headers).toEqual(fault.headers ?? armed[0]?.headers);
			await list.getByRole('button', { name: /^Take back/ }).click();
			await sheet.getByText('Nothing: every call is answered as usual.').waitFor();
			expect(sandbox.faults.pending()).toEqual([]);
		}
	});

	it('make the next calls fail, count down in sight, and are over then', async () => {
		const { openConditions, page, pipelines, jtelTypes } = opened();
		const sheet = await openConditions();
		await sheet.getByLabel('Which system').selectOption('HubSpot');
		await sheet.getByLabel('Number of calls').fill('2');
		await sheet.getByRole('button', { name: 'Switch on' }).click();
		await sheet.getByText('for the next 2 calls').waitFor();
		await sheet.getByRole('button', { name: 'Close' }).click();
		const strip = page.getByRole('region', { name: 'Test conditions in force' });
		expect(await jtelTypes()).toBe(200);
		expect(await pipelines()).toBe(429);
		await strip.getByText('for the next call').waitFor();
		expect(await pipelines()).toBe(429);
		await strip.waitFor({ state: 'detached' });
		expect(await pipelines()).toBe(200);
		await page.locator('.call:nth-child(3)').waitFor();
		const rows = page.locator('.call > summary');
		expect(await rows.locator('.code').allTextContents()).toEqual(['200', '429', '200']);
		expect(await rows.locator('.times').allTextContents()).toEqual(['2 times']);
	});

	it('hit every system, only some calls, until they are taken back', async () => {
		const { openConditions, page, pipelines, jtelTypes } = opened();
		const sheet = await openConditions();
		await sheet.getByLabel('What it does').selectOption('It hangs up before anything was done');
		await sheet.getByLabel('all, until it is taken back').check();
		await sheet.getByText('Only some calls').click();
		await sheet.getByLabel('Method').selectOption('GET');
		await sheet.getByLabel('Path contains').fill('/v1.0/');
		await sheet.getByRole('button', { name: 'Switch on' }).click();
		const words =
			'Every system hangs up before anything was done, for all GET calls to “/v1.0/” until it is taken back';
		await sheet.getByText(words).waitFor();
		await page.keyboard.press('Escape');
		expect([await jtelTypes(), await jtelTypes(), await pipelines()]).toEqual([0, 0, 200]);
		await page.getByRole('button', { name: `Take back: ${words}` }).click();
		await page.getByRole('region', { name: 'Test conditions in force' }).waitFor({ state: 'detached' });
		expect(await jtelTypes()).toBe(200);
	});

	it('show what somebody else has switched on, and take all back', async () => {
		const { page, sandbox } = opened();
		sandbox.faults.add([
			{ kind: 'status', status: 418, skip: 2 },
			{ kind: 'html', status: 503, service: 'thulium' },
		]);
		const strip = page.getByRole('region', { name: 'Test conditions in force' });
		await strip.getByText('Every system answers with the status 418, for the next call, after 2 more').waitFor();
		await strip.getByText('Thulium sends a web page instead of data (503), for the next call').waitFor();
		await page.getByRole('button', { name: 'Test conditions 2' }).waitFor();
		await strip.getByRole('button', { name: 'Take all back' }).click();
		await strip.waitFor({ state: 'detached' });
		expect(sandbox.faults.pending()).toEqual([]);
	});

	it('move the clock, keep that in sight, and put it back', async () => {
		const { openConditions, page, sandbox } = opened();
		const sheet = await openConditions('Clock and delay');
		await sheet.getByText('The same time as here').waitFor();
		await sheet.getByRole('button', { name: '+ 1 day', exact: true }).click();
		await sheet.getByRole('button', { name: '+ 1 hour' }).click();
		await sheet.getByText('The sandbox’s clock is 1 day 1 hour ahead').waitFor();
		expect(Math.round((sandbox.core.clock.now() - Date.now()) / 60_000)).toBe(25 * 60);
		await page.keyboard.press('Escape');
		await page.getByRole('region', { name: 'Test conditions in force' }).getByText('1 day 1 hour ahead').waitFor();
		const again = await openConditions('Clock and delay');
		await again.getByRole('button', { name: 'Back to now' }).click();
		await again.getByText('The same time as here').waitFor();
		expect(Math.round((sandbox.core.clock.now() - Date.now()) / 60_000)).toBe(0);
	});

	it('hold HubSpot’s search index back', async () => {
		const { openConditions, sandbox } = opened();
		const sheet = await openConditions('Clock and delay');
		await sheet.getByLabel('Behind by (seconds)').fill('30');
		await sheet.getByRole('button', { name: 'Set' }).click();
		await sheet.getByText('Now: 30 s behind').waitFor();
		expect(sandbox.core.switches(sandbox.services.hubspot)).toMatchObject({ searchLagMs: 30_000 });
	});

	it('list every switch by a human name', async () => {
		const { openConditions, sandbox } = opened();
		const sheet = await openConditions('Open questions');
		for (const [label, service] of [
			['HubSpot', 'hubspot'],
			['Kaizala', 'kaizala'],
			['Teams', 'teams'],
			['jtel ACD', 'jtel'],
			['Thulium', 'thulium'],
		] as const) {
			await sheet.getByLabel('System').selectOption({ label: `${label} (as delivered)` });
			const rows = sheet.getByRole('list', { name: `Switches of ${label}` }).getByRole('listitem');
			const names = Object.keys(sandbox.services[service].defaultSwitches);
			expect(await rows.locator('label').allTextContents()).toEqual(names.map((name) => labelOf(service, name)));
			const shown = (await rows.locator('label, option').allTextContents()).join('\n');
			expect(shown.replace(/OAuth|HubSpot/g, '')).not.toMatch(/[a-z][A-Z]|_/);
		}
	});

	it('turn a switch by its list, its field and back, and say what is refused', async () => {
		const { openConditions, sandbox, errors } = opened();
		const sheet = await openConditions('Open questions');
		await sheet.getByLabel('System').selectOption('hubspot');
		const live = () => sandbox.core.switches(sandbox.services.hubspot);
		await sheet.getByLabel('The account has conversations').selectOption('no');
		await sheet.getByRole('button', { name: 'Reset: The account has conversations' }).waitFor();
		expect(live()).toMatchObject({ hasConversations: false });

		const wait = 'Seconds to wait that a “too many requests” names';
		await sheet.getByRole('searchbox').fill('seconds to wait');
		await sheet.getByLabel(wait, { exact: true }).fill('4');
		await sheet.getByLabel(wait, { exact: true }).press('Enter');
		await sheet.getByRole('button', { name: `Reset: ${wait}` }).waitFor();
		expect(live()).toMatchObject({ retryAfter: 4 });
		await sheet.getByRole('button', { name: `Reset: ${wait}` }).click();
		await sheet.getByRole('button', { name: `Reset: ${wait}` }).waitFor({ state: 'detached' });
		expect(live()).toMatchObject({ retryAfter: null });

		await sheet.getByRole('searchbox').fill('per token');
		const most = sheet.getByLabel('Calls allowed per token in 10 seconds', { exact: true });
		await most.fill('many');
		await most.press('Enter');
		await sheet.getByRole('alert').getByText('“Calls allowed per token in 10 seconds” takes a number.').waitFor();
		expect(errors).toEqual([]);
		expect(live()).toMatchObject({ burstLimit: 190 });
		await sheet.getByLabel('System').getByText('HubSpot (1 changed)').waitFor({ state: 'attached' });
	});

	it('show the rate limits from the counters that refuse calls, and let them empty by themselves', async () => {
		const { page, pipelines, sandbox } = opened();
		sandbox.setSwitches('hubspot', { burstLimit: 2 });
		const meter = page.getByRole('meter', { name: 'HubSpot: Calls, per token' });
		const value = (text: string) => page.locator(`[aria-label="HubSpot: Calls, per token"][aria-valuetext="${text}"]`);
		await value('0 of 2 in 10 s').waitFor();
		expect([await pipelines(), await pipelines(), await pipelines()]).toEqual([200, 200, 429]);
		await value('2 of 2 in 10 s').waitFor();
		expect(await meter.getAttribute('aria-valuenow')).toBe('2');
		await page.getByRole('meter', { name: 'HubSpot: Calls today' }).waitFor();
		// The next look at the clock finds the window empty.
		sandbox.core.clock.shift(10_001);
		await value('0 of 2 in 10 s').waitFor();
	});

	it('show a limit of Thulium as soon as a switch sets one', async () => {
		const { page, sandbox } = opened();
		const limits = page.getByRole('region', { name: 'Rate limits' });
		await limits.getByText('no limit known').nth(1).waitFor();
		sandbox.setSwitches('thulium', { rateLimit: 5 });
		await page.locator('[aria-label="Thulium: Calls"][aria-valuetext="0 of 5 in 5 s"]').waitFor();
	});
});
