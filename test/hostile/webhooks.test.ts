import { gzipSync } from 'node:zlib';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import fc from 'fast-check';

import { createHubSpot } from '../../sandbox/hubspot';
import { signatureHeaders } from '../../sandbox/hubspot/webhooks/signing';
import { createJtel } from '../../sandbox/jtel';
import { createKaizala, SEED_GROUPS } from '../../sandbox/kaizala';
import { createThulium } from '../../sandbox/thulium';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import type { ListeningNode, WebhookSetup } from '../harness/webhook';
import { listen } from '../harness/webhook';
import { closeTriggers, SECRET, send, startTrigger } from '../HubSpotTickets/webhook/setup';
import { CallbackFixture, closeAll, SECRET as CALLBACK_SECRET } from '../JtelAcd/webhook/fixture';
import { propertyRuns } from '../harness/properties';

/** Whoever knows the secret may send anything: nothing is thrown, and nothing starts that n8n could not store. */

const sandbox = useSandbox([createHubSpot, createJtel, createKaizala, createThulium]);

const open: ListeningNode[] = [];
async function started(setup: Omit<WebhookSetup, 'credentials'>): Promise<ListeningNode> {
	const node = await listen({ credentials: sandboxCredentials(sandbox.current), ...setup });
	open.push(node);
	await node.activate();
	return node;
}
afterEach(async () => {
	await closeTriggers();
	await closeAll();
	await Promise.all(open.splice(0).map(async (node) => await node.close()));
});

interface Target {
	node: ListeningNode;
	/** A body that starts a workflow, with `extra` somewhere in it. */
	good(extra: unknown): unknown;
	post(body: string | Buffer, more?: Record<string, string>): Promise<number>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const fetched = async (address: string, headers: Record<string, string>, body: string | Buffer) => {
	const { port, pathname, search } = new URL(address);
	const call = { port: Number(port), method: 'POST', path: pathname + search, headers: { ...JSON_TYPE, ...headers } };
	return (await send({ ...call, body: Buffer.from(body) })).status;
};
const basic = (user: unknown, password: unknown) => ({
	authorization: `Basic ${Buffer.from(`${String(user)}:${String(password)}`).toString('base64')}`,
});

const TARGETS: Record<string, () => Promise<Target>> = {
	async 'Thulium Trigger'() {
		const node = await started({ type: 'thuliumTrigger', parameters: { events: ['TICKET_CREATED'] } });
		const { user, password } = JSON.parse(JSON.stringify(node.staticData.registration));
		return {
			node,
			good: (extra) => ({ action: 'TICKET_CREATED', ticket_id: 1234, extra }),
			post: async (body, more) => await fetched(node.url(), { ...basic(user, password), ...more }, body),
		};
	},
	async 'Kaizala Trigger'() {
		const groupId = { __rl: true, mode: 'list', value: SEED_GROUPS.supportDesk };
		const parameters = { objectType: 'Group', groupId, events: ['TextMessageCreated', 'SurveyResponse'] };
		const node = await started({ type: 'kaizalaTrigger', parameters });
		const secret = { 'kz-callback-token': String(node.staticData.callBackToken) };
		return {
			node,
			good: (extra) => ({
				eventType: 'SurveyResponse',
				eventId: extra,
				data: { media: [extra], validity: extra, responseDetails: { responseWithQuestions: [{ title: extra }] } },
			}),
			post: async (body, more) => await fetched(node.url(), { ...secret, ...more }, body),
		};
	},
	async 'HubSpot Tickets Webhook Trigger'() {
		const node = await startTrigger(sandbox.current);
		const { port, pathname, href } = new URL(node.url());
		return {
			node,
			good: (extra) => [
				{ subscriptionType: 'ticket.propertyChange', objectId: 1, propertyName: 'x', propertyValue: extra },
			],
			async post(body, more) {
				const text = String(body);
				const signed = signatureHeaders(
					{ secret: SECRET, uri: href, body: text, timestamp: Date.now() },
					'v1+v3',
					'decoded',
				);
				const headers = { ...JSON_TYPE, ...signed, ...more };
				const call = { port: Number(port), method: 'POST', path: pathname, headers, body: Buffer.from(body) };
				return (await send(call)).status;
			},
		};
	},
	async 'jtel ACD Callback Trigger'() {
		const parameters = { source: 'acdGroup', authentication: 'headerAuth' };
		const { node } = await CallbackFixture.start(sandbox.current, parameters);
		return {
			node,
			good: (extra) => ({ AcdEventsID: 2001, Caller: extra, extra }),
			post: async (body, more) => await fetched(node.url(), { 'x-callback-secret': CALLBACK_SECRET, ...more }, body),
		};
	},
};

const TYPES = [
	...['application/json', 'text/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b'],
	...['multipart/form-data', 'text/plain', 'application/xml', 'application/octet-stream', 'nonsense', ''],
];

/** Text of JSON, because nobody could make such values otherwise. */
const nested = (levels: number, kind: 'list' | 'object'): string =>
	kind === 'list' ? '['.repeat(levels) + ']'.repeat(levels) : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Values that are not what they look like, as JSON. */
const STRANGE = [
	...['null', 'true', '-0', '1e999', '123456789012345678901234567890', '""', '"\\u0000"', '"\\ud800"', '[]', '{}'],
	...['{"toString":1,"valueOf":1}', '{"__proto__":{"a":1}}', '{"constructor":{"prototype":1}}', '{"length":1e9}'],
	...['{"toJSON":"x"}', '{"then":"x"}', '[[[[]]]]', '"<<<<<<<<"', '8640000000000001'],
];

const extra = fc.oneof(
	fc.constantFrom(...STRANGE),
	fc.json({ maxDepth: 6 }),
	fc
		.record({ levels: fc.integer({ min: 51, max: 3_000 }), kind: fc.constantFrom('list', 'object') })
		.map(({ levels, kind }) => nested(levels, kind === 'list' ? 'list' : 'object')),
);

/** `good` around it, the whole of it, or many of it. */
const shape = fc.constantFrom('inside', 'alone', 'listed', 'repeated');

const MARK = '"\u2603"';

function bodyOf({ good }: Target, kind: string, json: string): string {
	const inside = JSON.stringify(good('\u2603')).replaceAll(MARK, json);
	if (kind === 'inside') return inside;
	if (kind === 'alone') return json;
	const many = json.length < 100 ? 1_001 : 30;
	return `[${Array.from({ length: kind === 'listed' ? 3 : many }, () => inside).join()}]`;
}

const depth = (value: unknown): number =>
	typeof value === 'object' && value !== null
		? 1 + Object.values(value).reduce<number>((most, inner) => Math.max(most, depth(inner)), 0)
		: 0;

describe.each(Object.keys(TARGETS))('%s', (name) => {
	const start = async (): Promise<Target> => {
		const make = TARGETS[name];
		if (make === undefined) throw new Error(`No ${name}`);
		return await make();
	};

	test('takes an honest call', async () => {
		const target = await start();
		expect(await target.post(JSON.stringify(target.good('x')))).toBe(200);
		expect(target.node.failures).toEqual([]);
		expect(target.node.executions).toHaveLength(1);
	});

	test('whatever the body is, nothing is thrown and all that starts can be stored', async () => {
		const target = await start();
		await fc.assert(
			fc.asyncProperty(extra, shape, async (json, kind) => {
				const status = await target.post(bodyOf(target, kind, json));
				expect(target.node.failures).toEqual([]);
				expect([200, 400, 413, 415, 422]).toContain(status);
				for (const item of target.node.executions.splice(0).flat()) {
					expect(depth(item.json)).toBeLessThan(60);
					expect(JSON.parse(JSON.stringify(item.json))).toBeInstanceOf(Object);
				}
			}),
			{ ...propertyRuns(300), endOnFailure: true },
		);
	}, 120_000);

	test.each(['list', 'object'] as const)('3,000 levels are answered with 400 and start nothing: %s', async (kind) => {
		const target = await start();
		expect(await target.post(bodyOf(target, 'inside', nested(3_000, kind)))).toBe(400);
		expect(target.node.executions).toEqual([]);
		expect(target.node.failures).toEqual([]);
	});

	test('a body of any type, in any form, is taken, or refused by a word of HTTP', async () => {
		const target = await start();
		const json = JSON.stringify(target.good('x'));
		const part = '--b\r\ncontent-disposition: form-data; name="ticket_id"\r\n\r\n1\r\n';
		const forms: Array<[type: string, body: string | Buffer, more?: Record<string, string>]> = [
			...TYPES.flatMap((type): Array<[string, string | Buffer]> => [
				[type, json],
				[type, ''],
				[type, 'a[]=1&a[]=2&a[b][c]=3&__proto__=4&a=%ff%zz&ticket_id=1&action=TICKET_CREATED'],
				[type, '<a><b>&x;</b>'],
				[type, Buffer.from([0xff, 0xfe, 0x00, 0x22])],
				[type, `${part}${part}--b--\r\n`],
				[type, part],
			]),
			['application/json', `\ufeff${json}`],
			['application/json', json.slice(0, -1)],
			['application/json', json.replace('{', '{"extra":1,"extra":[2],"__proto__":{"a":1},')],
			['application/json', gzipSync(json), { 'content-encoding': 'gzip' }],
			['application/json', json, { 'content-encoding': 'gzip' }],
			['application/json', json, { 'content-encoding': 'br' }],
			['application/json', json, { 'x-long': 'x'.repeat(12_000) }],
			['application/json; charset=utf-16', json],
		];
		for (const [type, body, more] of forms) {
			const status = await target.post(body, { 'content-type': type, ...more });
			expect({ type, status, failures: target.node.failures }).toEqual({
				type,
				status: [200, 400, 401, 413, 415, 422].includes(status) ? status : 'one of HTTP',
				failures: [],
			});
		}
		for (const item of target.node.executions.flat()) expect(Object.keys(item.json).length).toBeGreaterThan(0);
		expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
	});

	test.each(['null', '5', '"text"', '{}', '[[]]', '{"events":[{}]}', '{"data":{"action":"x"}}', '[null]'])(
		'what is no event starts nothing, and leaves a line in the log: %s',
		async (body) => {
			const target = await start();
			const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
			const status = await target.post(body);
			const lines = warn.mock.calls.length;
			warn.mockRestore();
			expect({ status: [200, 400, 415].includes(status), lines }).toEqual({ status: true, lines: 1 });
			expect(target.node.executions).toEqual([]);
			expect(target.node.failures).toEqual([]);
		},
	);

	test('what is far longer than any call of the service is answered with 413', async () => {
		const target = await start();
		expect(await target.post(JSON.stringify(target.good('x'.repeat(8_000_001))))).toBe(413);
		expect(target.node.executions).toEqual([]);
		expect(target.node.failures).toEqual([]);
	});
});

test.each(['Thulium Trigger', 'jtel ACD Callback Trigger'])(
	'%s: the characters are those of the content type',
	async (name) => {
		const target = await TARGETS[name]?.();
		if (target === undefined) throw new Error(`No ${name}`);
		const all = [
			['iso-8859-1', 'latin1'],
			['UTF-16LE', 'utf16le'],
			['"utf-8"', 'utf8'],
			['nonsense', 'utf8'],
		] as const;
		for (const [index, [charset, encoding]] of all.entries()) {
			const body = Buffer.from(JSON.stringify(target.good('Müller')).replace(/1234|2001/, String(index + 1)), encoding);
			// Engines read JSON by themselves, and know fewer characters.
			const type = `text/plain; charset=${charset}`;
			expect(await target.post(body, { 'content-type': type })).toBe(200);
			expect(JSON.stringify(target.node.executions.splice(0))).toContain('Müller');
		}
	},
);

test('Thulium Trigger: an event is not lost for what stands beside it', async () => {
	const target = await TARGETS['Thulium Trigger']?.();
	if (target === undefined) throw new Error('No Thulium');
	const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
	expect(await target.post(JSON.stringify([null, target.good('x'), 5]))).toBe(200);
	const logged = warn.mock.calls.map(([message]) => message);
	warn.mockRestore();
	expect(target.node.executions.flat()).toHaveLength(1);
	expect(logged).toEqual([
		expect.stringMatching(/found no action in 2 of the 3 events of a call of Thulium, and left/),
	]);
});

test('jtel ACD Callback Trigger: several calls in a list are several items', async () => {
	const target = await TARGETS['jtel ACD Callback Trigger']?.();
	if (target === undefined) throw new Error('No jtel');
	const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
	expect(await target.post('[{"AcdEventsID":1},null,{"AcdEventsID":2}]')).toBe(200);
	const logged = warn.mock.calls.map(([message]) => message);
	warn.mockRestore();
	expect(target.node.executions.flat()).toHaveLength(2);
	expect(logged).toEqual([expect.stringMatching(/found no ID of an event in 1 of the 3 records of a call, and left/)]);
});

test('HubSpot Tickets Webhook Trigger: an ID that has lost digits is that of no ticket', async () => {
	const target = await TARGETS['HubSpot Tickets Webhook Trigger']?.();
	if (target === undefined) throw new Error('No HubSpot');
	const event = '[{"subscriptionType":"ticket.propertyChange","objectId":12345678901234567890,"propertyName":"x"}]';
	expect(await target.post(event)).toBe(200);
	expect(target.node.executions).toEqual([]);
});
