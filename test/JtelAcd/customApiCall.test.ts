import '../harness/waits';

import { messageOf, runNode } from '../harness/engine';
import { requests, wire } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { useJtel } from './setup';

const { sandbox, run, sent } = useJtel();
useInstantWaits();

const call = (parameters: object) => run('customApiCall', 'call', { ...parameters });
const query = (name: string, value: string) => ({ parameter: [{ name, value }] });

test('make a custom API call: the envelope comes back as jtel sends it', async () => {
	const { json } = await runNode(
		call({ method: 'GET', path: 'dialler/contacts', query: query('diallerCampaignsID', '51') }),
	);
	expect(sent()).toEqual(['GET /dialler/contacts?diallerCampaignsID=51']);
	expect(json).toEqual([expect.objectContaining({ count: 1, status: 200, records: [expect.anything()] })]);
});

test('a body is sent as JSON', async () => {
	const body = { AcdEventTypesID: 6, AcdGroupsID: 235, Sender: 'a@example.com', Subject: 'Help' };
	const { json } = await runNode(call({ method: 'POST', path: '/acd/events/create', body: JSON.stringify(body) }));
	expect(wire(requests(sandbox.current, 'jtel'))).toEqual([
		{ method: 'POST', path: '/rest/v1.0/1/acd/events/create', body },
	]);
	expect(json).toEqual([expect.objectContaining({ count: 1 })]);
});

test.each([
	['a create', { method: 'POST', path: '/acd/events/create', body: '{}' }],
	['call control by GET', { method: 'GET', path: '/calls/SIP%2Ftrunk1-000a1%231/hold' }],
	[
		'a delete of any one of several',
		{ method: 'DELETE', path: '/dialler/contacts/contact', query: query('userData', 'cust-1') },
	],
])('a lost response is not repeated for %s', async (_name, parameters) => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	expect(messageOf(await runNode(call(parameters)))).toMatch(/^The outcome is unknown: /);
	expect(requests(sandbox.current, 'jtel')).toHaveLength(1);
});

test.each([
	['a read', { method: 'GET', path: '/calls' }],
	['a delete by ID', { method: 'DELETE', path: '/dialler/contacts/contact/801' }],
])('a lost response is repeated for %s', async (_name, parameters) => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	expect((await runNode(call(parameters))).error).toBeUndefined();
	expect(requests(sandbox.current, 'jtel')).toHaveLength(2);
});

test('a function that this release does not have, and an object that is not there', async () => {
	const missing = await runNode(call({ method: 'GET', path: '/acd/events/status' }));
	expect(messageOf(missing)).toBe('This jtel release does not offer this function');
	const unknown = await runNode(call({ method: 'GET', path: '/users/user/99' }));
	expect(messageOf(unknown)).toBe('jtel says: User not found');
});

test.each(['https://example.com/x', '//example.com', '/../../2/users', '/users?x=1'])(
	'refuses the path %s before a request is sent',
	async (path) => {
		expect(messageOf(await runNode(call({ method: 'GET', path })))).toMatch(/^The field "Path" must/);
		expect(sent()).toEqual([]);
	},
);
