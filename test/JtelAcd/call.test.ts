import '../harness/waits';

import { messageOf, runNode } from '../harness/engine';
import { useInstantWaits } from '../harness/waits';
import { useJtel } from './setup';

const { sandbox, run, sent } = useJtel();
useInstantWaits();

const RINGING = 'SIP/trunk1-000a1#1';
const path = (verb: string) => `GET /calls/${encodeURIComponent(RINGING)}/${verb}`;

const calls = (): unknown => sandbox.current.services.jtel.snapshot().calls;

test('get many calls: those that are going on now', async () => {
	const all = await runNode(run('call', 'getAll', { returnAll: true }));
	expect(all.json.map(({ UFN }) => UFN)).toEqual([RINGING, 'SIP/trunk1-000a2#1']);
	const one = await runNode(run('call', 'getAll', { returnAll: false, limit: 1 }));
	expect(one.json).toHaveLength(1);
	expect(sent()).toEqual(['GET /calls', 'GET /calls']);
});

test.each(['status', 'empty'])('answer a call; jtel replies with: %s', async (actionReply) => {
	sandbox.current.setSwitches('jtel', { actionReply });
	const { json } = await runNode(run('call', 'answer', { ufn: RINGING }));
	expect(sent()).toEqual([path('answer')]);
	expect(json).toEqual([{ UFN: RINGING, success: true }]);
	expect(calls()).toContainEqual(expect.objectContaining({ UFN: RINGING, state: 'connected' }));
});

test.each(['status', 'empty'])('put a call on hold; jtel replies with: %s', async (actionReply) => {
	sandbox.current.setSwitches('jtel', { actionReply });
	const { json } = await runNode(run('call', 'hold', { ufn: RINGING }));
	expect(sent()).toEqual([path('hold')]);
	expect(json).toEqual([{ UFN: RINGING, success: true }]);
	expect(calls()).toContainEqual(expect.objectContaining({ UFN: RINGING, state: 'held' }));
});

test.each(['status', 'empty'])('hang up a call; jtel replies with: %s', async (actionReply) => {
	sandbox.current.setSwitches('jtel', { actionReply });
	const { json } = await runNode(run('call', 'hangUp', { ufn: RINGING }));
	expect(sent()).toEqual([path('hangup')]);
	expect(json).toEqual([{ UFN: RINGING, success: true }]);
	expect(calls()).not.toContainEqual(expect.objectContaining({ UFN: RINGING }));
});

describe.each([
	['answer', 'answer'],
	['hangUp', 'hangup'],
	['hold', 'hold'],
])('%s changes something, although it is a GET', (operation, verb) => {
	test.each(['resetAfter', 'malformedJson', 'truncate'] as const)(
		'%s: the outcome is unknown, and it is sent once',
		async (kind) => {
			sandbox.current.faults.add({ kind, service: 'jtel' });
			const result = await runNode(run('call', operation, { ufn: RINGING }));
			expect(messageOf(result)).toMatch(/^The outcome is unknown: /);
			expect(result.error?.description).toMatch(/Call: Get Many/);
			expect(sent()).toEqual([path(verb)]);
		},
	);

	test.each([500, 502, 504])('HTTP %i: the outcome is unknown, and it is sent once', async (status) => {
		sandbox.current.faults.add({ kind: 'html', status, service: 'jtel' });
		const result = await runNode(run('call', operation, { ufn: RINGING }));
		expect(messageOf(result)).toMatch(/^The outcome is unknown: /);
		expect(sent()).toEqual([path(verb)]);
	});

	test('a refusal with Retry-After is waited for and repeated', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '2' }, service: 'jtel' });
		const { json } = await runNode(run('call', operation, { ufn: RINGING }));
		expect(json).toEqual([{ UFN: RINGING, success: true }]);
		expect(sent()).toEqual([path(verb), path(verb)]);
	});

	test('a call that has ended, and an older release', async () => {
		const gone = await runNode(run('call', operation, { ufn: 'gone' }));
		expect(messageOf(gone)).toBe('jtel says: Call not found');
		expect(gone.error?.description).toMatch(/a call may have ended/);
		sandbox.current.setSwitches('jtel', { disabledEndpoints: [`GET /calls/:UFN/${verb}`] });
		const older = await runNode(run('call', operation, { ufn: RINGING }));
		expect(messageOf(older)).toBe('This jtel release does not offer this function');
	});

	test.each(['', ' ', '.', '..'])('refuses "%s" before a request is sent', async (ufn) => {
		const result = await runNode(run('call', operation, { ufn: '={{ $json.ufn }}' }, { items: [{ ufn }] }));
		expect(messageOf(result)).toMatch(/^(The field "UFN" is empty|The field "UFN" cannot be "\.+")$/);
		expect(sent()).toEqual([]);
	});

	test('an identifier cannot lead to another path', async () => {
		const result = await runNode(run('call', operation, { ufn: 'users/user/3?x=#' }));
		expect(messageOf(result)).toBe('jtel says: Call not found');
		expect(sent()).toEqual([`GET /calls/${encodeURIComponent('users/user/3?x=#')}/${verb}`]);
		const upwards = await runNode(run('call', operation, { ufn: '../users/user/3?x=#' }));
		expect(messageOf(upwards)).toBe('The field "UFN" cannot be "../users/user/3?x=#"');
		expect(sent()).toHaveLength(1);
	});
});

test('an error under HTTP 200 is an error', async () => {
	sandbox.current.setSwitches('jtel', { errorsUnder200: true });
	expect(messageOf(await runNode(run('call', 'hold', { ufn: 'gone' })))).toBe('jtel says: Call not found');
});

test('Retry On Fail does not send a call action again', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	const result = await runNode(run('call', 'hangUp', { ufn: RINGING }, { maxTries: 2 }));
	expect(messageOf(result)).toMatch(/^The outcome is unknown: /);
	expect(sent()).toEqual([path('hangup')]);
});
