import { describeInBrowser } from '../harness/browser';
import { LAPTOP, PHONE, usePage } from './sandboxPage';

/** One ticket's way through the systems, as the page draws it. */
describeInBrowser('a ticket’s journey on the sandbox’s page', () => {
	const opened = usePage();
	const journey = () => opened().panel('One ticket’s journey');
	const words = async () => await journey().locator('.step .what button').allTextContents();

	/** What workflows and people do with a ticket, from its raising to its closing. */
	async function travel(): Promise<void> {
		const { sandbox, sendCard } = opened();
		const act = async (service: 'hubspot' | 'jtel', name: string, input: Parameters<typeof sandbox.act>[2]) =>
			(await sandbox.act(service, name, input)) as Record<string, string | number>;
		const later = () => sandbox.core.clock.shift(61_000);
		const { id = '' } = await act('hubspot', 'raiseTicket', { subject: 'The lift is stuck' });
		later();
		const { actionId } = await sendCard({ ticketnumber: String(id) });
		later();
		const { ID = 0 } = await act('jtel', 'createEvent', { Subject: 'The lift is stuck', UserData: String(id) });
		await act('hubspot', 'updateTicket', {
			id: String(id),
			properties: { kaizala_action_id: String(actionId), jtel_event_id: String(ID), thulium_ticket_id: '1234' },
		});
		later();
		await act('jtel', 'takeEvent', { ID, UsersID: 3 });
		later();
		await act('hubspot', 'updateTicket', {
			id: String(id),
			properties: { hs_pipeline_stage: '4', closing_note: 'The lift goes again.' },
		});
		later();
		const reply = await fetch(`${sandbox.url}/thulium/api/tickets/1234/agent_response`, {
			method: 'POST',
			headers: {
				authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ user_login: 'mnowak', body: '<p>The lift goes again.</p>' }),
		});
		expect(reply.status).toBeLessThan(300);
	}

	const STEPS = [
		'Thulium: Mail from the customer',
		'HubSpot: Ticket raised',
		'Kaizala: Card sent to Support desk',
		'jtel ACD: Event for Support',
		expect.stringMatching(/^jtel ACD: Event taken by /),
		'HubSpot: Ticket closed',
		'Thulium: Reply to the customer, from Maria Nowak',
	];

	it('names each step with its system and time, in order, and draws the line from lane to lane', async () => {
		await travel();
		await journey().getByText('Reply to the customer').waitFor();
		expect(await words()).toEqual(STEPS);
		const times = await journey()
			.locator('.step time')
			.evaluateAll((all) => all.map((each) => Date.parse(each.dateTime)));
		expect(times).toEqual([...times].sort((a, b) => a - b));
		// The line arrives where the dot is, and comes from where the last one was.
		const lines = await journey()
			.locator('.step path:not(.after)')
			.evaluateAll((all) => all.map((each) => each.getAttribute('d')));
		const lanes = ['HubSpot', 'Kaizala', 'Teams', 'jtel ACD', 'Thulium'];
		const places = (await words()).map((text) => lanes.findIndex((name) => text.startsWith(name)) + 0.5);
		expect(lines).toEqual(places.slice(1).map((x, index) => `M${places[index]} 0C${places[index]} .7 ${x} .3 ${x} 1`));
	});

	it('is chosen by ticket, and shows a step’s record in its panel', async () => {
		const { page } = opened();
		await travel();
		await journey().getByText('Reply to the customer').waitFor();
		await journey()
			.getByRole('button', { name: /Event for Support/ })
			.click();
		await page.locator('.event.lit').getByText('The lift is stuck').waitFor();
		await journey().getByLabel('Ticket').selectOption('Pump 7 does not start');
		await journey().getByText('Note written').first().waitFor();
		expect(await words()).toEqual(['HubSpot: Ticket raised', 'HubSpot: Note written', 'HubSpot: Note written']);
		await journey().getByLabel('Ticket').selectOption('Invoice shows the wrong address');
		await journey().getByText('It has not left HubSpot yet.').waitFor();
	});

	it('is walked again by Play, step by step by the keys, and stopped', async () => {
		const { page } = opened();
		await travel();
		await journey().getByText('Reply to the customer').waitFor();
		const current = () => journey().locator('[aria-current="step"] .what button');
		await journey().getByRole('button', { name: 'Next' }).focus();
		await page.keyboard.press('Enter');
		expect(await current().textContent()).toBe(STEPS[0]);
		await page.keyboard.press('Enter');
		await journey().getByRole('button', { name: 'Back' }).click();
		expect(await current().textContent()).toBe(STEPS[0]);
		await page.getByText('Step 1 of 7: Thulium, Mail from the customer').waitFor({ state: 'attached' });
		expect(await journey().locator('.step.ahead').count()).toBe(6);

		await journey().getByRole('button', { name: 'Play' }).click();
		await journey().locator('.step.current').getByText('Ticket raised').waitFor();
		await journey().getByRole('button', { name: 'Stop' }).click();
		await journey().getByRole('button', { name: 'Play' }).click();
		await journey().locator('.step.current').getByText('Reply to the customer').waitFor();
		await journey().getByRole('button', { name: 'Play' }).waitFor();
		expect(await journey().locator('.step.ahead').count()).toBe(0);
	});

	it('moves nothing for people who want that, and fits a phone', async () => {
		const { page } = opened();
		await page.emulateMedia({ reducedMotion: 'reduce' });
		await page.setViewportSize(PHONE);
		await travel();
		await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Journey' }).click();
		await journey().getByText('Reply to the customer').waitFor();
		await journey().getByRole('button', { name: 'Next' }).click();
		const moving = await journey().evaluate((element) => element.getAnimations({ subtree: true }).length);
		expect(moving).toBe(0);
		await page.emulateMedia({ reducedMotion: 'no-preference' });
		await journey().getByRole('button', { name: 'Next' }).click();
		expect(await journey().evaluate((element) => element.getAnimations({ subtree: true }).length)).toBeGreaterThan(0);
		await page.setViewportSize(LAPTOP);
	});
});
