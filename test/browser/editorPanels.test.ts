import type { Page } from 'playwright-core';

import { describeInBrowser } from '../harness/browser';
import { NodePanel, openWorkflow } from './lib/panel';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Polling triggers: what a manual test run has to show, from the seed. */
const POLLING = [
	['HubSpot Tickets Trigger', /38402119\d+/],
	['jtel ACD Trigger', /AcdEventTypesID/],
	['Thulium Polling Trigger', /message_id/],
] as const;

/** Webhook triggers: what their panels have to say beside the addresses. */
const WEBHOOKS = [
	['HubSpot Tickets Webhook Trigger', ['POST'], /Copy the Production URL above and paste it in HubSpot/],
	['Kaizala Trigger', ['GET', 'POST'], /Kaizala was retired by Microsoft/],
	['Thulium Trigger', ['POST'], /Ticket Created/],
	['jtel ACD Callback Trigger', ['POST'], /put the Callback Secret of the credential in the place of :secret/],
] as const;

/** One operation of each node, and something that its output has to show. */
const RUNS = [
	['HubSpot get', 'Marta Lindqvist|Pump|38402119001'],
	['Kaizala get', 'Customer care'],
	['Thulium get', 'Maria Nowak|mnowak'],
	['jtel get', 'Callback'],
] as const;

/** A wrong value of each node, and what the error has to say: what happened, and what to do. */
const ERRORS = [
	['HubSpot wrong', /HubSpot says: resource not found/, /Check the ID/],
	['Kaizala wrong', /Kaizala says: Group .* was not found/, /Check the Group/],
	['Thulium wrong', /Thulium says: Resource not found/, /Check the ID/],
	['jtel wrong', /jtel says: AcdEvent not found/, /Check the ID/],
] as const;

const NODES = [
	{ name: 'HubSpot create', type: 'hubSpotTickets', parameters: { resource: 'ticket', operation: 'create' } },
	{
		name: 'HubSpot update',
		type: 'hubSpotTickets',
		parameters: { resource: 'ticket', operation: 'update', ticketId: byId('38402119001') },
	},
	{ name: 'HubSpot association', type: 'hubSpotTickets', parameters: { resource: 'association', operation: 'add' } },
	{ name: 'Kaizala member', type: 'kaizala', parameters: { resource: 'member', operation: 'remove' } },
	{ name: 'Thulium close', type: 'thulium', parameters: { resource: 'ticket', operation: 'close', ticketId: '1' } },
	{ name: 'jtel event', type: 'jtelAcd', parameters: { resource: 'event', operation: 'create' } },
	{
		name: 'HubSpot get',
		type: 'hubSpotTickets',
		parameters: { resource: 'ticket', operation: 'get', ticketId: byId('38402119001') },
	},
	{ name: 'Kaizala get', type: 'kaizala', parameters: { resource: 'group', operation: 'getAll' } },
	{ name: 'Thulium get', type: 'thulium', parameters: { resource: 'agent', operation: 'getAll' } },
	{ name: 'jtel get', type: 'jtelAcd', parameters: { resource: 'event', operation: 'getTypes' } },
	{
		name: 'HubSpot wrong',
		type: 'hubSpotTickets',
		parameters: { resource: 'ticket', operation: 'get', ticketId: byId('1') },
	},
	{
		name: 'Kaizala wrong',
		type: 'kaizala',
		parameters: {
			resource: 'member',
			operation: 'getAll',
			groupId: byId('10aa0000-0000-4000-8000-0000000000ff@2'),
		},
	},
	{
		name: 'Thulium wrong',
		type: 'thulium',
		parameters: { resource: 'ticket', operation: 'get', ticketId: '999999' },
	},
	{ name: 'jtel wrong', type: 'jtelAcd', parameters: { resource: 'event', operation: 'get', eventId: '99999' } },
	{ name: 'HubSpot Tickets Trigger', type: 'hubSpotTicketsTrigger' },
	{ name: 'HubSpot Tickets Webhook Trigger', type: 'hubSpotTicketsWebhookTrigger' },
	{ name: 'Kaizala Trigger', type: 'kaizalaTrigger' },
	{ name: 'Thulium Trigger', type: 'thuliumTrigger' },
	{ name: 'Thulium Polling Trigger', type: 'thuliumPollingTrigger' },
	{ name: 'jtel ACD Trigger', type: 'jtelAcdTrigger' },
	{ name: 'jtel ACD Callback Trigger', type: 'jtelAcdCallbackTrigger' },
];

describeInBrowser('the editor: panels and test runs', () => {
	const editor = useEditor('editor-panels');
	let page: Page;

	beforeAll(async () => {
		const id = await editor.current.makeWorkflow('Panels', NODES);
		page = await editor.current.page();
		await openWorkflow(page, editor.current.url, id);
	}, EDITOR_TEST_MS);

	test(
		'HubSpot: the list of stages follows the chosen pipeline, and the mapper offers the properties',
		async () => {
			const panel = await NodePanel.open(page, 'HubSpot create');
			expect(await panel.pick('pipelineId', 'Returns')).toEqual(['Support Pipeline', 'Returns']);
			expect(await panel.chosen('pipelineId')).toBe('Returns');
			expect(await panel.pick('stageId', 'Refunded')).toEqual([
				'Announced',
				'Parcel received',
				'Being checked',
				'Refunded',
				'Refused',
			]);
			expect(await panel.chosen('stageId')).toBe('Refunded');
			expect(await panel.mapProperty('Affected sites')).toBe('Affected sites');
			const update = await NodePanel.open(page, 'HubSpot update');
			expect(await update.mapProperty('External reference')).toBe('External reference');
		},
		EDITOR_TEST_MS,
	);

	test(
		'HubSpot: the associated record and the association type follow the kind of object',
		async () => {
			const panel = await NodePanel.open(page, 'HubSpot association');
			expect(await panel.pick('ticketId', 'Valve leaks')).toContain('Valve leaks after service (38402119003)');
			expect(await panel.pick('toObjectId', 'Marta')).toContain(
				'Marta Lindqvist (marta.lindqvist@harbour-pumps.example)',
			);
			expect(await panel.pick('associationTypeId', 'Reporter')).toContain('Reporter');
		},
		EDITOR_TEST_MS,
	);

	test(
		'Kaizala: the members are those of the chosen group',
		async () => {
			const panel = await NodePanel.open(page, 'Kaizala member');
			expect(await panel.pick('groupId', 'Customer care')).toContain('Support desk');
			expect(await panel.pick('memberId', 'Sam Agent')).toEqual(['Ada Admin (Admin)', 'Sam Agent (Member)']);
		},
		EDITOR_TEST_MS,
	);

	test(
		'Thulium and jtel: statuses, groups and types come from the service',
		async () => {
			const close = await NodePanel.open(page, 'Thulium close');
			const statuses = await close.list('statusId');
			expect(statuses.length).toBeGreaterThan(0);
			const event = await NodePanel.open(page, 'jtel event');
			expect(await event.pick('groupId', 'Support')).toEqual(['Außendienst', 'Sales', 'Support']);
			expect(await event.chosen('groupId')).toBe('Support');
		},
		EDITOR_TEST_MS,
	);

	test.each(RUNS)(
		'%s: a test run shows its output',
		async (node, shown) => {
			const panel = await NodePanel.open(page, node);
			expect(await panel.execute()).toMatch(new RegExp(shown));
		},
		EDITOR_TEST_MS,
	);

	test.each(ERRORS)(
		'%s: the error panel says what happened and what to do',
		async (node, happened, advice) => {
			const panel = await NodePanel.open(page, node);
			const shown = await panel.execute();
			expect(shown).toMatch(happened);
			expect(shown).toMatch(advice);
			expect(await panel.errorDetails()).toMatch(/Item Index\s*0/);
		},
		EDITOR_TEST_MS,
	);

	test.each(POLLING)(
		'%s: Fetch Test Event gives sample data',
		async (node, shown) => {
			const panel = await NodePanel.open(page, node);
			expect(await panel.execute('Fetch Test Event')).toMatch(shown);
		},
		EDITOR_TEST_MS,
	);

	test.each(WEBHOOKS)(
		'%s: the panel shows the addresses and what to do with them',
		async (node, methods, text) => {
			const panel = await NodePanel.open(page, node);
			const shown = await panel.webhooks();
			for (const method of methods)
				expect(shown).toMatch(new RegExp(`${method}\\s+http://127\\.0\\.0\\.1:\\d+/webhook`));
			expect(shown).toMatch(text);
		},
		EDITOR_TEST_MS,
	);

	test(
		'Thulium Trigger: a ticket that is made while it listens is its test event',
		async () => {
			const panel = await NodePanel.open(page, 'Thulium Trigger');
			await panel.listen();
			await editor.current.relay.sandbox.act('thulium', 'raiseTicket', { subject: 'The gate does not open' });
			expect(await panel.shown()).toMatch(/TICKET_CREATED/);
		},
		EDITOR_TEST_MS,
	);

	test(
		'jtel ACD Callback Trigger: a call to the test URL is its test event',
		async () => {
			const panel = await NodePanel.open(page, 'jtel ACD Callback Trigger');
			const [address = ''] = /http:\S+/.exec(await panel.webhooks()) ?? [];
			await panel.listen();
			const call = await fetch(address.replace(':secret', 'jtel-sandbox-callback-secret'), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ AcdEventsID: 2039, ServiceNumber: '4919900112233', CallerID: '4915112345678' }),
			});
			expect(call.status).toBe(200);
			expect(await panel.shown()).toMatch(/4915112345678/);
		},
		EDITOR_TEST_MS,
	);
});
