import { readFile } from 'node:fs/promises';
import type { JsonObject } from '../../sandbox/core/types';
import { waitFor } from '../../scripts/lib/wait';
import { describeInBrowser } from '../harness/browser';
import { SUPPORT_DESK, usePage } from './sandboxPage';

const FILE = { name: 'photo of the pump.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]) };

const CARE_CARD = 'com.gls.xyz.care';

describeInBrowser('the other three systems on the sandbox’s page', () => {
	const opened = usePage();

	it('draws a card that was sent through the API, and its change in place', async () => {
		const { page, sendCard, kaizala } = opened();
		await page.getByRole('log', { name: 'Messages and cards' }).getByText('No card yet').waitFor();
		const { actionId } = await sendCard({ ticketnumber: 'Ticket 4711', ticketstatus: 'Status: New' }, CARE_CARD);
		const card = page.locator(`[data-card="${String(actionId)}"]`);
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
		const path = `/v1/groups/${SUPPORT_DESK}/actions/${String(actionId)}`;
		await kaizala('PUT', path, { version: -1, updateProperties });
		await card.locator('.sheet').getByText('Status: Closed').waitFor();
		await card.getByText('Changed in place').waitFor();
		await page.locator('.call').filter({ hasText: 'changed' }).waitFor();
	});

	it('says which of a card’s bindings have no value', async () => {
		const { page, sendCard } = opened();
		const { actionId } = await sendCard({ ticketnumber: 'Ticket 4711' }, CARE_CARD);
		await page
			.locator(`[data-card="${String(actionId)}"]`)
			.getByText('2 of the card’s without value')
			.waitFor();
	});

	it('answers a card by its buttons, and changes its mind', async () => {
		const { page, sendSurvey, sandbox } = opened();
		await sendSurvey('Can you take it?', 'I go', 'Not now');
		await page.getByRole('button', { name: 'Not now' }).click();
		await page.getByRole('list', { name: 'Answers' }).getByText('Sam Agent').waitFor();
		await page.getByRole('button', { name: 'Not now', pressed: true }).waitFor();
		await page.getByRole('button', { name: 'I go' }).click();
		await page.getByRole('button', { name: 'I go', pressed: true }).waitFor();
		expect(sandbox.services.kaizala.snapshot().actions).toMatchObject([{ responses: [{ answers: ['I go'] }] }]);
	});

	it('writes into the chat as the chosen person', async () => {
		const { page, panel } = opened();
		await panel('Kaizala phone').getByLabel('You are').selectOption({ index: 1 });
		await page.getByRole('textbox', { name: /^Message as / }).fill('On my way');
		await page.keyboard.press('Enter');
		await page.getByRole('log', { name: 'Messages and cards' }).locator('.own').getByText('On my way').waitFor();
	});

	it('takes and finishes an event as the chosen agent', async () => {
		const { page, panel, sandbox } = opened();
		await panel('jtel agent queue').getByLabel('You are').selectOption('Samir Aziz');
		await page.getByRole('button', { name: 'Take Router offline' }).click();
		const event = page.locator('[data-event="2002"]');
		await event.getByText('Taken by Samir Aziz').waitFor();
		await page.getByRole('button', { name: 'Finish Router offline' }).click();
		await event.getByText('Finished by Samir Aziz').waitFor();
		const { events } = sandbox.services.jtel.snapshot() as { events: JsonObject[] };
		expect(events.find(({ ID }) => ID === 2002)).toMatchObject({ AcdEventStatusID: 20, UsersID: 4 });
	});

	it('puts a missed call into the queue, and says what jtel refuses', async () => {
		const { page, errors } = opened();
		await page.getByRole('button', { name: 'New event' }).click();
		const form = page.getByRole('dialog', { name: 'Put an event into the queue' });
		await form.getByLabel('Type').selectOption('Callback');
		await form.getByLabel('From').fill('+49 171 555');
		await form.getByLabel('Called number').selectOption('4919900112233');
		await form.getByLabel('Subject').fill('Please call back');
		await form.getByRole('button', { name: 'Add event' }).click();
		await form.getByRole('alert').getByText('digits only').waitFor();
		expect(errors.splice(0)).toEqual([expect.stringContaining('400')]);
		await form.getByLabel('From').fill('49171555');
		await form.getByRole('button', { name: 'Add event' }).click();
		await page.locator('[data-event="2006"]').getByText('Please call back').waitFor();
		expect(await form.count()).toBe(0);
	});

	it('shows the mails of a ticket, and downloads an attachment under its name', async () => {
		const { page } = opened();
		await page.getByRole('button', { name: '#1234' }).click();
		const mails = page.getByRole('log', { name: 'Messages of ticket 1234' });
		await mails.getByText('Where is my parcel?').waitFor();
		const link = mails.getByRole('link', { name: 'Download zdjęcie paczki.txt, 19 bytes' });
		const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
		expect(download.suggestedFilename()).toBe('zdjęcie paczki.txt');
		expect(await readFile(await download.path(), 'utf8')).toBe('Paczka zażółcona');
	});

	it('writes as the customer with files, one of them left out again', async () => {
		const { page, panel, sandbox } = opened();
		await page.getByRole('button', { name: '#1234' }).click();
		const desk = panel('Thulium conversation');
		await desk.locator('input[type=file]').setInputFiles([FILE, { ...FILE, name: 'wrong.png' }]);
		await desk.getByRole('button', { name: 'Leave out wrong.png' }).click();
		await page.getByLabel('Mail from the customer to ticket 1234').fill('Any news?');
		await page.keyboard.press('Enter');
		const mails = page.getByRole('log', { name: 'Messages of ticket 1234' });
		await mails.getByText('Any news?').waitFor();
		const link = mails.getByRole('link', { name: 'Download photo of the pump.png, 5 bytes' });
		const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
		expect(await readFile(await download.path())).toEqual(FILE.buffer);
		expect(await desk.getByRole('list', { name: 'Files to send' }).count()).toBe(0);
		expect(JSON.stringify(sandbox.services.thulium.snapshot().files)).not.toContain('wrong.png');
	});

	it('makes a ticket of a customer’s mail', async () => {
		const { page } = opened();
		await page.getByRole('button', { name: 'New mail' }).click();
		const form = page.getByRole('dialog', { name: 'A customer writes' });
		await form.getByLabel('From').fill('ewa.lis@example.com');
		await form.getByLabel('Subject').fill('Broken on arrival');
		await form.getByLabel('Text').fill('See the picture.');
		await form.locator('input[type=file]').setInputFiles([FILE]);
		await form.getByRole('button', { name: 'Send mail' }).click();
		const mails = page.getByRole('log', { name: 'Messages of ticket 1300' });
		await mails.getByText('See the picture.').waitFor();
		await mails.getByRole('link', { name: /photo of the pump/ }).waitFor();
	});

	it('shows when a mail came by the reader’s clock, not by that of Thulium', async () => {
		const { page, sandbox } = opened();
		sandbox.setSwitches('thulium', { zone: 'Asia/Tokyo' });
		await page.getByRole('button', { name: '#1234' }).click();
		await page.getByLabel('Mail from the customer to ticket 1234').fill('Any news?');
		await page.keyboard.press('Enter');
		const mail = page.getByRole('article').filter({ hasText: 'Any news?' });
		const shown = async () => await mail.locator('time').innerText();
		const readers = async () =>
			await page.evaluate(() =>
				[0, 60_000].map((ago) =>
					new Date(Date.now() - ago).toLocaleString('en-GB', {
						day: 'numeric',
						month: 'short',
						hour: '2-digit',
						minute: '2-digit',
					}),
				),
			);
		// The page learns of the switch a moment later.
		await waitFor('The time of the mail', async () => (await readers()).includes(await shown()) || undefined);
		expect(await readers()).toContain(await shown());
	});

	it('changes the status of a ticket as an agent does', async () => {
		const { page, sandbox } = opened();
		await page.getByRole('button', { name: '#1234' }).click();
		await page.getByLabel('Status of ticket 1234').selectOption('Zamknięte (Closed)');
		await page.getByRole('button', { name: '#1234' }).getByText('Zamknięte (Closed)').waitFor();
		const { tickets } = sandbox.services.thulium.snapshot() as { tickets: JsonObject[] };
		expect(tickets.find(({ ticket_id }) => ticket_id === 1234)).toMatchObject({ status_id: '6' });
	});
});

/** What the browser offers; the tests are checked without its types. */
interface StyleReader {
	getComputedStyle(element: unknown): { getPropertyValue(name: string): string };
}
