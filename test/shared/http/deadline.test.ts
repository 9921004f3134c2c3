import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';

import type { ServiceName } from '../../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import { testCredential } from '../../harness/credentialTest';
import { messageOf, runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { listen } from '../../harness/webhook';

/** A server that sends a byte now and then keeps a timeout off for ever. */

useInstantWaits();
const sandbox = useSandbox();

const id = (value: string) => ({ __rl: true, mode: 'id', value });

const CALLS: Array<[what: string, service: ServiceName, type: string, parameters: INodeParameters, message: RegExp]> = [
	[
		...(['a read of HubSpot', 'hubspot', 'hubSpotTickets'] as const),
		{ resource: 'owner', operation: 'getAll', returnAll: true },
		/^HubSpot cannot be reached: no response came in time/,
	],
	[
		...(['a write of HubSpot', 'hubspot', 'hubSpotTickets'] as const),
		{ resource: 'ticket', operation: 'create', subject: 'Valve leaks', stageId: id('1') },
		/^The outcome is unknown: no response came in time after the request was sent to HubSpot/,
	],
	[
		...(['a read of Thulium', 'thulium', 'thulium'] as const),
		{ resource: 'agent', operation: 'getAll', returnAll: true },
		/^Thulium cannot be reached: no response came in time/,
	],
	[
		...(['a read of Kaizala', 'kaizala', 'kaizala'] as const),
		{ resource: 'member', operation: 'getAll', groupId: id(SEED_GROUPS.supportDesk), returnAll: true },
		/^Kaizala cannot be reached: no response came in time/,
	],
	[
		...(['a read of jtel', 'jtel', 'jtelAcd'] as const),
		{ resource: 'user', operation: 'getAll', returnAll: true },
		/^jtel cannot be reached: no response came in time/,
	],
];

test.each(CALLS)(
	'an answer that drips for ever ends at the deadline: %s',
	async (_what, service, type, given, message) => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		const deadlines: number[] = [];
		const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
			deadlines.push(milliseconds);
			return timeout(500);
		});
		// Not the login.
		sandbox.current.faults.add({ service, kind: 'drip', delayMs: 20, times: -1, path: '^(?!.*accessToken)' });
		const parameters = { authentication: 'accessToken', ...given };
		const result = await runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current) });
		spy.mockRestore();
		expect(messageOf(result)).toMatch(message);
		expect(result.json).toEqual([]);
		expect(Math.max(...deadlines)).toBe(120_000);
	},
);

test('the connection is closed then', async () => {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const open = new Set<Socket>();
	let seen = 0;
	const server = createServer((request, response) => {
		seen += 1;
		open.add(request.socket);
		request.socket.once('close', () => open.delete(request.socket));
		response.writeHead(200, { 'content-type': 'application/json' });
		const dripping = setInterval(() => response.write(' '), 20);
		response.once('close', () => clearInterval(dripping));
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(300));
	const parameters = { authentication: 'accessToken', resource: 'owner', operation: 'getAll', returnAll: true };
	const credentials = { hubSpotTicketsApi: { accessToken: 'token', baseUrl } };
	const result = await runNode({ type: 'hubSpotTickets', parameters, credentials });
	spy.mockRestore();
	expect(messageOf(result)).toMatch(/^HubSpot cannot be reached: no response came in time/);
	expect(seen).toBe(5);
	for (let tries = 0; open.size > 0 && tries < 100; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
	expect(open.size).toBe(0);
	server.close();
});

test('nobody waits for the deadline any more when the answer is there, which would keep the answer', async () => {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	const signals: AbortSignal[] = [];
	const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const signal = timeout(milliseconds);
		signals.push(signal);
		return signal;
	});
	const parameters = { authentication: 'accessToken', resource: 'owner', operation: 'getAll', returnAll: true };
	const credentials = sandboxCredentials(sandbox.current);
	const { error } = await runNode({ type: 'hubSpotTickets', parameters, credentials });
	spy.mockRestore();
	expect(error).toBeUndefined();
	expect(signals.length).toBeGreaterThan(0);
	expect(signals.map((signal) => getEventListeners(signal, 'abort').length)).toEqual(signals.map(() => 0));
});

describe('a server whose head or body never ends', () => {
	let server: Server;
	let url = '';
	let part: 'head' | 'body' = 'body';
	const sockets = new Set<Socket>();

	beforeAll(async () => {
		server = createTcpServer((socket) => {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.once('data', () => {
				socket.write(part === 'head' ? 'HTTP/1.1 200 OK\r\n' : 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n');
				const dripping = setInterval(() => socket.write(part === 'head' ? 'x-a: b\r\n' : ' '), 20);
				socket.once('close', () => clearInterval(dripping));
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	});
	afterAll(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});

	const soon = () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		return jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(500));
	};

	test.each(['head', 'body'] as const)('an attachment of Kaizala: %s', async (dripping) => {
		part = dripping;
		const groupId = id(SEED_GROUPS.supportDesk);
		const options = { downloadAttachments: true };
		const node = await listen({
			type: 'kaizalaTrigger',
			parameters: { objectType: 'Group', groupId, events: ['AttachmentCreated'], options },
			credentials: sandboxCredentials(sandbox.current),
		});
		await node.activate();
		const spy = soon();
		const data = { media: [{ mediaUrl: `${url}/x`, mediaFileName: 'f' }] };
		const event = { eventType: 'AttachmentCreated', groupId: SEED_GROUPS.supportDesk, phone: SEED_PHONES.lead, data };
		await sandbox.current.act('kaizala', 'emitEvent', event);
		for (let tries = 0; node.executions.length === 0 && tries < 100; tries++) {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
		spy.mockRestore();
		await node.close();
		expect(node.executions[0]?.[0]?.json.attachmentsNotDownloaded).toEqual([
			{ fileName: 'f', reason: 'no response came in time' },
		]);
	});

	test.each([
		['hubSpotTicketsApi', 'baseUrl'],
		['jtelAcdApi', 'serverUrl'],
		['kaizalaApi', 'authBaseUrl'],
		['thuliumApi', 'baseUrl'],
	])('the test of the credential %s', async (type, field) => {
		part = 'body';
		const store = sandboxCredentials(sandbox.current);
		store[type] = { ...store[type], [field]: url };
		const spy = soon();
		const told = await testCredential(type, store);
		spy.mockRestore();
		expect(told).toMatch(/no response came in time/);
	});
});
