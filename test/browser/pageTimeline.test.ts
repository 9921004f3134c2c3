import { describeInBrowser } from '../harness/browser';
import { usePage } from './sandboxPage';

describeInBrowser('the API calls on the sandbox’s page', () => {
	const opened = usePage();
	const calls = () => opened().page.getByRole('log', { name: 'API calls, newest first' });

	it('are listed newest first, with method, status and duration, and their bodies on demand', async () => {
		const { page, kaizala, jtelTypes } = opened();
		await kaizala('GET', '/v1/groups');
		await jtelTypes();
		await calls().getByText('/rest/v1.0/1/acd/events/types').waitFor();
		expect(await calls().locator('.path').allTextContents()).toEqual([
			'/rest/v1.0/1/acd/events/types',
			'/v1/groups',
			'/v1/accessToken',
		]);
		const first = calls().locator('summary').first();
		expect(await first.textContent()).toMatch(/jtel ACDGET.*200\d+ ms$/);
		await first.focus();
		await page.keyboard.press('Enter');
		await calls().getByText('"AcdEventTypes.Workflow"').waitFor();
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
		await page.getByRole('button', { name: 'Go on' }).click();
		await expectCount(3);
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
