import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialType, INodeParameters } from 'n8n-workflow';

import { HubSpotTicketsApi } from '../../credentials/HubSpotTicketsApi.credentials';
import { JtelAcdApi } from '../../credentials/JtelAcdApi.credentials';
import { KaizalaApi } from '../../credentials/KaizalaApi.credentials';
import { ThuliumApi } from '../../credentials/ThuliumApi.credentials';
import type { Login, WebhookAnswer } from '../../sandbox/core/types';
import { SERVICE_NAMES } from '../../sandbox/core/types';
import type { Listening, Place } from '../../sandbox/core/places';
import { placesOf } from '../../sandbox/core/places';
import { SEED_GROUPS } from '../../sandbox/kaizala';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import type { ListeningNode } from '../harness/webhook';
import { listen } from '../harness/webhook';

/** What the page offers to somebody who connects an n8n: addresses, tokens, and calls of webhooks by hand. */

const sandbox = useSandbox();
const control = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
	const response = await fetch(`${sandbox.current.url}/_sandbox${path}`, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const call = async (input: object): Promise<WebhookAnswer> => {
	const { status, body } = await control('POST', '/webhook-calls', input);
	expect([status, body.error]).toEqual([200, undefined]);
	return body as unknown as WebhookAnswer;
};

describe('what to fill in', () => {
	/** By the name that n8n shows. */
	const credentials = new Map<string, ICredentialType>(
		[new HubSpotTicketsApi(), new KaizalaApi(), new ThuliumApi(), new JtelAcdApi()].map((each) => [
			each.displayName,
			each,
		]),
	);
	const logins = (): Login[] => SERVICE_NAMES.flatMap((name) => [...sandbox.current.services[name].logins]);

	test('names each field as n8n does', () => {
		const own = logins().filter(({ credential }) => !credential.startsWith('Microsoft'));
		expect(own).toHaveLength(4);
		for (const { credential, fields } of own) {
			const labels = credentials.get(credential)?.properties.map(({ displayName }) => displayName);
			expect([credential, labels]).toEqual([credential, expect.arrayContaining(fields.map(({ label }) => label))]);
		}
	});

	test('is what the tests sign in with', () => {
		const known = Object.values(sandboxCredentials(sandbox.current)).flatMap((data) => Object.values(data));
		const own = logins().filter(({ credential }) => !credential.startsWith('Microsoft'));
		for (const field of own.flatMap(({ fields }) => fields)) {
			// The tests choose a callback secret of their own.
			if (field.label === 'Callback Secret') continue;
			expect(known).toContain('path' in field ? sandbox.current.url + field.path : field.value);
		}
	});

	test('comes with the address for this machine, and with what to do for others', async () => {
		const { body } = await control('GET', '/connect');
		const places = body.places as Place[];
		expect(places.map(({ name, url }) => [name, url])).toEqual([
			['On this machine', sandbox.current.url],
			['In Docker', null],
			['In Docker Compose', null],
		]);
		expect(places[1]?.command).toMatch(
			/^npm run sandbox -- --listen 0\.0\.0\.0 --url http:\/\/host\.docker\.internal:\d+$/,
		);
	});

	test.each<[string, Listening, Record<string, string | null>]>([
		[
			'another address of the machine',
			{ address: '127.0.0.2', port: 4010, token: 'secret' },
			{ 'On this machine': 'http://127.0.0.2:4010/secret', 'In Docker': null, 'In Docker Compose': null },
		],
		[
			'every address, told for Docker',
			{ address: '0.0.0.0', port: 4010, publicUrl: 'http://host.docker.internal:4010', token: 'secret' },
			{
				'On this machine': 'http://127.0.0.1:4010/secret',
				'In Docker': 'http://host.docker.internal:4010/secret',
				'In Docker Compose': null,
			},
		],
		[
			'every address, told for Compose',
			{ address: '0.0.0.0', port: 4010, publicUrl: 'http://sandbox:4010/', token: 'secret' },
			{
				'On this machine': 'http://127.0.0.1:4010/secret',
				'In Docker': 'http://host.docker.internal:4010/secret',
				'In Docker Compose': 'http://sandbox:4010/secret',
			},
		],
		[
			'every address, told for the network',
			{ address: '0.0.0.0', port: 4010, publicUrl: 'http://192.0.2.7:4010', token: 'secret' },
			{
				'On this machine': 'http://127.0.0.1:4010/secret',
				'In Docker': 'http://host.docker.internal:4010/secret',
				'In Docker Compose': null,
				'On another machine': 'http://192.0.2.7:4010/secret',
			},
		],
	])('when it listens at %s', (_where, listening, expected) => {
		expect(Object.fromEntries(placesOf(listening).map(({ name, url }) => [name, url]))).toEqual(expected);
	});
});

describe('a webhook that is called by hand', () => {
	const open: ListeningNode[] = [];
	afterEach(async () => await Promise.all(open.splice(0).map(async (node) => await node.close())));

	async function start(type: string, parameters: INodeParameters): Promise<ListeningNode> {
		const credentials = sandboxCredentials(sandbox.current);
		const node = await listen({
			type,
			parameters,
			credentials: {
				...credentials,
				jtelAcdApi: { ...credentials.jtelAcdApi, callbackSecret: 'jtel-sandbox-callback-secret' },
			},
		});
		open.push(node);
		await node.activate();
		return node;
	}

	const EVENTS: Record<string, Record<string, INodeParameters>> = {
		hubspot: {
			created: { events: ['creation'] },
			closed: { events: ['propertyChange'] },
			priority: { events: ['propertyChange'], filters: { changedProperties: 'hs_ticket_priority' } },
			deleted: { events: ['deletion'] },
		},
		kaizala: { message: { events: ['TextMessageCreated'] }, member: { events: ['MemberAdded'] } },
		thulium: {
			...Object.fromEntries(
				['TICKET_CREATED', 'TICKET_MESSAGE_RECEIVED', 'CUSTOMER_UPDATED', 'AGENT_RINGING'].map((name) => [
					name,
					{ events: [name] },
				]),
			),
		},
		jtel: { callback: { source: 'acdGroup' }, voiceMail: { source: 'acdGroup' } },
	};
	const TRIGGERS: Record<string, [string, INodeParameters]> = {
		hubspot: ['hubSpotTicketsWebhookTrigger', { authentication: 'accessToken' }],
		kaizala: [
			'kaizalaTrigger',
			{ objectType: 'Group', groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk } },
		],
		thulium: ['thuliumTrigger', {}],
		jtel: ['jtelAcdCallbackTrigger', { simplify: false }],
	};

	test('is offered for each webhook trigger, with each of its events', async () => {
		const { body } = await control('GET', '/webhook-calls');
		const sources = body.sources as { service: string; trigger: string; events: object }[];
		expect(sources.map(({ trigger }) => trigger)).toEqual([
			'HubSpot Tickets Webhook Trigger',
			'Kaizala Trigger',
			'jtel ACD Callback Trigger',
			'Thulium Trigger',
		]);
		for (const { service, events } of sources) {
			expect(Object.keys(events)).toEqual(Object.keys(EVENTS[service] ?? {}));
		}
	});

	test.each(
		Object.entries(EVENTS).flatMap(([service, events]) => Object.keys(events).map((event) => [service, event])),
	)('starts the trigger of %s: %s', async (service, event) => {
		const [type, parameters] = TRIGGERS[service] ?? ['', {}];
		const node = await start(type, { ...parameters, ...EVENTS[service]?.[event] });
		const answer = await call({ service, event, url: node.url() });
		expect([answer.status, answer.statusText, node.failures]).toEqual([200, 'OK', []]);
		expect(node.executions).toHaveLength(1);
		expect(answer.durationMs).toBeGreaterThanOrEqual(0);
	});

	test('of Thulium carries the user and password that are typed in', async () => {
		const seen = await receiver();
		await call({ service: 'thulium', event: 'TICKET_CREATED', url: seen.url, user: 'me', password: 'pa:ss' });
		expect(seen.headers[0]?.authorization).toBe(`Basic ${Buffer.from('me:pa:ss').toString('base64')}`);
		expect(seen.bodies[0]).toMatch(/^action=TICKET_CREATED&ticket_id=1234&customer_id=5521&agent_login=null/);
		await seen.close();
	});

	test('of HubSpot is signed as the vendor documents it, version 3', async () => {
		const seen = await receiver();
		await call({ service: 'hubspot', event: 'created', url: `${seen.url}webhook/a%3Ab?team=x#part` });
		const [headers = {}] = seen.headers;
		const timestamp = String(headers['x-hubspot-request-timestamp']);
		const signed = `POST${seen.url}webhook/a:b?team=x${seen.bodies[0] ?? ''}${timestamp}`;
		const wanted = createHmac('sha256', 'hubspot-sandbox-client-secret').update(signed).digest('base64');
		expect(headers['x-hubspot-signature-v3']).toBe(wanted);
		await seen.close();
	});

	test('says who refused it, and that there was no proof', async () => {
		const answer = await call({ service: 'thulium', event: 'TICKET_CREATED', url: 'http://127.0.0.1:9/' });
		expect(answer).toMatchObject({ status: 0, body: '', proof: expect.stringContaining('no trigger has subscribed') });
		expect(answer.statusText).toContain('ECONNREFUSED');
	});

	test('follows no redirect, shows the beginning of a long answer, and no secret that it sent', async () => {
		const seen = await receiver({
			status: 302,
			headers: { location: 'http://127.0.0.1:9/' },
			body: 'x'.repeat(100_000),
		});
		const answer = await call({
			service: 'thulium',
			event: 'TICKET_CREATED',
			url: seen.url,
			user: 'me',
			password: 'pass',
		});
		expect([answer.status, answer.body.length]).toEqual([302, 65_536]);
		expect(answer.sent.headers.authorization).toBe('<redacted>');
		await seen.close();
	});

	test.each([
		['file:///etc/passwd', 'http or https'],
		['ftp://127.0.0.1/', 'http or https'],
		['http://169.254.169.254/latest/meta-data/', 'This address is not called'],
		['http://[fe80::1]/', 'This address is not called'],
		['http://2852039166/', 'This address is not called'],
	])('goes not to %s', async (url, words) => {
		const { status, body } = await control('POST', '/webhook-calls', { service: 'hubspot', event: 'created', url });
		expect([status, body.error]).toEqual([400, expect.stringContaining(words)]);
	});

	test('is not made for another web page, nor for an unknown event or system', async () => {
		const seen = await receiver();
		const input = { service: 'hubspot', event: 'created', url: seen.url };
		const statuses = [
			await control('POST', '/webhook-calls', input, { origin: 'http://evil.example' }),
			await control('POST', '/webhook-calls', { ...input, event: 'constructor' }),
			await control('POST', '/webhook-calls', { ...input, service: 'teams' }),
			await control('POST', '/webhook-calls', { ...input, url: 'nonsense' }),
		].map(({ status }) => status);
		expect(statuses).toEqual([403, 400, 400, 400]);
		expect(seen.bodies).toEqual([]);
		await seen.close();
	});
});

/** A server that keeps what it is sent. */
async function receiver(answer: { status?: number; headers?: Record<string, string>; body?: string } = {}) {
	const headers: IncomingHttpHeaders[] = [];
	const bodies: string[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			headers.push(request.headers);
			bodies.push(body);
			response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		headers,
		bodies,
		close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
	};
}
