import { useInstantWaits } from '../harness/waits';
import type { RunResult, RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { SEED_CONNECTORS } from '../../sandbox/kaizala';
import { calls, CARD, cards, group, GROUP, setup, TEAM, useKaizala } from './setup';

const waits = useInstantWaits();
const sandbox = useKaizala();

const run = (resource: string, operation: string, parameters: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
	runNode(setup(sandbox.current, resource, operation, parameters, rest));

const send = (rest?: Partial<RunSetup>) => run('action', 'send', CARD, rest);

const handled = () => calls(sandbox.current).filter((call) => call.handled);

describe('a send whose response is missing', () => {
	test.each([
		['a cut connection', { kind: 'resetAfter' as const }, /^The outcome is unknown: the connection was cut/],
		['half a response', { kind: 'malformedJson' as const }, /^The outcome is unknown: Kaizala sent a response that/],
	])('is reported as unknown after %s and not repeated', async (_name, fault, message) => {
		sandbox.current.faults.add({ ...fault, service: 'kaizala', method: 'POST' });
		const result = await send();
		expect(messageOf(result)).toMatch(message);
		expect(result.error?.description).toMatch(/Check in the Kaizala group/);
		expect(calls(sandbox.current, 'POST')).toHaveLength(1);
		expect(cards(sandbox.current)).toHaveLength(1);
	});

	test.each([
		['action', CARD],
		['message', { groupId: group(TEAM), recipients: 'group', message: 'Hello' }],
	])('is reported as unknown after an HTML 503 and not repeated (%s)', async (resource, parameters) => {
		sandbox.current.faults.add({ kind: 'html', status: 503, service: 'kaizala', method: 'POST' });
		const result = await run(resource, 'send', parameters);
		expect(messageOf(result)).toMatch(/^The outcome is unknown: Kaizala .*HTTP 503/);
		expect(calls(sandbox.current, 'POST')).toHaveLength(1);
	});

	test.each<[string, string, RunSetup['parameters'], RegExp]>([
		['group', 'create', { name: 'Desk', welcomeMessage: 'Hello' }, /Group: Get Many/],
		['subGroup', 'create', { groupId: group(TEAM), name: 'Desk', welcomeMessage: 'Hello' }, /Subgroup: Get Many/],
		['bot', 'create', { name: 'Desk bot' }, /Bot: Get Many/],
		[
			'webhook',
			'create',
			{ objectId: TEAM, eventTypes: ['UserJoined'], callBackUrl: 'https://example.com' },
			/Webhook: Get Many/,
		],
	])('says where to look: %s', async (resource, operation, parameters, advice) => {
		sandbox.current.faults.add({ kind: 'html', status: 503, service: 'kaizala', method: 'POST' });
		const result = await run(resource, operation, parameters);
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(result.error?.description).toMatch(advice);
		expect(calls(sandbox.current, 'POST')).toHaveLength(1);
	});

	test('lets the other items pass with Continue On Fail', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'POST', skip: 1 });
		const result = await send({ items: [{}, {}, {}], continueOnFail: true });
		expect(result.json.map(({ error }) => typeof error)).toEqual(['undefined', 'string', 'undefined']);
		expect(cards(sandbox.current)).toHaveLength(3);
	});
});

describe('what is repeated', () => {
	test.each([
		['a cut connection', { kind: 'resetBefore' as const }],
		['an HTML 503', { kind: 'html' as const, status: 503 }],
		['half a response', { kind: 'malformedJson' as const }],
	])('a read and an update after %s', async (_name, fault) => {
		const [card] = (await send()).json;
		const address = { groupId: group(GROUP), actionId: String(card?.actionId) };
		sandbox.current.faults.add({ ...fault, service: 'kaizala', method: 'GET', path: 'actions' });
		expect((await run('action', 'get', address)).json).toMatchObject([{ actionId: card?.actionId }]);
		expect(calls(sandbox.current, 'GET')).toHaveLength(2);
		sandbox.current.faults.add({ ...fault, service: 'kaizala', method: 'PUT' });
		const properties = { property: [{ name: 'ticketstatus', type: 'Text', value: 'done' }] };
		expect((await run('action', 'updateProperties', { ...address, properties })).error).toBeUndefined();
		expect(calls(sandbox.current, 'PUT')).toHaveLength(2);
		expect(cards(sandbox.current)[0]?.properties).toMatchObject({ ticketstatus: 'done' });
	});

	test.each([false, true])(
		'a removal after a lost response: gone counts as done (errors under status 200: %s)',
		async (errorsWith200) => {
			sandbox.current.setSwitches('kaizala', { errorsWith200 });
			const { json } = await run('bot', 'create', { name: 'Desk bot' });
			const botUserId = group(String(json[0]?.botUserId));
			const member = { groupId: group(TEAM), memberId: botUserId };
			await run('bot', 'addToGroup', { groupId: group(TEAM), botUserId });
			sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'DELETE', path: 'members' });
			expect((await run('member', 'remove', member)).json).toEqual([{ success: true }]);
			sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'DELETE', path: 'bot' });
			expect((await run('bot', 'delete', { botUserId })).json).toEqual([{ deleted: true }]);
			expect(calls(sandbox.current, 'DELETE')).toHaveLength(4);
			expect(messageOf(await run('bot', 'delete', { botUserId }))).toMatch(/NotFound/);
		},
	);

	test('not an update with a version check: the second would be refused although the first took effect', async () => {
		const [card] = (await send()).json;
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'PUT' });
		const result = await run('action', 'updateProperties', {
			groupId: group(GROUP),
			actionId: String(card?.actionId),
			properties: { property: [{ name: 'ticketstatus', type: 'Text', value: 'done' }] },
			options: { version: 1 },
		});
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(result.error?.description).toMatch(/Look at the card/);
		expect(calls(sandbox.current, 'PUT')).toHaveLength(1);
	});

	test('a send that was refused with 429, after the time that Kaizala names', async () => {
		sandbox.current.faults.add({
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '30' },
			service: 'kaizala',
			method: 'POST',
		});
		const result = await send();
		expect(result.error).toBeUndefined();
		expect(waits.waitedMs).toBe(30_000);
		expect(result.hints[0]?.message).toMatch(/asked to slow down: this run waited 30 s/);
		expect(handled()).toHaveLength(1);
	});

	test('a send that was refused with 429 without a time', async () => {
		sandbox.current.faults.add({
			kind: 'empty',
			status: 429,
			service: 'kaizala',
			method: 'POST',
			times: 2,
		});
		expect((await send()).error).toBeUndefined();
		expect(waits.waitedMs).toBeGreaterThan(500);
		expect(cards(sandbox.current)).toHaveLength(1);
	});

	test('but not for ever', async () => {
		sandbox.current.faults.add({ kind: 'empty', status: 429, service: 'kaizala', method: 'POST', times: -1 });
		const result = await send();
		expect(messageOf(result)).toBe('Kaizala says: HTTP 429 without a reason');
		expect(result.error?.description).toMatch(/100 calls a minute/);
		expect(calls(sandbox.current)).toHaveLength(5);
	});
});

describe('the limit of 100 calls a minute', () => {
	const items = Array.from({ length: 120 }, (_, index) => ({ index }));

	test('is kept by pacing: no call is refused', async () => {
		const result = await send({ items });
		expect(result.json).toHaveLength(120);
		expect(calls(sandbox.current).map(({ status }) => status)).not.toContain(429);
		expect(waits.waitedMs).toBeGreaterThan(50_000);
		expect(waits.waitedMs).toBeLessThanOrEqual(60_000);
	});

	test.each([{ connectorCallsPerMinute: 60 }, { tenantCallsPerMinute: 60 }])(
		'is waited for where it is lower: %j',
		async (limit) => {
			sandbox.current.setSwitches('kaizala', limit);
			const result = await send({ items: items.slice(0, 70) });
			expect(result.json).toHaveLength(70);
			expect(calls(sandbox.current).map(({ status }) => status)).toContain(429);
			expect(cards(sandbox.current)).toHaveLength(70);
		},
	);
});

test('an Endpoint URL without https:// is named before anything is sent', async () => {
	const request = setup(sandbox.current, 'action', 'send', CARD);
	Object.assign(request.credentials.kaizalaApi ?? {}, { endpointUrl: 'kms2.example.com/' });
	expect(messageOf(await runNode(request))).toBe(
		'The Endpoint URL "kms2.example.com" in the credential is not a web address',
	);
});

describe('permissions', () => {
	test.each([false, true])('a missing one is told in Kaizala’s words (under status 200: %s)', async (errorsWith200) => {
		sandbox.current.setSwitches('kaizala', { errorsWith200, missingScopes: ['action.write'] });
		const result = await send();
		expect(messageOf(result)).toBe('Kaizala says: The connector lacks the permission action.write (Forbidden)');
		expect(result.error?.description).toMatch(/may lack a permission/);
	});

	test('a group that the refresh token does not reach', async () => {
		const { id, secret, refreshToken } = SEED_CONNECTORS.group;
		const request = setup(sandbox.current, 'action', 'send', CARD);
		Object.assign(request.credentials.kaizalaApi ?? {}, {
			applicationId: id,
			applicationSecret: secret,
			refreshToken,
		});
		expect(messageOf(await runNode(request))).toMatch(/^Kaizala says: .*not a member of the group \(Forbidden\)/);
	});
});

test.each([false, true])('booleans may come as text (%s)', async (stringBooleans) => {
	sandbox.current.setSwitches('kaizala', { stringBooleans });
	expect((await send()).json).toMatchObject([{ actionId: cards(sandbox.current)[0]?.actionId }]);
	expect(cards(sandbox.current)).toHaveLength(1);
	const groups = (await run('group', 'getAll', { returnAll: true })).json;
	expect(groups.map(({ groupName }) => groupName)).toEqual(['Customer care', 'Back office', 'Region north']);
});

test('nothing secret is in an error, whatever goes wrong', async () => {
	const secrets = ['kaizala-sandbox-secret', 'kaizala-sandbox-refresh-token'];
	const results: RunResult[] = [];
	const faulty = async (fault: Parameters<typeof sandbox.current.faults.add>[0]) => {
		sandbox.current.faults.clear();
		sandbox.current.faults.add(fault);
		results.push(await send());
	};
	for (const path of ['accessToken', 'actions']) {
		await faulty({ kind: 'html', status: 500, service: 'kaizala', path, times: -1 });
		await faulty({ kind: 'resetBefore', service: 'kaizala', path, times: -1 });
		await faulty({ kind: 'status', status: 401, service: 'kaizala', path, times: -1 });
		await faulty({ kind: 'malformedJson', service: 'kaizala', path, times: -1 });
	}
	for (const result of results) {
		messageOf(result);
		const { accessToken } = result.credentials.store.kaizalaApi ?? {};
		const text = JSON.stringify([result.error, result.error?.message, result.error?.description, result.error?.stack]);
		for (const secret of [...secrets, String(accessToken || secrets[0])]) expect(text).not.toContain(secret);
	}
});
