import axios from 'axios';
import type { AxiosInstance } from 'axios';

import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';
import { createTeams } from '../../sandbox/teams';
import { APP, CHANNEL, CHAT, CONVERSATIONS, SIGNED_IN, TEAM, TOKENS } from '../../sandbox/teams/seed';

let sandbox: Sandbox;
let client: AxiosInstance;

const as = (token: string) =>
	axios.create({
		baseURL: `${sandbox.url}/teams/v1.0`,
		headers: { Authorization: `Bearer ${token}` },
		validateStatus: () => true,
		proxy: false,
	});

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0, services: [createTeams] });
	client = as(TOKENS.delegated);
});
afterAll(() => sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.setSwitches('teams', { writesPerSecond: 0 });
});

const chat = `/chats/${encodeURIComponent(CHAT)}`;
const channel = `/teams/${TEAM.id}/channels/${encodeURIComponent(CHANNEL)}`;
const card = (text: string, more: object = {}) => ({
	$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
	type: 'AdaptiveCard',
	version: '1.5',
	body: [{ type: 'TextBlock', text, wrap: true }],
	...more,
});
const message = (content: unknown, id = 'a1') => ({
	body: { contentType: 'html', content: `<attachment id="${id}"></attachment>` },
	attachments: [
		{
			id,
			contentType: 'application/vnd.microsoft.card.adaptive',
			contentUrl: null,
			content: typeof content === 'string' ? content : JSON.stringify(content),
		},
	],
});

describe.each([
	['chat', chat],
	['channel', channel],
])('a card in a %s', (_name, place) => {
	test('is sent, read and changed in place', async () => {
		const sent = await client.post(`${place}/messages`, message(card('New')));
		expect(sent.status).toBe(201);
		expect(sent.data).toMatchObject({ id: expect.stringMatching(/^\d{13,}$/), lastEditedDateTime: null });
		const address = `${place}/messages/${String(sent.data.id)}`;
		const changed = await client.patch(address, message(card('Waiting')));
		expect([changed.status, changed.data]).toEqual([204, '']);
		const read = await client.get(address);
		expect(read.data).toMatchObject({ id: sent.data.id, lastEditedDateTime: expect.any(String) });
		expect(JSON.parse(read.data.attachments[0].content)).toEqual(card('Waiting'));
		expect((await client.get(`${place}/messages`)).data.value).toHaveLength(1);
		expect((await client.get(`${place}/members`)).data.value).toHaveLength(3);
	});

	test('is changed by its sender only, and not by the app alone', async () => {
		const { data } = await client.post(`${place}/messages`, message(card('New')));
		const address = `${place}/messages/${String(data.id)}`;
		expect((await as(TOKENS.other).patch(address, message(card('Mine')))).status).toBe(403);
		const app = await as(TOKENS.app).patch(address, message(card('Mine')));
		expect(app.status).toBe(403);
		expect(app.data.error).toMatchObject({ code: 'Forbidden', message: expect.stringContaining('policyViolation') });
		expect((await as(TOKENS.app).patch(address, { policyViolation: { dlpAction: 'none' } })).status).toBe(204);
		expect((await client.patch(address, { policyViolation: { dlpAction: 'none' } })).status).toBe(403);
		expect((await as(TOKENS.app).post(`${place}/messages`, message(card('New')))).status).toBe(403);
	});

	test('throttles more than one write per second, with Retry-After', async () => {
		sandbox.setSwitches('teams', { writesPerSecond: 1, retryAfter: 3 });
		sandbox.core.clock.freeze(Date.UTC(2026, 10, 30));
		expect((await client.post(`${place}/messages`, message(card('1')))).status).toBe(201);
		const refused = await client.post(`${place}/messages`, message(card('2')));
		expect([refused.status, refused.headers['retry-after'], refused.data.error.code]).toEqual([
			429,
			'3',
			'TooManyRequests',
		]);
		sandbox.core.clock.freeze(Date.UTC(2026, 10, 30, 0, 0, 2));
		expect((await client.post(`${place}/messages`, message(card('2')))).status).toBe(201);
	});
});

test('replies belong to their message, and are changed under its address', async () => {
	const { data } = await client.post(`${channel}/messages`, message(card('New')));
	const replies = `${channel}/messages/${String(data.id)}/replies`;
	const reply = await client.post(replies, { body: { content: 'On it' } });
	expect(reply.data).toMatchObject({ replyToId: data.id, body: { contentType: 'text', content: 'On it' } });
	expect((await client.patch(`${replies}/${String(reply.data.id)}`, { body: { content: 'Done' } })).status).toBe(204);
	expect((await client.get(`${channel}/messages/${String(reply.data.id)}`)).status).toBe(404);
	expect((await client.get(replies)).data.value).toMatchObject([{ body: { content: 'Done' } }]);
	expect((await client.get(`${channel}/messages`)).data.value).toHaveLength(1);
});

describe('what is refused', () => {
	test.each<[string, object, number]>([
		[
			'a card that is not named in the text',
			{ ...message(card('x')), body: { contentType: 'html', content: 'x' } },
			400,
		],
		['a text that names a card that is not there', { ...message(card('x')), attachments: [] }, 400],
		['content that is no JSON', message('{'), 400],
		['content that is no card', message({ type: 'Nothing' }), 400],
		['an unknown element', message(card('x', { body: [{ type: 'Nothing' }] })), 400],
		['a property of a newer version', message(card('x', { body: [{ type: 'TextBlock', text: 'x', colour: 1 }] })), 400],
		[
			'a button that submits without a bot',
			message(card('x', { actions: [{ type: 'Action.Submit', title: 'x' }] })),
			400,
		],
		['more than 28 KB', message(card('ü'.repeat(15_000))), 413],
		['an unknown field', { ...message(card('x')), colour: 'red' }, 400],
		['no body', { attachments: [] }, 400],
	])('%s', async (_name, body, status) => {
		const { data } = await client.post(`${chat}/messages`, message(card('x')));
		for (const reply of [
			await client.post(`${chat}/messages`, body),
			await client.patch(`${chat}/messages/${String(data.id)}`, body),
		]) {
			expect(reply.status).toBe(status);
			expect(reply.data.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
		}
	});

	test('unknown chats, messages and query options, and chats of others', async () => {
		const night = CONVERSATIONS[1]?.id ?? '';
		expect((await client.post('/chats/19:nobody@thread.v2/messages', message(card('x')))).status).toBe(404);
		expect((await client.post(`/teams/${TEAM.id}/channels/${CHAT}/messages`, message(card('x')))).status).toBe(404);
		expect((await client.patch(`${chat}/messages/1`, message(card('x')))).status).toBe(404);
		expect((await client.get(`${chat}/messages?$top=1&$filter=x`)).status).toBe(400);
		expect((await client.post(`/chats/${night}/messages`, message(card('x')))).status).toBe(403);
	});

	test('missing scopes, no token and an old one', async () => {
		sandbox.setSwitches('teams', { scopes: ['ChannelMessage.Send'] });
		expect((await client.post(`${chat}/messages`, message(card('x')))).status).toBe(403);
		const { status, data } = await client.post(`${channel}/messages`, message(card('x')));
		expect(status).toBe(201);
		expect((await client.patch(`${channel}/messages/${String(data.id)}`, message(card('x')))).status).toBe(403);
		for (const token of ['', 'nope', TOKENS.expired]) {
			expect((await as(token).post(`${chat}/messages`, message(card('x')))).status).toBe(401);
		}
	});
});

describe('the sign-in', () => {
	const login = () => axios.create({ baseURL: `${sandbox.url}/teams/common/oauth2/v2.0`, validateStatus: () => true });
	const form = (fields: Record<string, string>) =>
		login().post(
			'/token',
			new URLSearchParams({ client_id: APP.clientId, client_secret: APP.clientSecret, ...fields }),
		);

	test('gives a token for the code of the person who signed in, once', async () => {
		const [redirectUrl = ''] = APP.redirectUrls;
		const query = { client_id: APP.clientId, redirect_uri: redirectUrl, response_type: 'code', scope: 'x', state: 's' };
		const { headers } = await login().get('/authorize', { params: query, maxRedirects: 0 });
		const target = new URL(String(headers.location));
		expect(target.searchParams.get('state')).toBe('s');
		const fields = {
			grant_type: 'authorization_code',
			code: target.searchParams.get('code') ?? '',
			redirect_uri: redirectUrl,
		};
		const { data } = await form(fields);
		expect(data).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
		const sent = await as(data.access_token).post(`${chat}/messages`, message(card('x')));
		expect(sent.data.from.user.id).toBe(SIGNED_IN);
		expect((await form(fields)).data).toMatchObject({ error: 'invalid_grant' });
	});

	test('renews a token, which then runs out', async () => {
		const { data } = await form({ grant_type: 'refresh_token', refresh_token: TOKENS.refresh });
		expect((await as(data.access_token).get(`${chat}/messages`)).status).toBe(200);
		sandbox.core.clock.shift(3_601_000);
		expect((await as(data.access_token).get(`${chat}/messages`)).status).toBe(401);
	});

	test('gives the app its own token, which sends nothing', async () => {
		const scope = 'https://graph.microsoft.com/.default';
		const { data } = await form({ grant_type: 'client_credentials', scope });
		expect(data.refresh_token).toBeUndefined();
		sandbox.setSwitches('teams', { appOnlyStatus: 401 });
		expect((await as(data.access_token).post(`${chat}/messages`, message(card('x')))).status).toBe(401);
		expect((await form({ grant_type: 'client_credentials', scope: 'x' })).data.error).toBe('invalid_scope');
		expect((await form({ grant_type: 'client_credentials', client_secret: 'x' })).status).toBe(401);
	});
});

test('people write and delete; the state tells how often a card was changed', async () => {
	const { data } = await client.post(`${chat}/messages`, message(card('New')));
	await client.patch(`${chat}/messages/${String(data.id)}`, message(card('Waiting')));
	await sandbox.act('teams', 'writeMessage', { conversationId: CHAT, personId: SIGNED_IN, text: 'Thanks' });
	expect(sandbox.services.teams.snapshot().messages).toMatchObject([
		{ id: data.id, changes: 1, cards: [JSON.stringify(card('Waiting'))] },
		{ body: { content: 'Thanks' }, changes: 0 },
	]);
	await sandbox.act('teams', 'deleteMessage', { id: data.id });
	expect((await client.patch(`${chat}/messages/${String(data.id)}`, message(card('x')))).status).toBe(404);
});
