import type { Page } from 'playwright-core';

import { describeInBrowser } from '../harness/browser';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';
import { NodePanel, openWorkflow } from './lib/panel';

/** What people know of tickets and contacts, handed in by mouse: labels, addresses, phone numbers. */

const PUMP = '38402119001';

const NODES = [
	{
		name: 'Filter',
		type: 'hubSpotTickets',
		parameters: {
			resource: 'ticket',
			operation: 'search',
			// As the editor stores a row that was just added.
			filters: { filter: [{ propertyName: { __rl: true, mode: 'list', value: '' }, operator: 'EQ' }] },
		},
	},
	{ name: 'Address', type: 'hubSpotTickets', parameters: { resource: 'ticket', operation: 'get' } },
	{
		name: 'Phone',
		type: 'hubSpotTickets',
		parameters: {
			resource: 'ticket',
			operation: 'create',
			subject: 'Call back',
			stageId: { __rl: true, mode: 'id', value: '1' },
			additionalFields: { contactId: { __rl: true, mode: 'list', value: '' } },
		},
	},
];

describeInBrowser('the editor of n8n takes human words', () => {
	const editor = useEditor('editor-values');
	let page: Page;

	beforeAll(async () => {
		const id = await editor.current.makeWorkflow('Human words', NODES);
		page = await editor.current.page();
		await openWorkflow(page, editor.current.url, id);
	}, EDITOR_TEST_MS);

	const open = async (node: string) => await NodePanel.open(page, node);

	test(
		'a filter is built from labels alone',
		async () => {
			const panel = await open('Filter');
			await panel.pick('propertyName', 'Priority');
			expect(await panel.list('value')).toEqual(['Low', 'Medium', 'High', 'Urgent']);
			await panel.pick('value', 'High');
			expect(await panel.execute()).toMatch(/Pump 7 does not start/);
		},
		EDITOR_TEST_MS,
	);

	test(
		'the address of a ticket is pasted',
		async () => {
			const panel = await open('Address');
			await panel.mode('ticketId', 'By URL');
			await panel.type('ticketId', `https://app.hubspot.com/contacts/24816357/record/0-5/${PUMP}`);
			expect(await panel.execute()).toMatch(/"stageLabel":[\s·]*"New"/);
		},
		EDITOR_TEST_MS,
	);

	test(
		'a contact is found by phone',
		async () => {
			const panel = await open('Phone');
			await panel.mode('contactId', 'By Phone');
			await panel.type('contactId', '+48 600 100 201');
			expect(await panel.execute()).toMatch(/Call back/);
			const created = (await editor.current.relay.sandbox.journal()).find(
				({ method, path }) => method === 'POST' && path.endsWith('/tickets'),
			);
			expect(created?.body).toMatchObject({ associations: [{ to: { id: '201' } }] });
		},
		EDITOR_TEST_MS,
	);
});
