import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { describeInBrowser } from '../harness/browser';
import { EDITOR_TEST_MS, useEditor } from './lib/environment';
import { NodePanel, openWorkflow } from './lib/panel';

const list = (value: string) => ({ __rl: true, mode: 'list', value });
const JTEL_SECRET = 'jtel-sandbox-callback-secret';

const EVENT = ['ID', 'Subject', 'Sender', 'AcdEventStatusID', 'AcdEventTypesID'];

/** One typical operation of each node as it is when it is added now, and the first columns of its table. */
const OPERATIONS = [
	[
		'hubSpotTickets',
		1.1,
		{ resource: 'ticket', operation: 'getAll' },
		['id', 'subject', 'stageLabel', 'pipelineLabel', 'priorityLabel'],
	],
	[
		'kaizala',
		1.1,
		{ resource: 'group', operation: 'getAll' },
		['groupId', 'groupName', 'groupType', 'hasSubGroups', 'hasParentGroups'],
	],
	[
		'thulium',
		1.1,
		{ resource: 'ticket', operation: 'getAll' },
		['ticket_id', 'subject', 'full_status_name', 'ticket_queue_name', 'user_login'],
	],
	['jtelAcd', 1.1, { resource: 'event', operation: 'getAll' }, EVENT],
] as const;

/** Polling triggers show a sample. */
const POLLING = [
	[
		'hubSpotTicketsTrigger',
		1,
		{ event: 'stageChanged' },
		['id', 'subject', 'stageLabel', 'previousStageLabel', 'pipelineLabel'],
	],
	['jtelAcdTrigger', 1.1, {}, EVENT],
	[
		'thuliumPollingTrigger',
		1,
		{ event: 'ticketCreated' },
		['ticket_id', 'subject', 'full_status_name', 'ticket_queue_name', 'from'],
	],
] as const;

/** Webhook triggers listen. What the vendor sends stays as it is; the callback trigger has it in one column, in plain words. */
const WEBHOOKS = [
	['hubSpotTicketsWebhookTrigger', 1, {}, ['event', 'ticketId', 'occurredAt', 'source', 'portalId']],
	[
		'kaizalaTrigger',
		1,
		{ groupId: list(SEED_GROUPS.supportDesk), events: ['TextMessageCreated'] },
		['eventType', 'fromUserName', 'text', 'groupId', 'eventId'],
	],
	[
		'thuliumTrigger',
		1,
		{ events: ['TICKET_CREATED'] },
		['action', 'ticket_id', 'customer_id', 'agent_login', 'direction'],
	],
	['jtelAcdCallbackTrigger', 1.1, {}, ['call', 'source', 'method', 'query']],
] as const;

/** Where to keep pictures of what is seen, to be looked at by a person. */
const PICTURES = process.env.TABLE_PICTURES;

describeInBrowser('the editor: output as a table, at 1440 pixels', () => {
	const editor = useEditor('editor-tables');
	let page: Page;
	let workflow: string;

	beforeAll(async () => {
		const all = [...OPERATIONS, ...POLLING, ...WEBHOOKS];
		const nodes = all.map(([type, version, parameters]) => ({ name: type, type, version, parameters }));
		const id = await editor.current.makeWorkflow('Tables', nodes);
		workflow = id;
		page = await editor.current.page();
	}, EDITOR_TEST_MS);

	// The editor runs nothing while it still takes in what the run before it gave.
	beforeEach(async () => await openWorkflow(page, editor.current.url, workflow), EDITOR_TEST_MS);

	async function firstColumns(panel: NodePanel, name: string): Promise<string[]> {
		const columns = await panel.columns();
		if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
		process.stdout.write(`${name}: ${columns.join(', ')}\n`);
		return columns.slice(0, 5);
	}

	test.each(OPERATIONS)(
		'%s: the first columns say which record it is',
		async (type, _version, _parameters, expected) => {
			const panel = await NodePanel.open(page, type);
			await panel.execute();
			expect(await firstColumns(panel, type)).toEqual(expected);
		},
		EDITOR_TEST_MS,
	);

	test.each(POLLING)(
		'%s: the first columns of its sample say what happened to which record',
		async (type, _version, _parameters, expected) => {
			const panel = await NodePanel.open(page, type);
			await panel.execute('Fetch Test Event');
			expect(await firstColumns(panel, type)).toEqual(expected);
		},
		EDITOR_TEST_MS,
	);

	test.each(WEBHOOKS)(
		'%s: the first columns of a call say what happened to which record',
		async (type, _version, _parameters, expected) => {
			const panel = await NodePanel.open(page, type);
			const [address = ''] = /http:\S+/.exec(await panel.webhooks()) ?? [];
			await panel.listen();
			await callOf(type, address);
			await panel.shown();
			expect(await firstColumns(panel, type)).toEqual(expected);
		},
		EDITOR_TEST_MS,
	);

	/** What the trigger waits for happens in the sandbox. */
	async function callOf(type: (typeof WEBHOOKS)[number][0], address: string): Promise<void> {
		const { sandbox } = editor.current.relay;
		switch (type) {
			case 'hubSpotTicketsWebhookTrigger':
				await fetch(`${sandbox.url}/_sandbox/webhook-calls`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ service: 'hubspot', event: 'created', url: address }),
				});
				return;
			case 'kaizalaTrigger':
				await sandbox.act('kaizala', 'sendMessage', {
					...{ groupId: SEED_GROUPS.supportDesk, phone: SEED_PHONES.lead, text: 'The gate does not open' },
				});
				return;
			case 'thuliumTrigger':
				await sandbox.act('thulium', 'raiseTicket', { subject: 'The gate does not open' });
				return;
			case 'jtelAcdCallbackTrigger':
				await sandbox.act('jtel', 'pushEvent', { ID: 2001, url: address.replace(':secret', JTEL_SECRET) });
		}
	}
});
