import { useInstantWaits } from '../harness/waits';

import type { RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { credentialsWith, LIMITED, list, sandbox, sent, setup } from './setup';

useInstantWaits();

/** Every write with values that the sandbox takes, and what an API user must be permitted for it. */
const WRITES: Array<[resource: string, operation: string, permission: string, parameters: RunSetup['parameters']]> = [
	['ticket', 'close', 'PUT tickets/:id', { ticketId: '1234', statusId: list('6') }],
	['ticket', 'comment', 'POST tickets/:id/comment', { ticketId: '1234', comment: 'x' }],
	['ticket', 'create', 'POST tickets', { to: 'service@example.com', subject: 'x', body: 'x' }],
	['ticket', 'customerResponse', 'POST tickets/:id/customer_response', { ticketId: '1234', body: 'x' }],
	['ticket', 'delete', 'DELETE tickets/:id', { ticketId: '1234' }],
	['ticket', 'update', 'PUT tickets/:id', { ticketId: '1234', updateFields: { tags: ['x'] } }],
	[
		'attachment',
		'delete',
		'DELETE tickets/:id/attachments/:token',
		{ ticketId: '1234', attachment: '91b7c05e6641aa20f3d2' },
	],
	['customer', 'create', 'POST customers', { surname: 'x' }],
	['customer', 'delete', 'DELETE customers/:id', { customerId: '5521' }],
	['customer', 'update', 'PUT customers/:id', { customerId: '5521', updateFields: { name: 'x' } }],
	['company', 'create', 'POST companies', { name: 'x' }],
	['company', 'delete', 'DELETE companies/:id', { companyId: '28' }],
	['company', 'update', 'PUT companies/:id', { companyId: '28', updateFields: { name: 'x' } }],
	['agent', 'call', 'POST agents/:login/call', { login: list('mnowak'), phoneNumber: '600100200' }],
	['queue', 'scheduleCall', 'POST queues/:id/schedule_call', { queueId: list('3'), phoneNumber: '600100200' }],
	['chat', 'start', 'POST chat_conversations/start', { chatQueueId: list('2') }],
	['campaign', 'addAgents', 'POST outbounds/:id/add_agents', { campaignId: list('00001'), logins: ['mnowak'] }],
	['campaignRecord', 'add', 'POST crm_outbounds/:id/records', { campaignId: list('00001'), customerId: '5521' }],
	[
		'campaignRecord',
		'addByPhoneNumber',
		'POST outbounds/:id/records',
		{ campaignId: list('00002'), phoneNumber: '600100300' },
	],
	[
		'campaignRecord',
		'setStatusByPhoneNumber',
		'POST outbound_status_by_phone_number',
		{ phoneNumber: '600100200', statusId: '5' },
	],
	[
		'campaignRecord',
		'update',
		'PUT crm_outbounds/:id/records/:customer_id',
		{ campaignId: list('00001'), customerId: '5522', updateFields: { order: 2 } },
	],
	['tag', 'add', 'POST tags', { tags: ['x'] }],
];

describe.each(['table', 'all200'])('with the status codes: %s', (statusCodes) => {
	beforeEach(() => sandbox.current.setSwitches('thulium', { statusCodes }));

	test.each(WRITES)('%s: %s succeeds and says so', async (resource, operation, _permission, parameters) => {
		const { items, error } = await runNode(setup(resource, operation, parameters));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(Object.keys(items[0]?.json ?? {})).not.toHaveLength(0);
		expect(sent()).toHaveLength(1);
	});
});

describe.each(['json', 'html', 'empty'])('with error bodies: %s', (errorBodies) => {
	beforeEach(() => sandbox.current.setSwitches('thulium', { errorBodies }));

	test.each(WRITES)('%s: %s says what to permit', async (resource, operation, permission, parameters) => {
		const credentials = credentialsWith(LIMITED);
		const result = await runNode(setup(resource, operation, parameters, { credentials }));
		expect(messageOf(result)).toMatch(
			errorBodies === 'json' ? /^Thulium says: No permission for this method\.$/ : /^HTTP 403 Forbidden from Thulium/,
		);
		expect(result.error?.description).toContain(`Permit "${permission}"`);
	});
});

/** What is never sent twice, unlike an update or a delete. */
const ONCE = new Set([
	'ticket comment',
	'ticket create',
	'ticket customerResponse',
	'customer create',
	'company create',
	'agent call',
	'queue scheduleCall',
	'chat start',
	'campaignRecord add',
	'campaignRecord addByPhoneNumber',
]);

describe.each(['resetAfter', 'resetBefore'] as const)('when the connection is cut: %s', (kind) => {
	test.each(WRITES)('%s: %s is told truthfully', async (resource, operation, _permission, parameters) => {
		sandbox.current.faults.add({ kind, service: 'thulium' });
		const result = await runNode(setup(resource, operation, parameters));
		const once = ONCE.has(`${resource} ${operation}`);
		expect(sent()).toHaveLength(once ? 1 : 2);
		if (once) {
			expect(messageOf(result)).toMatch(/^The outcome is unknown: the connection was cut/);
			expect(result.error?.description).toMatch(/before you run this item again/);
		} else expect(result.error).toBeUndefined();
	});
});
