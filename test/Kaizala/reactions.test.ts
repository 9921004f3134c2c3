import { SEED_PHONES } from '../../sandbox/kaizala';
import { readJson } from '../../nodes/Kaizala/transport/losslessJson';
import type { RunSetup } from '../harness/engine';
import { messageOf, runNode, searchList } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { calls, group, setup, TEAM, useKaizala } from './setup';

const sandbox = useKaizala();

const run = async (resource: string, operation: string, parameters: RunSetup['parameters'] = {}) =>
	await runNode(setup(sandbox.current, resource, operation, parameters));

async function say(text: string): Promise<string> {
	const { json } = await run('message', 'send', { groupId: group(TEAM), recipients: 'group', message: text });
	sandbox.current.journal.clear();
	return String(json[0]?.referenceId);
}

describe('Reaction', () => {
	test('React to a message: Like or Comment', async () => {
		const referenceId = await say('hello');
		const place = { groupId: group(TEAM), referenceId };
		expect((await run('reaction', 'add', place)).json).toEqual([{ reactionId: expect.any(String) }]);
		await run('reaction', 'add', { ...place, reactionType: 'Comment', comment: 'I am on it.' });
		expect(wire(calls(sandbox.current)).map(({ body }) => body)).toEqual([
			{ referenceId, sourceGroupId: TEAM, reactionType: 'Like' },
			{ referenceId, sourceGroupId: TEAM, reactionType: 'Comment', comment: 'I am on it.' },
		]);
		const summary = await run('reaction', 'getSummary', place);
		expect(summary.json).toEqual([{ referenceId, reactionsCountMap: { like: 1, comment: 1 } }]);
	});

	test('a comment is never sent twice, a like may be', async () => {
		const referenceId = await say('hello');
		const place = { groupId: group(TEAM), referenceId };
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'POST' });
		const comment = await run('reaction', 'add', { ...place, reactionType: 'Comment', comment: 'once' });
		expect(messageOf(comment)).toMatch(/^The outcome is unknown/);
		expect(calls(sandbox.current, 'POST')).toHaveLength(1);
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'kaizala', method: 'POST' });
		expect((await run('reaction', 'add', place)).error).toBeUndefined();
		const { json } = await run('reaction', 'getSummary', place);
		expect(json).toMatchObject([{ reactionsCountMap: { like: 1, comment: 1 } }]);
	});

	test.each(['number', 'string'])('lists go on by a cursor above 2^53 that comes as a %s', async (reactionCursor) => {
		sandbox.current.setSwitches('kaizala', { reactionCursor, reactionPageSize: 2 });
		const referenceId = await say('hello');
		const place = { groupId: group(TEAM), referenceId };
		for (let number = 0; number < 5; number++) {
			await run('reaction', 'add', { ...place, reactionType: 'Comment', comment: `comment ${number}` });
			sandbox.current.core.clock.shift(1_000);
		}
		sandbox.current.journal.clear();
		const { json } = await run('reaction', 'getAll', { ...place, returnAll: true });
		expect(json.map(({ comment }) => comment)).toEqual([0, 1, 2, 3, 4].map((number) => `comment ${number}`));
		const cursors = calls(sandbox.current).map(({ query }) => String(query.cursor));
		expect(cursors[0]).toBe('0');
		expect(cursors.slice(1).every((cursor) => /^\d{18}$/.test(cursor))).toBe(true);
		expect((await run('reaction', 'getAll', { ...place, limit: 3 })).json).toHaveLength(3);
	});

	test('Get Group Summary counts everything that was reacted to', async () => {
		sandbox.current.setSwitches('kaizala', { reactionPageSize: 1 });
		const [first, second] = [await say('one'), await say('two')];
		for (const referenceId of [first, second]) {
			await run('reaction', 'add', { groupId: group(TEAM), referenceId });
			sandbox.current.core.clock.shift(1_000);
		}
		const { json } = await run('reaction', 'getGroupSummary', { groupId: group(TEAM), returnAll: true });
		expect(json.map(({ referenceId }) => referenceId)).toEqual([first, second]);
	});
});

/** Cursors are above 2^53. */
describe('readJson', () => {
	test.each([
		['{"cursor":638500000000000001}', { cursor: '638500000000000001' }],
		[
			'{"a":[9007199254740991,9007199254740993,-9007199254740993]}',
			{ a: [9007199254740991, '9007199254740993', '-9007199254740993'] },
		],
		[
			'{"t":"638500000000000001","u":"say \\"638500000000000001\\""}',
			{ t: '638500000000000001', u: 'say "638500000000000001"' },
		],
		['{"f":1.2345678901234567,"e":1234567890123456789e2}', { f: 1.2345678901234567, e: 1234567890123456789e2 }],
		['[]', []],
	])('%s', (text, value) => {
		expect(readJson(text)).toEqual(value);
	});

	test('reads texts of any length', () => {
		for (const text of ['x'.repeat(17_000_000), '"\\'.repeat(3_000_000)]) {
			const json = JSON.stringify({ text, cursor: 1 });
			const read = readJson(json);
			expect(typeof read).toBe('object');
			expect(JSON.stringify(read) === json).toBe(true);
		}
	});

	test('leaves what is no JSON as it is', () => {
		expect(readJson('<html>')).toBe('<html>');
		expect(readJson('')).toBe('');
		expect(readJson(undefined)).toBeUndefined();
		expect(readJson({ a: 1 })).toEqual({ a: 1 });
	});
});

describe('Webhook', () => {
	const onTeam = { objectType: 'Group', objectId: TEAM };
	/** The sandbox itself serves as a receiver: its clock answers, but not with the token. */
	const deaf = () => `${sandbox.current.url}/_sandbox/clock`;

	test('Create passes on what Kaizala says of an address that does not answer its check', async () => {
		const result = await run('webhook', 'create', { ...onTeam, eventTypes: ['UserJoined'], callBackUrl: deaf() });
		expect(messageOf(result)).toBe(
			'Kaizala says: Webhook validation failed: the reply was not the validationToken (InvalidParameters)',
		);
	});

	test.each([
		[
			'create',
			{ ...onTeam, eventTypes: ['UserJoined'], callBackUrl: 'https://example.com', options: { callBackToken: 't' } },
		],
		['update', { webhookId: '8d0e', updateFields: { callBackToken: 't' } }],
	])('%s does not pass on a token that Kaizala echoes', async (operation, parameters) => {
		const body = { webhookId: '8d0e', callbackToken: 'secret' };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'kaizala', path: 'webhook' });
		expect((await run('webhook', operation, parameters)).json).toEqual([{ webhookId: '8d0e' }]);
	});

	test('Create, Get Many and Update keep a webhook', async () => {
		const { createServer } = await import('node:http');
		const server = createServer((request, response) => {
			response.end(new URL(request.url ?? '', 'http://x').searchParams.get('validationToken'));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const callBackUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
		try {
			const created = await run('webhook', 'create', {
				...onTeam,
				eventTypes: ['UserJoined', 'TextMessageCreated'],
				callBackUrl,
				options: { callBackContext: 'desk', callBackToken: 'secret', validity: '2030-01-01T00:00:00Z' },
			});
			expect(created.json).toEqual([{ webhookId: expect.any(String) }]);
			const webhookId = String(created.json[0]?.webhookId);
			const listed = await run('webhook', 'getAll', { ...onTeam, returnAll: true });
			expect(listed.json).toEqual([
				expect.objectContaining({
					id: webhookId,
					events: ['UserJoined', 'TextMessageCreated'],
					validity: Date.parse('2030-01-01'),
				}),
			]);
			expect(JSON.stringify(listed.json)).not.toContain('secret');
			await run('webhook', 'update', { webhookId, updateFields: { active: false, eventTypes: ['UserJoined'] } });
			expect(wire(calls(sandbox.current, 'PUT'))[0]?.body).toEqual({ Active: 'false', eventTypes: ['UserJoined'] });
			expect((await run('webhook', 'getAll', onTeam)).json).toMatchObject([{ active: false, events: ['UserJoined'] }]);
			expect(messageOf(await run('webhook', 'update', { webhookId }))).toBe('There is no field to update');
		} finally {
			server.close();
		}
	});

	test('the end of a webhook without a zone is meant in that of the workflow', async () => {
		const webhookId = '99999999-0000-4000-8000-000000000000';
		for (const validity of ['2030-07-01T12:00:00', '2030-07-01T10:00:00Z', String(Date.UTC(2030, 6, 1, 10))]) {
			await run('webhook', 'update', { webhookId, updateFields: { validity } });
		}
		const bodies = calls(sandbox.current, 'PUT').map(({ body }) => body);
		expect(bodies).toEqual(Array.from({ length: 3 }, () => ({ validity: Date.UTC(2030, 6, 1, 10) })));
	});

	test.each(['..', '.'])('refuses the webhook ID %j, which would name another path', async (webhookId) => {
		for (const [operation, more] of [
			['delete', {}],
			['update', { updateFields: { active: true } }],
		] as const) {
			const result = await run('webhook', operation, { webhookId, ...more });
			expect(messageOf(result)).toBe(`The field "Webhook ID" cannot be "${webhookId}"`);
		}
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('Delete webhook', async () => {
		const result = await run('webhook', 'delete', { webhookId: '99999999-0000-4000-8000-000000000000' });
		expect(messageOf(result)).toMatch(/The webhook .* was not found/);
		expect(calls(sandbox.current, 'DELETE')).toHaveLength(1);
	});
});

describe('Bot', () => {
	test('is made, found, changed, added to a group, given a token and deleted', async () => {
		const created = await run('bot', 'create', { name: 'Desk bot' });
		const botUserId = String(created.json[0]?.botUserId);
		const bot = { botUserId: group(botUserId) };
		const list = await searchList({ ...setup(sandbox.current, 'bot', 'update', {}), method: 'searchBots' });
		expect(list.results).toEqual([{ name: 'Desk bot', value: botUserId }]);
		await run('bot', 'update', { ...bot, name: 'Night bot' });
		expect((await run('bot', 'getAll', { returnAll: true })).json).toMatchObject([{ botUserId, name: 'Night bot' }]);
		expect((await run('bot', 'addToGroup', { ...bot, groupId: group(TEAM) })).json).toEqual([{ result: true }]);
		expect((await run('member', 'getAll', { groupId: group(TEAM), returnAll: true })).json).toHaveLength(4);
		expect((await run('bot', 'getAccessToken', bot)).json).toEqual([
			{ accessToken: expect.any(String), accessTokenExpiry: expect.any(Number), scope: 'token.write' },
		]);
		expect((await run('bot', 'delete', bot)).json).toEqual([{ deleted: true }]);
		expect((await run('bot', 'getAll', { returnAll: true })).json).toEqual([]);
		expect(messageOf(await run('bot', 'delete', { botUserId: group('..') }))).toBe('The field "Bot" cannot be ".."');
		expect(messageOf(await run('bot', 'update', { ...bot, name: '' }))).toBe('There is nothing to update');
	});
});

describe('Authentication', () => {
	test('Generate PIN and Log In With PIN give a refresh token that works', async () => {
		const phone = { mobileNumber: SEED_PHONES.lead };
		expect((await run('authentication', 'generatePin', phone)).json).toEqual([{ success: true }]);
		const { pin } = (await sandbox.current.act('kaizala', 'readSms', { phone: SEED_PHONES.lead })) as { pin: string };
		const { json, error } = await run('authentication', 'logInWithPin', { ...phone, pin });
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ refreshToken: expect.any(String), grantedScope: expect.any(String), refreshTokenExpiry: expect.any(Number) },
		]);
		const own = setup(sandbox.current, 'user', 'getMe', {});
		const me = await runNode({
			...own,
			credentials: { kaizalaApi: { ...own.credentials.kaizalaApi, refreshToken: String(json[0]?.refreshToken) } },
		});
		expect(me.json).toMatchObject([{ mobileNumber: SEED_PHONES.lead }]);
		expect(messageOf(await run('authentication', 'logInWithPin', { ...phone, pin: '000000' }))).toBe(
			'Kaizala says: The PIN is not valid (Unauthenticated)',
		);
		expect(messageOf(await run('authentication', 'logInWithPin', { ...phone, pin: 'abc' }))).toBe(
			'The field "PIN" must be a number',
		);
	});

	test.each([true, false])('Exchange OAuth Code (refresh token on day 0: %s)', async (oauthRefreshToken) => {
		sandbox.current.setSwitches('kaizala', { oauthRefreshToken });
		const base = `${sandbox.current.url}/kaizala`;
		const query = new URLSearchParams({
			client_id: 'kaizala-sandbox-connector',
			redirect_uri: 'http://127.0.0.1:5678/kaizala/callback',
		});
		const page = await fetch(`${base}/api/Oauth/Authorize?${query}`, { redirect: 'manual' });
		const code = new URL(page.headers.get('location') ?? '').searchParams.get('code') ?? '';
		const { json, error } = await run('authentication', 'exchangeCode', { code });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ accessToken: expect.any(String), endpointUrl: expect.any(String) });
		if (oauthRefreshToken) expect(json[0]?.refreshToken).toEqual(expect.any(String));
		else expect(json[0]?.refreshToken ?? '').toBe('');
		expect(messageOf(await run('authentication', 'exchangeCode', { code }))).toBe(
			'Kaizala says: The code is not valid (Unauthenticated)',
		);
	});

	const signInAt = async (oauthBaseUrl: string) => {
		const own = setup(sandbox.current, 'authentication', 'exchangeCode', { code: 'x' });
		return await runNode({ ...own, credentials: { kaizalaApi: { ...own.credentials.kaizalaApi, oauthBaseUrl } } });
	};

	test('only the credential says where its secret goes', async () => {
		const elsewhere = `${sandbox.current.url}/elsewhere`;
		const result = await run('authentication', 'exchangeCode', { code: 'x', oauthBaseUrl: elsewhere });
		expect(messageOf(result)).toBe('Kaizala says: The code is not valid (Unauthenticated)');
		expect(sandbox.current.journal.entries().map(({ service }) => service)).toEqual(['kaizala']);
		expect(messageOf(await signInAt('ftp://x'))).toBe(
			'The OAuth Base URL "ftp://x" in the credential is not a web address',
		);
	});

	test('no secret of the connector shows up in an error', async () => {
		const result = await signInAt('http://127.0.0.1:1');
		const { message, description } = result.error ?? {};
		expect(`${message} ${String(description)}`).not.toContain('kaizala-sandbox-secret');
		expect(messageOf(result)).toMatch(/cannot be reached/);
	});
});
