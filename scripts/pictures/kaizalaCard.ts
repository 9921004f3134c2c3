import { join } from 'node:path';

import type { Subject } from './camera';
import { FOLDER, open, SIZE } from './camera';

const CARE_GROUP = '10aa0000-0000-4000-8000-000000000001@2';

/** The card of the documentation's example on the phone of the sandbox: sent, then updated in place. */
export const kaizalaCard: Subject = async ({ browser, relay }) => {
	const { url } = relay.sandbox;
	const root = `${url}/kaizala`;
	const call = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
		const response = await fetch(root + path, {
			method,
			headers: { 'content-type': 'application/json', ...headers },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
		return (await response.json()) as Record<string, string>;
	};
	const { accessToken = '' } = await call('GET', '/v1/accessToken', {
		applicationId: 'kaizala-sandbox-connector',
		applicationSecret: 'kaizala-sandbox-secret',
		refreshToken: 'kaizala-sandbox-refresh-token',
	});
	const property = (name: string, value: string) => ({ name, type: 'Text', value });
	const actions = `/v1/groups/${encodeURIComponent(CARE_GROUP)}/actions`;
	const { actionId = '' } = await call(
		'POST',
		actions,
		{ accessToken },
		{
			id: 'com.example.desk.ticket',
			actionBody: {
				properties: [
					property('subject', 'Pump 7 does not start'),
					property('ticketnumber', 'Ticket 907050'),
					property('ticketstatus', 'Status: Waiting on us'),
					property('priority', 'Priority: High'),
					property('owner', 'Owner: Sam Agent'),
					property('customername', 'Customer: ewa@example.com'),
					property('link', 'https://app.hubspot.com/contacts/62515/record/0-5/907050'),
				],
			},
		},
	);
	const context = await browser.newContext({
		viewport: { ...SIZE, height: 1_600 },
		colorScheme: 'light',
		deviceScaleFactor: 2,
	});
	const page = await open(context, url, `[data-card="${actionId}"]`);
	const card = page.locator(`[data-card="${actionId}"]`);
	await page.waitForTimeout(1_500);
	await card.screenshot({ path: join(FOLDER, 'kaizala-card-active.png') });
	await call(
		'PUT',
		`${actions}/${actionId}`,
		{ accessToken },
		{
			version: -1,
			updateProperties: [property('ticketstatus', 'Status: Closed')],
		},
	);
	await card.getByText('Status: Closed', { exact: true }).first().waitFor();
	// The flash of the change fades first.
	await page.waitForTimeout(3_000);
	await card.screenshot({ path: join(FOLDER, 'kaizala-card-resolved.png') });
	await context.close();
};
