import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import type { JsonObject } from '../../sandbox/core/types';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

const { supportDesk, backOffice } = SEED_GROUPS;
const NOT_VALID = [400, 'InvalidParameters'];

/** A receiver that answers the handshake and keeps what it was sent. */
class Receiver {
	events: JsonObject[] = [];

	tokens: (string | undefined)[] = [];

	statuses: number[] = [];

	answer = (token: string) => token;

	url = '';

	private readonly server = http.createServer((request, response) => {
		const token = new URL(request.url ?? '', 'http://x').searchParams.get('validationToken');
		if (request.method === 'GET' && token !== null) {
			response.end(this.answer(token));
			return;
		}
		let text = '';
		request.on('data', (chunk) => (text += chunk));
		request.on('end', () => {
			this.events.push(JSON.parse(text));
			this.tokens.push(request.headers['kz-callback-token']?.toString());
			response.writeHead(this.statuses.shift() ?? 200).end();
		});
	});

	async start() {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook?a=1`;
	}

	stop() {
		this.server.closeAllConnections();
		this.server.close();
	}
}

let fixture: KaizalaFixture;
let user: Caller;
let receiver: Receiver;

beforeAll(async () => {
	fixture = await KaizalaFixture.start();
});
beforeEach(async () => {
	fixture.sandbox.reset();
	user = await fixture.signIn('user');
	receiver = new Receiver();
	await receiver.start();
});
afterEach(() => receiver.stop());
afterAll(() => fixture.sandbox.close());

const group = { objectId: supportDesk, objectType: 'Group' };
const hook = (more: object = {}) =>
	user.post('/v1/webhook', { ...group, eventTypes: ['TextMessageCreated'], callBackUrl: receiver.url, ...more });
const list = async () => (await user.get('/v1/webhook', group)).data.webhooks;
const say = () => fixture.act('sendMessage', { groupId: supportDesk, phone: SEED_PHONES.lead, text: 'Hello' });

describe('registration', () => {
	it('stores the hook for two years, with the names of the reply', async () => {
		const { webhookId } = (await hook({ callBackToken: 't', callBackContext: 'c' })).data;
		const [stored] = await list();
		expect(stored).toMatchObject({
			id: webhookId,
			events: ['TextMessageCreated'],
			filters: [],
			callbackUrl: receiver.url,
			callbackToken: 't',
			callbackContext: 'c',
			active: true,
		});
		expect(stored.validity - stored.ts).toBe(2 * 365 * 86_400_000);
	});

	it.each([
		['a quoted token', (token: string) => `"${token}"`],
		['something else', () => 'ok'],
	])('refuses a receiver that answers %s', async (_what, answer) => {
		receiver.answer = answer;
		expect(refusal(await hook())).toEqual(NOT_VALID);
	});

	it('takes a trailing newline', async () => {
		receiver.answer = (token) => `${token}\n`;
		expect((await hook()).status).toBe(200);
	});

	it('refuses a receiver that cannot be reached', async () => {
		expect(refusal(await hook({ callBackUrl: 'http://127.0.0.1:1/hook' }))).toEqual(NOT_VALID);
	});

	it.each([
		['an unknown event', { eventTypes: ['GroupCreated'] }],
		['no event', { eventTypes: [] }],
		['a validity in the past', { validity: 1 }],
		['an unknown field', { callbackUri: 'x' }],
	])('refuses %s', async (_what, more) => {
		expect(refusal(await hook(more))).toEqual(NOT_VALID);
	});

	it("refuses a group that is not the user's, unknown actions and packages", async () => {
		expect((await hook({ objectId: backOffice })).status).toBe(403);
		expect((await hook({ objectType: 'Action', objectId: 'x' })).status).toBe(404);
		expect((await hook({ objectType: 'ActionPackage', objectId: 'com.example.unknown' })).status).toBe(404);
	});

	it('can insist on HTTPS', async () => {
		fixture.switches({ requireHttpsCallbacks: true });
		expect(refusal(await hook())).toEqual(NOT_VALID);
	});

	it('needs both query values in the list', async () => {
		expect(refusal(await user.get('/v1/webhook', { objectId: supportDesk }))).toEqual(NOT_VALID);
	});

	it.each(['false', false])('is switched off with Active %p and on again', async (Active) => {
		const { webhookId } = (await hook()).data;
		expect((await user.put(`/v1/webhook/${webhookId}`, { Active })).data).toEqual({ webhookId });
		await say();
		expect(receiver.events).toHaveLength(0);
		await user.put(`/v1/webhook/${webhookId}`, { active: 'true' });
		await say();
		expect(receiver.events).toHaveLength(1);
	});

	it('is deleted once, and only by its own connector', async () => {
		const { webhookId } = (await hook()).data;
		const other = await fixture.signIn();
		expect((await other.delete(`/v1/webhook/${webhookId}`)).status).toBe(404);
		expect((await user.delete(`/v1/webhook/${webhookId}`)).data).toEqual({});
		expect((await user.delete(`/v1/webhook/${webhookId}`)).status).toBe(404);
	});
});

describe('delivery', () => {
	it('sends the envelope with token and context', async () => {
		const { webhookId } = (await hook({ callBackToken: 'secret-1', callBackContext: 'wf-17' })).data;
		await say();
		expect(receiver.tokens).toEqual(['secret-1']);
		expect(receiver.events[0]).toMatchObject({
			subscriptionId: webhookId,
			...group,
			eventType: 'TextMessageCreated',
			data: { text: 'Hello' },
			context: 'wf-17',
			fromUser: SEED_PHONES.lead,
			isBotfromUser: false,
			groupId: supportDesk,
		});
		expect(JSON.stringify(fixture.snapshot())).not.toContain('secret-1');
	});

	it('sends only the events of the subscription', async () => {
		await hook({ eventTypes: ['MemberAdded'] });
		await say();
		expect(receiver.events).toHaveLength(0);
	});

	it('retries until the receiver is well', async () => {
		fixture.switches({ webhookRetryUnitMs: 5 });
		receiver.statuses = [500, 302];
		await hook();
		await say();
		for (let turn = 0; turn < 100 && receiver.events.length < 3; turn += 1)
			await new Promise((done) => setTimeout(done, 10));
		expect(new Set(receiver.events.map((event) => event.eventId)).size).toBe(1);
		expect(receiver.events).toHaveLength(3);
	});

	it('gives up after six retries over two days and disables the hook', async () => {
		receiver.statuses = Array(7).fill(500);
		await hook();
		await say();
		for (const units of [1, 2, 4, 8, 16, 32]) {
			fixture.sandbox.core.clock.shift((units * 48 * 3_600_000) / 63 + 1000);
			await fixture.act('deliverDue');
		}
		expect(receiver.events).toHaveLength(7);
		user = await fixture.signIn('user');
		expect((await list())[0].active).toBe(false);
	});

	it('delivers twice when switched, and on demand', async () => {
		fixture.switches({ webhookCopies: 2 });
		await hook();
		await say();
		expect(receiver.events).toHaveLength(2);
		const deliveryId = fixture.snapshot().deliveries?.[0]?.deliveryId ?? '';
		await fixture.act('duplicateDelivery', { deliveryId });
		expect(receiver.events[2]).toEqual(receiver.events[0]);
	});

	it('sends nothing after the validity', async () => {
		await hook({ validity: String(Date.now() + 60_000) });
		fixture.sandbox.core.clock.shift(120_000);
		await say();
		expect(receiver.events).toHaveLength(0);
	});

	it('tells package listeners about cards and answers, with the responseId as eventId', async () => {
		await hook({
			objectType: 'ActionPackage',
			objectId: 'com.gls.xyz.care',
			eventTypes: ['ActionCreated', 'ActionResponse'],
		});
		const question = { title: 'Ok?', type: 'SingleOption', options: [{ title: 'Yes' }] };
		const sent = await user.post(`/v1/groups/${supportDesk}/actions`, {
			id: 'com.gls.xyz.care',
			actionBody: { questions: [question] },
		});
		const { actionId } = sent.data;
		const place = { groupId: supportDesk, actionId, phone: SEED_PHONES.lead };
		const { responseId } = await fixture.act('answerCard', { ...place, answers: ['Yes'] });
		const answered = receiver.events.find((event) => event.eventType === 'ActionResponse');
		expect(receiver.events.map((event) => event.eventType).sort()).toEqual(['ActionCreated', 'ActionResponse']);
		expect(answered).toMatchObject({
			eventId: responseId,
			data: {
				actionPackageId: 'com.gls.xyz.care',
				packageId: 'com.gls.xyz.care.1',
				isUpdateResponse: false,
				responder: SEED_PHONES.lead,
				responseDetails: { responseWithQuestions: [{ answer: ['Yes'] }] },
			},
		});
	});

	it('emits any event as any user', async () => {
		await hook({ eventTypes: ['UserJoined'] });
		await fixture.act('emitEvent', {
			eventType: 'UserJoined',
			groupId: supportDesk,
			phone: SEED_PHONES.agent,
			isBot: true,
		});
		expect(receiver.events[0]).toMatchObject({
			eventType: 'UserJoined',
			fromUser: SEED_PHONES.agent,
			isBotfromUser: true,
		});
	});
});
