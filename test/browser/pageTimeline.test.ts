import { describeInBrowser } from '../harness/browser';
import { usePage } from './sandboxPage';

describeInBrowser('the API calls on the sandbox’s page', () => {
	const opened = usePage();
	const calls = () => opened().page.getByRole('log', { name: 'API calls, newest first' });

	it('are listed newest first, in words, with status and duration, and what went over the wire on demand', async () => {
		const { page, kaizala, jtelTypes } = opened();
		await kaizala('GET', '/v1/groups');
		await jtelTypes();
		await calls().getByText('listed the types of events').waitFor();
		expect(await calls().locator('.words').allTextContents()).toEqual([
			'listed the types of events',
			'listed the groups',
			'signed in',
		]);
		const first = calls().locator('summary').first();
		expect(await first.textContent()).toMatch(/jtel ACDlisted the types of events200\d+ ms$/);
		await first.focus();
		await page.keyboard.press('Enter');
		await calls().getByText('GET /rest/v1.0/1/acd/events/types').waitFor();
		await calls().getByText('"AcdEventTypes.Workflow"').waitFor();
	});

	it('are one row with their repeats, each of which opens', async () => {
		const { page, jtelTypes, pipelines } = opened();
		for (let call = 0; call < 60; call += 1) await jtelTypes();
		await pipelines();
		await jtelTypes();
		const row = calls().locator('.call').first();
		await row.getByText('listed the types of events, 61 times').waitFor();
		expect(await calls().locator('.words').allTextContents()).toEqual([
			'listed the types of events, 61 times',
			'listed the pipelines and stages of tickets',
		]);
		await row.locator('summary').first().click();
		await row.locator('.repeat').nth(49).waitFor();
		expect(await row.locator('.repeat').count()).toBe(50);
		await row.getByRole('button', { name: 'Show 11 of 11 earlier ones' }).click();
		await row.locator('.repeat').nth(60).waitFor();
		expect(await row.locator('.repeat').count()).toBe(61);
		await row.locator('.repeat summary').last().focus();
		await page.keyboard.press('Enter');
		await row.getByText('"AcdEventTypes.Workflow"').waitFor();
		// It stays open while calls are added.
		await jtelTypes();
		await row.getByText('62 times').waitFor();
		await row.getByText('"AcdEventTypes.Workflow"').waitFor();
	});

	it('are filtered by system, and by whether they have failed', async () => {
		const { page, panel, kaizala, jtelTypes, sandbox } = opened();
		await kaizala('GET', '/v1/groups');
		sandbox.faults.add([
			{ kind: 'status', status: 503, service: 'jtel' },
			{ kind: 'resetAfter', service: 'jtel' },
			{ kind: 'malformedJson', service: 'jtel' },
		]);
		for (let call = 0; call < 4; call += 1) await jtelTypes();
		await expectCount(6);
		await page.getByLabel('Failed only').check();
		await expectCount(3);
		expect(await calls().locator('.fault').allTextContents()).toEqual([
			'fault: broken JSON',
			'fault: cut after the work',
			'fault: refused',
		]);
		await panel('API calls').getByLabel('Show').selectOption('Kaizala');
		await calls().getByText('None of the 6 calls is of this kind.').waitFor();
		await page.getByLabel('Failed only').uncheck();
		await expectCount(2);
	});

	it('say of a disturbed call whether its work was done', async () => {
		const { jtelTypes, sandbox } = opened();
		sandbox.faults.add({ kind: 'resetAfter', service: 'jtel' });
		await jtelTypes();
		await calls().locator('summary').first().click();
		await calls().getByText('This call was disturbed on purpose. Its work was done.').waitFor();
	});

	it('stand still while paused, and count what they miss', async () => {
		const { page, jtelTypes } = opened();
		await jtelTypes();
		await expectCount(1);
		await page.getByRole('button', { name: 'Pause' }).click();
		await jtelTypes();
		await jtelTypes();
		await page.getByText('Paused: 2 new calls since.').waitFor();
		await expectCount(1);
		expect(await calls().locator('.times').count()).toBe(0);
		await page.getByRole('button', { name: 'Go on' }).click();
		await calls().getByText('3 times').waitFor();
	});

	it('are cleared, and forgotten with everything else by a reset', async () => {
		const { page, jtelTypes, sandbox, ticket } = opened();
		await jtelTypes();
		await expectCount(1);
		await page.getByRole('button', { name: 'Clear', exact: true }).click();
		await calls().getByText('No call yet').waitFor();
		await jtelTypes();
		await expectCount(1);
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Gone soon' });
		sandbox.faults.add({ kind: 'empty', times: -1 });
		await ticket('Gone soon').waitFor();
		const reset = page.getByRole('button', { name: 'Reset', exact: true });
		await reset.click();
		await page.getByRole('button', { name: 'Cancel' }).click();
		expect(await reset.evaluate((element) => element.matches(':focus'))).toBe(true);
		await reset.click();
		await page.getByRole('button', { name: 'Reset everything' }).click();
		await ticket('Gone soon').waitFor({ state: 'detached' });
		await calls().getByText('No call yet').waitFor();
		await page.getByRole('region', { name: 'Test conditions in force' }).waitFor({ state: 'detached' });
	});

	async function expectCount(count: number): Promise<void> {
		await calls().locator(`.call:nth-child(${count})`).waitFor();
		expect(await calls().locator('.call').count()).toBe(count);
	}
});
