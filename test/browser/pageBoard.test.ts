import { readFile } from 'node:fs/promises';

import { describeInBrowser } from '../harness/browser';
import { PHONE, PUMP, usePage } from './sandboxPage';

const CONTACT = 'marta.lindqvist@harbour-pumps.example';

describeInBrowser('the board of the sandbox’s page', () => {
	const opened = usePage();

	it('raises a ticket through the form and shows it on the board', async () => {
		const { page, environment, ticketState } = opened();
		await page.getByRole('button', { name: 'Raise a ticket' }).click();
		const form = page.getByRole('dialog', { name: 'Raise a ticket' });
		await form.getByLabel('Subject').fill('Conveyor 4 stands still');
		await form.getByLabel('Description').fill('Error E42');
		await form.getByLabel('Priority').selectOption('HIGH');
		await form.getByLabel('Contact’s e-mail').fill(CONTACT);
		await form.getByRole('button', { name: 'Raise ticket' }).click();

		await environment('New').getByRole('heading', { name: 'Conveyor 4 stands still' }).waitFor();
		expect(await form.count()).toBe(0);
		expect(ticketState('Conveyor 4 stands still')).toMatchObject({
			content: 'Error E42',
			hs_ticket_priority: 'HIGH',
			hs_pipeline_stage: '1',
			hs_all_associated_contact_emails: CONTACT,
		});
	});

	it('says what a system refuses, and keeps what was typed', async () => {
		const { page, sandbox, errors } = opened();
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

	it('counts the tickets that the columns of the pipeline show', async () => {
		const { panel, environment } = opened();
		const inColumns = await Promise.all(
			['New', 'Waiting on contact', 'Waiting on us', 'Closed'].map(
				async (name) => await environment(name).getByRole('heading', { level: 4 }).count(),
			),
		);
		const total = inColumns.reduce((sum, count) => sum + count, 0);
		expect(total).toBeGreaterThan(1);
		await panel('HubSpot board').getByText(`${total} tickets`, { exact: true }).waitFor();
	});

	it('moves a ticket by the select', async () => {
		const { page, environment, ticketState } = opened();
		await page.getByLabel(`Move ${PUMP} to`).selectOption({ label: 'Waiting on us' });
		await environment('Waiting on us').getByRole('heading', { name: PUMP }).waitFor();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '3' });
	});

	it('moves a ticket by dragging it with the mouse, and opens nothing on the way', async () => {
		const { page, environment, ticket, ticketState } = opened();
		await ticket(PUMP).getByRole('heading').dragTo(environment('Waiting on contact'));
		await environment('Waiting on contact').getByRole('heading', { name: PUMP }).waitFor();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '2' });
		expect(await page.getByRole('dialog').count()).toBe(0);
	});

	it('marks the stage below the pointer, and leaves the ticket on Escape', async () => {
		const { page, environment, ticket, ticketState } = opened();
		await ticket(PUMP).getByRole('heading').hover();
		await page.mouse.down();
		await environment('Waiting on us').hover();
		await page.locator('.stage.over').getByText('Waiting on us').waitFor();
		await page.locator('.ghost').getByText(PUMP).waitFor();
		await page.keyboard.press('Escape');
		await page.locator('.ghost').waitFor({ state: 'detached' });
		await page.mouse.up();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '1' });
	});

	it('moves a ticket with the keys, says each step, and keeps the focus on it', async () => {
		const { page, environment, ticketState } = opened();
		const grip = page.getByRole('button', { name: `Drag ${PUMP}` });
		const said = page.locator('[aria-live=assertive]');
		await grip.focus();
		await page.keyboard.press('Enter');
		await said.getByText(`${PUMP} picked up, on New.`).waitFor();
		await page.keyboard.press('ArrowRight');
		await said.getByText('Waiting on contact').waitFor();
		await page.keyboard.press('ArrowRight');
		await page.locator('.stage.over').getByText('Waiting on us').waitFor();
		await page.keyboard.press('Enter');
		await said.getByText(`${PUMP} dropped on Waiting on us.`).waitFor();
		await environment('Waiting on us').getByRole('heading', { name: PUMP }).waitFor();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '3' });
		await page.locator('.grip:focus').waitFor();
		expect(await page.locator('.grip:focus').getAttribute('aria-label')).toBe(`Drag ${PUMP}`);
	});

	it('leaves a ticket that the keys have picked up on Escape', async () => {
		const { page, ticketState } = opened();
		await page.getByRole('button', { name: `Drag ${PUMP}` }).focus();
		await page.keyboard.press(' ');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Escape');
		await page.getByText(`${PUMP} stays where it is.`).waitFor();
		await page.keyboard.press('Tab');
		expect(await page.locator('.stage.over').count()).toBe(0);
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '1' });
	});

	it('asks for a closing note when a ticket is closed', async () => {
		const { page, environment, ticketState } = opened();
		await page.getByLabel(`Move ${PUMP} to`).selectOption({ label: 'Closed' });
		const dialog = page.getByRole('dialog', { name: 'Move to “Closed”' });
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '1' });
		await dialog.getByLabel('Closing note').fill('The fuse was replaced.');
		await dialog.getByRole('button', { name: 'Move to Closed' }).click();

		await environment('Closed').getByText('“The fuse was replaced.”').waitFor();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '4', closing_note: 'The fuse was replaced.' });
	});

	it('opens a ticket with its properties, notes and links, writes a note, and gives the focus back', async () => {
		const { page, ticket, sandbox } = opened();
		const title = ticket(PUMP).getByRole('button', { name: PUMP, exact: true });
		await title.focus();
		await page.keyboard.press('Enter');
		const details = page.getByRole('dialog', { name: PUMP });
		await details.getByRole('list', { name: 'Associated records' }).getByText(CONTACT).waitFor();
		const notes = details.getByRole('list', { name: 'Notes' });
		expect(await notes.getByRole('listitem').allTextContents()).toEqual([
			expect.stringContaining('Fitter booked for Wednesday.'),
			expect.stringContaining('Called back. The pump hums but does not turn.'),
		]);
		await details.getByText('hs_pipeline_stage', { exact: true }).waitFor();

		await details.getByLabel('New note').fill('The fitter is on site.');
		await page.keyboard.press('Enter');
		await notes.getByText('The fitter is on site.').waitFor();
		expect(JSON.stringify(sandbox.services.hubspot.snapshot().notes)).toContain('The fitter is on site.');

		await page.keyboard.press('Escape');
		await details.waitFor({ state: 'detached' });
		expect(await title.evaluate((element) => element.matches(':focus'))).toBe(true);
	});

	it('offers the files of a note for download', async () => {
		const { page, ticket, sandbox, uploadToHubSpot, hubspot } = opened();
		const id = await uploadToHubSpot('pump.txt', 'It hums.');
		await hubspot('/crm/objects/2026-09/notes', {
			properties: { hs_timestamp: '2026-09-15T08:00:00Z', hs_note_body: 'See the file', hs_attachment_ids: id },
			associations: [
				{ to: { id: '38402119001' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }] },
			],
		});
		await ticket(PUMP).getByRole('button', { name: PUMP, exact: true }).click();
		const link = page.getByRole('dialog').getByRole('link', { name: 'Download pump.txt, 8 bytes' });
		const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
		expect(download.suggestedFilename()).toBe('pump.txt');
		expect(await readFile(await download.path(), 'utf8')).toBe('It hums.');
		expect(sandbox.journal.entries({ service: 'hubspot' })).toHaveLength(2);
	});

	it('shows a linked record when its chip is pressed, on the card and in the details', async () => {
		const { page, ticket, sandbox } = opened();
		const properties = { thulium_ticket_id: '1235', jtel_event_id: '2001' };
		await sandbox.act('hubspot', 'raiseTicket', { subject: 'Linked', properties });
		await ticket('Linked').getByRole('button', { name: 'Show Thulium ticket 1235' }).click();
		await page.getByRole('log', { name: 'Messages of ticket 1235' }).waitFor();
		await ticket('Linked').getByRole('button', { name: 'Linked', exact: true }).click();
		const details = page.getByRole('dialog', { name: 'Linked' });
		await details.getByRole('button', { name: 'Show jtel event 2001' }).click();
		await details.waitFor({ state: 'detached' });
		await page.locator('[data-event="2001"].lit').waitFor();
	});

	it('follows the sandbox without a reload for a thousand tickets', async () => {
		const { page, sandbox } = opened();
		await sandbox.act('hubspot', 'seedTickets', { count: 1000 });
		await page.getByText('1005 tickets').waitFor();
		expect(await page.locator('[data-ticket]').count()).toBeLessThanOrEqual(4 * 30);
	});
});

describeInBrowser('the board on a phone', () => {
	const opened = usePage({ viewport: PHONE, hasTouch: true, isMobile: true });

	it('moves a ticket with a finger on its grip; the board scrolls along', async () => {
		const { page, environment, ticketState, ticket } = opened();
		const finger = await page.context().newCDPSession(page);
		const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
			finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
		const box = await ticket(PUMP).locator('.grip').boundingBox();
		const [x, y] = [(box?.x ?? 0) + 12, (box?.y ?? 0) + 12];
		await touch('touchStart', x, y);
		await touch('touchMove', x, y + 20);
		await page.locator('.stage.over h3').getByText('New').waitFor();
		// At the edge the other stages come into reach, one after the other.
		const board = await page.locator('.stages').boundingBox();
		await touch('touchMove', x, (board?.y ?? 0) + (board?.height ?? 0) - 20);
		await page.locator('.stage.over h3').getByText('Closed').waitFor();
		await touch('touchEnd', 0, 0);
		await page.getByRole('button', { name: 'Move to Closed' }).click();
		await environment('Closed').getByRole('heading', { name: PUMP }).waitFor();
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '4' });
	});

	it('scrolls when a finger begins beside the grip', async () => {
		const { page, ticket, ticketState } = opened();
		const finger = await page.context().newCDPSession(page);
		const box = await ticket(PUMP).getByRole('heading').boundingBox();
		const y = (box?.y ?? 0) + 8;
		await finger.send('Input.synthesizeScrollGesture', { x: 250, y, xDistance: 0, yDistance: -200, speed: 2000 });
		expect(await page.locator('.stages').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(50);
		expect(ticketState(PUMP)).toMatchObject({ hs_pipeline_stage: '1' });
	});
});
