import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../../sandbox/core/types';
import { Fixture, FIRST_TICKET } from './fixture';

const fixture = new Fixture().install();
const SECRET = 'hubspot-sandbox-client-secret';

interface Received {
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
	events: JsonObject[];
}

/** Somebody who listens for webhooks and answers with `status`. */
class Receiver {
	calls: Received[] = [];

	status = 200;

	private server: Server | undefined;

	async start(): Promise<void> {
		this.server = createServer((request, response) => {
			let body = '';
			request.setEncoding('utf8').on('data', (part: string) => {
				body += part;
			});
			request.on('end', () => {
				this.calls.push({ url: request.url ?? '', headers: request.headers, body, events: JSON.parse(body) });
				response.writeHead(this.status).end();
			});
		});
		await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
	}

	get url(): string {
		const { port } = this.server?.address() as AddressInfo;
		return `http://127.0.0.1:${port}/hook`;
	}

	async stop(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}
}

const receiver = new Receiver();
beforeAll(async () => await receiver.start());
beforeEach(() => Object.assign(receiver, { calls: [], status: 200 }));
afterAll(async () => await receiver.stop());

const subscribe = async (...subscriptions: JsonObject[]) =>
	await fixture.act('setWebhook', { targetUrl: receiver.url, subscriptions });
const send = async () => await fixture.sandbox.act('hubspot', 'sendWebhooks');
const first = (): Received => receiver.calls[0] ?? { url: '', headers: {}, body: '', events: [] };
const created = { subscriptionType: 'ticket.creation' };

describe('subscriptions', () => {
	test.each<[JsonObject, string]>([
		[{ subscriptionType: 'ticket.closing' }, 'Unknown subscription type'],
		[{ subscriptionType: 'ticket.propertyChange' }, 'propertyName'],
		[{ subscriptionType: 'ticket.creation', propertyName: 'subject' }, 'propertyName'],
		[{ subscriptionType: 'object.creation' }, 'objectTypeId'],
		[{ subscriptionType: 'ticket.propertyChange', propertyName: 'hs_lastmodifieddate' }, 'cannot be subscribed'],
		[{ subscriptionType: 'ticket.creation', eventType: 'x' }, 'Unrecognized key'],
	])('%j is refused', async (subscription, expected) => {
		await expect(subscribe(subscription)).rejects.toThrow(expected);
	});

	test('what is not subscribed to is not sent', async () => {
		await subscribe(
			{ ...created, active: false },
			{ subscriptionType: 'ticket.propertyChange', propertyName: 'content' },
		);
		await fixture.ticket();
		await fixture.act('moveTicket', { id: FIRST_TICKET, stage: '2' });
		expect(await send()).toEqual([]);
	});

	test('an event names its subscription, account, app and time', async () => {
		fixture.sandbox.core.clock.freeze(Date.UTC(2026, 10, 21, 12));
		await subscribe(created, { subscriptionType: 'object.creation', objectTypeId: '0-5' });
		const id = Number(await fixture.ticket());
		await send();
		const events = receiver.calls.flatMap((call) => call.events);
		expect(events).toHaveLength(2);
		const shared = {
			portalId: 24816357,
			appId: 1160452,
			occurredAt: Date.UTC(2026, 10, 21, 12),
			objectId: id,
			attemptNumber: 0,
		};
		expect(events).toContainEqual(
			expect.objectContaining({ ...shared, subscriptionId: 25, subscriptionType: 'ticket.creation' }),
		);
		expect(events).toContainEqual(expect.objectContaining({ ...shared, subscriptionId: 26, objectTypeId: '0-5' }));
	});
});

describe('delivery', () => {
	test('v3 stands beside v1, both over the bytes that are sent', async () => {
		await subscribe(created);
		await fixture.ticket();
		await send();
		const { headers, body } = first();
		expect(headers['x-hubspot-signature-version']).toBe('v1');
		expect(headers['x-hubspot-signature']).toBe(
			createHash('sha256')
				.update(SECRET + body)
				.digest('hex'),
		);
		const signed = `POST${receiver.url}${body}${String(headers['x-hubspot-request-timestamp'])}`;
		expect(headers['x-hubspot-signature-v3']).toBe(createHmac('sha256', SECRET).update(signed).digest('base64'));
	});

	test.each(['v1', 'v2', 'v3'] as const)('signed by %s alone', async (version) => {
		fixture.set({ webhookSignatures: version });
		await subscribe(created);
		await fixture.ticket();
		await send();
		const { headers } = first();
		expect(headers['x-hubspot-signature-version']).toBe(version === 'v3' ? undefined : version);
		expect(headers['x-hubspot-signature-v3'] === undefined).toBe(version !== 'v3');
	});

	test('the escapes of v3 are undone, those of v2 are not', async () => {
		const targetUrl = `${receiver.url}?team=a%40b&note=caf%C3%A9`;
		await fixture.act('setWebhook', { targetUrl, subscriptions: [created] });
		await fixture.ticket();
		await send();
		const { headers, body } = first();
		const decoded = targetUrl.replace('%40', '@');
		const signed = `POST${decoded}${body}${String(headers['x-hubspot-request-timestamp'])}`;
		expect(headers['x-hubspot-signature-v3']).toBe(createHmac('sha256', SECRET).update(signed).digest('base64'));
	});

	test('batches of at most 100, in any order', async () => {
		await subscribe(created);
		const events = Array.from({ length: 120 }, (_none, index) => ({ ...created, objectId: index }));
		await fixture.act('emitEvents', { events });
		await send();
		expect(receiver.calls.map((call) => call.events.length).sort()).toEqual([100, 20]);
		const order = receiver.calls.flatMap((call) => call.events.map(({ objectId }) => Number(objectId)));
		expect(order).not.toEqual([...order].sort((a, b) => a - b));
	});

	test('events go out by themselves after a while', async () => {
		fixture.set({ webhookDelayMs: 1 });
		await subscribe(created);
		await fixture.ticket();
		while (receiver.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(receiver.calls[0]?.events).toHaveLength(1);
	});

	test('what is not answered by 2xx is repeated ten times within a day, signed afresh', async () => {
		receiver.status = 401;
		await subscribe(created);
		await fixture.ticket();
		await send();
		for (let hour = 0; hour < 60; hour++) {
			fixture.sandbox.core.clock.shift(3_600_000 / 2);
			await send();
		}
		expect(receiver.calls.map(({ events }) => events[0]?.attemptNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		const timestamps = receiver.calls.map(({ headers }) => Number(headers['x-hubspot-request-timestamp']));
		expect(new Set(timestamps).size).toBe(11);
		expect(Math.max(...timestamps) - Math.min(...timestamps)).toBeLessThan(30 * 3_600_000);
		const { deliveries } = fixture.sandbox.services.hubspot.snapshot().webhooks as { deliveries: JsonObject[] };
		expect(deliveries[0]).toMatchObject({ state: 'failed' });
	});

	test('copies and repeated calls carry the same events', async () => {
		fixture.set({ webhookCopies: 2 });
		await subscribe(created);
		await fixture.ticket();
		await send();
		await fixture.act('duplicateDelivery', {});
		const events = receiver.calls.flatMap((call) => call.events.map((event) => JSON.stringify(event)));
		expect(events).toHaveLength(4);
		expect(new Set(events).size).toBe(1);
	});

	test.each(['unsigned', 'wrongSecret', 'changedBody', 'stale', 'future', 'olderOnly'])(
		'a forged call is sent once: %s',
		async (how) => {
			receiver.status = 401;
			await subscribe(created);
			expect(await fixture.act('forgeDelivery', { how })).toEqual({ status: 401 });
			fixture.sandbox.core.clock.shift(86_400_000);
			expect(await send()).toEqual([]);
			expect(receiver.calls).toHaveLength(1);
		},
	);
});

test('a ticket comes back out of the recycle bin', async () => {
	await subscribe({ subscriptionType: 'ticket.restore' });
	await expect(fixture.act('restoreTicket', { id: FIRST_TICKET })).rejects.toThrow('recycle bin');
	await fixture.act('deleteTicket', { id: FIRST_TICKET });
	await fixture.act('restoreTicket', { id: FIRST_TICKET });
	expect((await fixture.get(`/crm/objects/2026-09/tickets/${FIRST_TICKET}`)).status).toBe(200);
	await send();
	expect(receiver.calls[0]?.events).toEqual([expect.objectContaining({ subscriptionType: 'ticket.restore' })]);
});
