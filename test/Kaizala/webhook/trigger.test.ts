import { createServer } from 'node:http';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import { SEED_PHONES } from '../../../sandbox/kaizala';
import { isRecord } from '../../../nodes/shared/isRecord';
import { contentOf } from '../../harness/binary';
import { runNode } from '../../harness/engine';
import { sandboxCredentials } from '../../harness/sandbox';
import type { ListeningNode, WebhookSetup } from '../../harness/webhook';
import { listen } from '../../harness/webhook';
import { calls, CARD, group, PACKAGE, setup, TEAM, useKaizala } from '../setup';

const sandbox = useKaizala();

const open: ListeningNode[] = [];
afterEach(async () => await Promise.all(open.splice(0).map(async (node) => await node.close())));

async function start(parameters: INodeParameters = {}, rest: Partial<WebhookSetup> = {}): Promise<ListeningNode> {
	const node = await listen({
		type: 'kaizalaTrigger',
		parameters: { objectType: 'Group', groupId: group(TEAM), events: ['TextMessageCreated'], ...parameters },
		credentials: sandboxCredentials(sandbox.current),
		...rest,
	});
	open.push(node);
	await node.activate();
	return node;
}

const act = async (action: string, input: JsonObject = {}) => await sandbox.current.act('kaizala', action, input);
const say = async (text: string) => await act('sendMessage', { groupId: TEAM, phone: SEED_PHONES.lead, text });
const emit = async (eventType: string, data: JsonObject = {}, more: JsonObject = {}) =>
	await act('emitEvent', { eventType, groupId: TEAM, phone: SEED_PHONES.lead, data, ...more });

interface Webhook {
	id: string;
	callbackUrl: string;
	events: string[];
	active: boolean;
	validity: number;
	objectId: string;
	objectType: string;
	callbackContext: string | null;
}

/** The webhooks that Kaizala has, as its state shows them. */
function webhooks(): Webhook[] {
	const state: { webhooks: Webhook[] } = JSON.parse(JSON.stringify(sandbox.current.services.kaizala.snapshot()));
	return state.webhooks;
}

const output = (node: ListeningNode): IDataObject[] => node.executions.flat().map(({ json }) => json);
const texts = (node: ListeningNode) => output(node).map(({ text }) => text);

async function post(node: ListeningNode, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
	return await fetch(node.url(), {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}

const secret = (node: ListeningNode) => ({ 'kz-callback-token': String(node.staticData.callBackToken) });

describe('Kaizala Trigger: its webhook', () => {
	test('registers itself, answers the check, and removes itself', async () => {
		const node = await start({ options: { context: 'desk', validityDays: 10 } });
		expect(webhooks()).toMatchObject([
			{
				objectId: TEAM,
				objectType: 'Group',
				events: ['TextMessageCreated'],
				callbackUrl: node.url(),
				callbackContext: 'desk',
				active: true,
			},
		]);
		expect(webhooks()[0]?.validity).toBeGreaterThan(Date.now() + 9 * 86_400_000);
		expect(String(node.staticData.callBackToken)).toMatch(/^[0-9a-f]{48}$/);
		expect(node.executions).toEqual([]);
		await node.deactivate();
		expect(webhooks()).toEqual([]);
		expect(node.staticData).toEqual({});
	});

	test.each([
		['Group', { groupId: group(TEAM), events: ['JobResponse', 'UserJoined'] }, TEAM, ['JobResponse', 'UserJoined']],
		['ActionPackage', { packageId: PACKAGE, packageEvents: ['ActionCreated'] }, PACKAGE, ['ActionCreated']],
	])('listens to a %s', async (objectType, parameters, objectId, events) => {
		await start({ objectType, ...parameters });
		expect(webhooks()).toMatchObject([{ objectType, objectId, events }]);
	});

	test('listens to a group by its name', async () => {
		const node = await start({ groupId: { __rl: true, mode: 'name', value: 'SUPPORT DESK' } });
		expect(webhooks()).toMatchObject([{ objectId: TEAM }]);
		await node.deactivate();
		expect(webhooks()).toEqual([]);
		await expect(start({ groupId: { __rl: true, mode: 'name', value: 'Suport' } })).rejects.toThrow(
			/^The field "Group" has no choice "Suport": choose /,
		);
	});

	test('listens to one action', async () => {
		const { json } = await runNode(setup(sandbox.current, 'action', 'send', CARD));
		const actionId = String(json[0]?.actionId);
		await start({ objectType: 'Action', actionId, actionEvents: ['ActionResponse'] });
		expect(webhooks()).toMatchObject([{ objectType: 'Action', objectId: actionId, events: ['ActionResponse'] }]);
	});

	test('uses the test address in a test run', async () => {
		const node = await start({}, { test: true });
		expect(webhooks()[0]?.callbackUrl).toContain('/webhook-test/');
		await say('test');
		expect(texts(node)).toEqual(['test']);
	});

	test('finds its webhook again and leaves it as it is', async () => {
		const node = await start();
		const before = webhooks();
		await node.activate();
		expect(webhooks()).toEqual(before);
		expect(calls(sandbox.current, 'POST').filter(({ path }) => path === '/v1/webhook')).toHaveLength(1);
		expect(calls(sandbox.current, 'PUT')).toEqual([]);
	});

	test('gives its webhook the token that it knows', async () => {
		const node = await start();
		const { id } = webhooks()[0] ?? { id: '' };
		node.staticData.callBackToken = 'lost';
		await say('lost');
		expect(node.executions).toEqual([]);
		await node.activate();
		await say('heard');
		expect(webhooks()).toMatchObject([{ id, active: true }]);
		expect(texts(node)).toContain('heard');
	});

	test('does not touch webhooks of others', async () => {
		const other = await start();
		const node = await start();
		expect(webhooks()).toHaveLength(2);
		await node.deactivate();
		expect(webhooks().map(({ callbackUrl }) => callbackUrl)).toEqual([other.url()]);
	});

	test('ends quietly when its webhook is gone already', async () => {
		const node = await start();
		node.staticData.webhookId = '99999999-0000-4000-8000-000000000000';
		await node.deactivate();
		expect(node.staticData).toEqual({});
	});

	test('says so when Kaizala does not take its webhook away', async () => {
		const node = await start();
		sandbox.current.faults.add({ kind: 'status', service: 'kaizala', method: 'DELETE', status: 403 });
		await expect(node.deactivate()).rejects.toThrow('Kaizala');
		expect(webhooks()).toHaveLength(1);
	});

	test('removes its webhook by the address when its number is not known', async () => {
		const node = await start();
		delete node.staticData.webhookId;
		await node.deactivate();
		expect(webhooks()).toEqual([]);
	});

	test('says what is wrong when Kaizala cannot check the address', async () => {
		sandbox.current.setSwitches('kaizala', { requireHttpsCallbacks: true });
		await expect(start()).rejects.toMatchObject({
			message: expect.stringContaining('callBackUrl has to be an HTTPS address'),
			description: expect.stringContaining('set N8N_WEBHOOK_URL of your n8n'),
		});
		expect(webhooks()).toEqual([]);
	});

	test('needs at least one event', async () => {
		await expect(start({ events: [] })).rejects.toThrow('The field "Events" is empty');
	});

	test('a check without a token is refused', async () => {
		const node = await start();
		const { status } = await fetch(node.url());
		expect(status).toBe(400);
		const answer = await fetch(`${node.url()}?validationToken=%3Cscript%3E`);
		expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(await answer.text()).toBe('<script>');
		expect(node.executions).toEqual([]);
	});
});

describe('Kaizala Trigger: what starts the workflow', () => {
	test('an event with the token, as one flat record', async () => {
		const node = await start({ options: { context: 'desk' } });
		await say('Printer on fire');
		expect(output(node)).toEqual([
			{
				eventType: 'TextMessageCreated',
				subscriptionId: webhooks()[0]?.id,
				objectType: 'Group',
				objectId: TEAM,
				eventId: expect.any(String),
				context: 'desk',
				fromUser: SEED_PHONES.lead,
				fromUserId: expect.any(String),
				fromUserName: expect.any(String),
				fromUserProfilePic: '',
				groupId: TEAM,
				isBot: false,
				text: 'Printer on fire',
			},
		]);
	});

	test('the whole envelope without Simplify', async () => {
		const node = await start({ simplify: false });
		await say('raw');
		expect(output(node)[0]).toMatchObject({
			eventType: 'TextMessageCreated',
			data: { text: 'raw' },
			isBotfromUser: false,
		});
	});

	test('nothing with a wrong token, without one, or with a body that is no event', async () => {
		const node = await start();
		const good = { eventType: 'TextMessageCreated', eventId: '1', data: { text: 'forged' } };
		const answers = [
			await post(node, good),
			await post(node, good, { 'kz-callback-token': 'wrong' }),
			await post(node, good, { 'kz-callback-token': '' }),
		];
		expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
		expect(await answers[0]?.text()).toBe('');
		const bodies = [[], {}, { eventType: 7 }, 'null', '"text"', '[[]]'];
		for (const body of bodies) expect((await post(node, body, secret(node))).status).toBe(400);
		expect(node.executions).toEqual([]);
		expect(node.failures).toEqual([]);
	});

	test('nothing before it was registered: no token means refusal', async () => {
		const node = await start();
		const body = { eventType: 'TextMessageCreated', data: {} };
		delete node.staticData.callBackToken;
		expect((await post(node, body, { 'kz-callback-token': '' })).status).toBe(401);
		expect((await post(node, body, { 'kz-callback-token': 'undefined' })).status).toBe(401);
	});

	test('an event that comes before n8n has stored the token', async () => {
		const node = await start();
		const headers = secret(node);
		// What n8n has not stored yet, another call does not see.
		delete node.staticData.callBackToken;
		const body = { eventType: 'TextMessageCreated', eventId: 'early', data: { text: 'early' } };
		expect((await post(node, body, headers)).status).toBe(200);
		expect(texts(node)).toEqual(['early']);
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
		try {
			expect((await post(node, { ...body, eventId: 'late' }, headers)).status).toBe(401);
		} finally {
			jest.restoreAllMocks();
		}
	});

	test('an event that comes before n8n has stored the token of a webhook that was there already', async () => {
		const node = await start();
		// n8n ended before it stored what the first activation agreed on: the next one finds the webhook by its address.
		for (const name of Object.keys(node.staticData)) delete node.staticData[name];
		await node.activate();
		const headers = secret(node);
		delete node.staticData.callBackToken;
		const body = { eventType: 'TextMessageCreated', eventId: 'early', data: { text: 'early' } };
		expect((await post(node, body, headers)).status).toBe(200);
		expect(texts(node)).toEqual(['early']);
	});

	test('only the events chosen, and none of bots if so wanted', async () => {
		const node = await start({ options: { ignoreBots: true } });
		await emit('MemberAdded');
		await emit('TextMessageCreated', { text: 'a bot' }, { isBot: true });
		await emit('TextMessageCreated', { text: 'a person' });
		expect(texts(node)).toEqual(['a person']);
	});

	test('no event that it did not ask for, and the log says so', async () => {
		const node = await start();
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		const body = { eventType: 'TextMesageCreated', eventId: '1', data: { text: 'misspelled' } };
		expect((await post(node, body, secret(node))).status).toBe(200);
		const logged = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		expect(node.executions).toEqual([]);
		expect(logged).toEqual([
			'"Node under test" got the event TextMesageCreated, which is not chosen under Events, and left it out',
		]);
	});

	test('data that are no record come as they are', async () => {
		const node = await start();
		for (const data of ['{"text":"one"}', '{"text":"two"}', ['three']])
			await post(node, { eventType: 'TextMessageCreated', eventId: '1', data }, secret(node));
		expect(output(node).map(({ data }) => data)).toEqual(['{"text":"one"}', '{"text":"two"}', ['three']]);
	});

	test('only cards of the package chosen', async () => {
		const node = await start({
			events: ['ActionResponse', 'SurveyResponse'],
			options: { packageFilter: 'com.example.desk.ticket.7' },
		});
		await emit('ActionResponse', { actionPackageId: 'com.example.other', responseId: 'a' });
		await emit('ActionResponse', { packageId: 'com.example.desk.ticket.2', responseId: 'b' });
		await emit('SurveyResponse', { responseId: 'c' });
		expect(output(node).map(({ responseId }) => responseId)).toEqual(['b', 'c']);
	});

	test('an empty filter stops, is passed over, or is passed by nothing', async () => {
		const events = ['ActionResponse'];
		const options = { packageFilter: '={{ undefined }}' };
		await expect(start({ events, options })).rejects.toThrow('The filter "Action Package ID" has no value');
		const ignoring = await start({ events, options, emptyFilter: 'ignore' });
		await emit('ActionResponse', { actionPackageId: 'com.example.other', responseId: 'a' });
		expect(output(ignoring)).toHaveLength(1);
		await ignoring.deactivate();
		const nothing = await start({ events, options, emptyFilter: 'returnNothing' });
		await emit('ActionResponse', { actionPackageId: 'com.example.other', responseId: 'b' });
		expect([nothing.executions, nothing.failures]).toEqual([[], []]);
	});

	test('1,000 duplicates of an event start it once, in any order and at once', async () => {
		const node = await start();
		const event = (number: number) => ({
			eventType: 'TextMessageCreated',
			subscriptionId: 's',
			eventId: `event-${number}`,
			data: { text: `text ${number}` },
		});
		const deliveries = Array.from({ length: 1_000 }, (_, index) => event((index * 7) % 40));
		for (let from = 0; from < deliveries.length; from += 50) {
			const answers = await Promise.all(
				deliveries.slice(from, from + 50).map(async (body) => await post(node, body, secret(node))),
			);
			expect(answers.every(({ status }) => status === 200)).toBe(true);
		}
		expect(texts(node).sort()).toEqual(Array.from({ length: 40 }, (_, index) => `text ${index}`).sort());
	});

	test('an edited response is no duplicate, although it has the same ID', async () => {
		const node = await start({ events: ['ActionResponse'] });
		const answer = (value: string) => ({
			responseId: 'r',
			responseDetails: { responseWithQuestions: [{ title: 'Solved?', type: 'SingleOption', answer: [value] }] },
		});
		const body = (data: IDataObject) => ({ eventType: 'ActionResponse', subscriptionId: 's', eventId: 'r', data });
		await post(node, body(answer('No')), secret(node));
		await post(node, body(answer('No')), secret(node));
		await post(node, body(answer('Yes')), secret(node));
		// The same data with its keys in another order is the same event.
		await post(node, body({ responseDetails: answer('Yes').responseDetails, responseId: 'r' }), secret(node));
		expect(output(node).map(({ answers }) => answers)).toEqual([{ 'Solved?': 'No' }, { 'Solved?': 'Yes' }]);
	});

	test('every delivery when duplicates are wanted', async () => {
		sandbox.current.setSwitches('kaizala', { webhookCopies: 3 });
		const node = await start({ options: { skipDuplicates: false } });
		await say('thrice');
		expect(texts(node)).toEqual(['thrice', 'thrice', 'thrice']);
	});

	test('a delivery that failed comes again and is not lost', async () => {
		const node = await start();
		const token = node.staticData.callBackToken;
		node.staticData.callBackToken = 'being restarted';
		await say('later');
		expect(node.executions).toEqual([]);
		node.staticData.callBackToken = token;
		sandbox.current.core.clock.shift(46 * 60_000);
		await act('deliverDue');
		expect(texts(node)).toEqual(['later']);
	});

	test('two days of failures disable the webhook; publishing again enables it', async () => {
		const node = await start();
		const token = node.staticData.callBackToken;
		node.staticData.callBackToken = 'being restarted';
		await say('lost');
		for (let retry = 0; retry < 6; retry++) {
			sandbox.current.core.clock.shift(26 * 3_600_000);
			await act('deliverDue');
		}
		expect(webhooks()).toMatchObject([{ active: false }]);
		node.staticData.callBackToken = token;
		await node.activate();
		expect(webhooks()).toMatchObject([{ active: true }]);
		await say('heard again');
		expect(texts(node)).toEqual(['heard again']);
	});

	test('a webhook that has nearly run out is renewed', async () => {
		const node = await start({ options: { validityDays: 100 } });
		const first = webhooks()[0]?.validity ?? 0;
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60 * 86_400_000);
		try {
			await node.activate();
		} finally {
			jest.restoreAllMocks();
		}
		expect(webhooks()).toHaveLength(1);
		expect((webhooks()[0]?.validity ?? 0) - first).toBeGreaterThan(59 * 86_400_000);
	});

	test.each([
		['active', 'False'],
		['validity', 'soon'],
		['validity', null],
	])('a webhook whose %s is %j is put right: nobody can say that it will go on', async (name, value) => {
		const node = await start();
		const { callBackToken: token } = node.staticData;
		const [webhook] = webhooks();
		const shown: JsonObject = JSON.parse(JSON.stringify({ ...webhook, callbackToken: token, [name]: value }));
		const body: JsonObject = { webhooks: [shown] };
		sandbox.current.faults.add({
			kind: 'status',
			status: 200,
			body,
			service: 'kaizala',
			method: 'GET',
			path: 'v1/webhook',
		});
		sandbox.current.journal.clear();
		await node.activate();
		expect(calls(sandbox.current, 'PUT')).toMatchObject([{ path: `/v1/webhook/${webhook?.id}` }]);
	});
});

/** What each event brings. */
describe('Kaizala Trigger: Simplify', () => {
	async function simplified(eventType: string, data: JsonObject): Promise<IDataObject> {
		const node = await start({ events: [eventType] });
		await emit(eventType, data);
		expect(node.failures).toEqual([]);
		return output(node)[0] ?? {};
	}

	test('turns answers into named fields', async () => {
		const result = await simplified('SurveyResponse', {
			actionId: 'a',
			responseId: 'r',
			responseDetails: {
				responseWithQuestions: [
					{ title: 'Solved?', type: 'SingleOption', answer: ['Yes'] },
					{ title: 'Topics', type: 'MultiOption', answer: ['Print', 'Scan'] },
					{ title: 'Rating', type: 'Numeric', answer: 4 },
					{ title: 'When', type: 'DateTime', answer: 1_700_000_000_000 },
					{ title: 'Note', type: 'Text', answer: 'fine' },
					{ title: 'Note', type: 'Text', answer: 'really' },
					{ title: 'Where', type: 'Location', answer: { lt: 52.5, lg: 13.4, n: 'Office' } },
					{ title: 'ResponseTime', type: 'DateTime', answer: 1_700_000_100_000, isInvisible: true },
					{ title: 'ResponseLocation', type: 'Location', answer: { lt: 1, lg: 2, n: '' }, isInvisible: true },
				],
			},
			Properties: [{ name: 'ticketnumber', type: 'Text', value: '42' }],
		});
		expect(result).toMatchObject({
			actionId: 'a',
			responseId: 'r',
			answers: {
				'Solved?': 'Yes',
				Topics: ['Print', 'Scan'],
				Rating: 4,
				When: '2023-11-14T22:13:20.000Z',
				Note: 'fine',
				'Note (2)': 'really',
				Where: { lt: 52.5, lg: 13.4, n: 'Office' },
			},
			responseTime: '2023-11-14T22:15:00.000Z',
			responseLocation: { lt: 1, lg: 2, n: '' },
			properties: { ticketnumber: '42' },
		});
		expect(result).not.toHaveProperty('responseDetails');
	});

	test('files in answers look like those of the event, and a Date like a DateTime', async () => {
		const result = await simplified('SurveyResponse', {
			responseDetails: {
				responseWithQuestions: [
					{ title: 'Photo', type: 'Image', answer: [{ mediaUrl: 'https://e/p', mediaFileName: 'p.png' }] },
					{
						title: 'Papers',
						type: 'AttachmentList',
						answer: [{ url: 'https://e/q', fileName: 'q.pdf' }, { mediaUrl: 'https://e/r' }],
					},
					{ title: 'None', type: 'AttachmentList', answer: [] },
					// Nothing is lost of what looks different.
					{ title: 'Odd', type: 'Image', answer: ['mediaResource'] },
					{ title: 'Day', type: 'Date', answer: 1_700_000_000_000 },
				],
			},
		});
		expect(result.answers).toEqual({
			Photo: [{ url: 'https://e/p', fileName: 'p.png' }],
			Papers: [
				{ url: 'https://e/q', fileName: 'q.pdf' },
				{ url: 'https://e/r', fileName: '' },
			],
			None: [],
			Odd: ['mediaResource'],
			Day: '2023-11-14T22:13:20.000Z',
		});
	});

	test.each([true, false])(
		'a text message has its group, also when the event does not name it (%s)',
		async (eventGroupId) => {
			sandbox.current.setSwitches('kaizala', { eventGroupId });
			const node = await start();
			await say('Printer on fire');
			expect(output(node)).toMatchObject([{ groupId: TEAM, text: 'Printer on fire', fromUserProfilePic: '' }]);
		},
	);

	test.each<[string, JsonObject, IDataObject]>([
		[
			'Announcement',
			{ title: 'T', text: 'x', media: [{ url: 'https://e/x', fileName: 'x' }] },
			{ title: 'T', media: [{ url: 'https://e/x', fileName: 'x' }] },
		],
		[
			'AttachmentCreated',
			{ caption: 'c', media: [{ mediaUrl: 'https://e/y', mediaFileName: 'y' }] },
			{ caption: 'c', media: [{ url: 'https://e/y', fileName: 'y' }] },
		],
		[
			'JobCreated',
			{ actionId: 'j', title: 'Fix', assignedTo: ['+15550100022'] },
			{ actionId: 'j', title: 'Fix', assignedTo: ['+15550100022'] },
		],
		[
			'JobResponse',
			{ actionId: 'j', responseDetails: { response: { assigneeName: 'Sam', isCompleted: true } } },
			{ actionId: 'j', assigneeName: 'Sam', isCompleted: true },
		],
		[
			'SurveyCreated',
			{ actionId: 's', validity: 1_700_000_000_000, questions: [] },
			{ actionId: 's', validity: '2023-11-14T22:13:20.000Z' },
		],
		[
			'ActionCreated',
			{ actionId: 'p', properties: [{ name: 'a', type: 'Text', value: 'b' }] },
			{ actionId: 'p', properties: { a: 'b' } },
		],
		[
			'PollCreated',
			{ actionId: 'q', question: '?', choices: [{ title: 'A' }] },
			{ question: '?', choices: [{ title: 'A' }] },
		],
		['PollResponse', { actionId: 'q', responseId: 'r' }, { actionId: 'q', responseId: 'r' }],
		['LetsMeetCreated', { actionId: 'm' }, { actionId: 'm' }],
		['LetsMeetResponse', { actionId: 'm' }, { actionId: 'm' }],
		['MemberAdded', { member: '+15550100022', type: 'Member' }, { member: '+15550100022', type: 'Member' }],
		['MemberRemoved', { memberName: 'Sam' }, { memberName: 'Sam' }],
		['GroupAdded', { groupName: 'Sub' }, { groupName: 'Sub' }],
		['GroupRemoved', { groupName: 'Sub' }, { groupName: 'Sub' }],
		['UserJoined', { memberName: 'Sam' }, { memberName: 'Sam' }],
		['TextMessageCreated', { text: 'hello' }, { text: 'hello' }],
		['ActionResponse', { responseId: 'r', isUpdateResponse: true }, { responseId: 'r', isUpdateResponse: true }],
	])('%s', async (eventType, data, expected) => {
		expect(await simplified(eventType, data)).toMatchObject({ eventType, ...expected });
	});

	test('lives with data that is not as documented', async () => {
		const odd: JsonObject[] = [
			{ responseDetails: { responseWithQuestions: 'none' }, media: 'none', properties: 7, validity: 'soon' },
			{ responseDetails: [], media: [null, {}], Properties: [null] },
			{ responseDetails: { responseWithQuestions: [{ type: 'DateTime', answer: 9e15 }, { answer: null }] } },
		];
		for (const data of odd)
			expect(await simplified('SurveyResponse', data)).toMatchObject({ eventType: 'SurveyResponse' });
	});
});

describe('Kaizala Trigger: attachments', () => {
	test('are downloaded on request, without a credential', async () => {
		const node = await start({ events: ['AttachmentCreated'], options: { downloadAttachments: true } });
		const url = `${sandbox.current.url}/_sandbox/clock`;
		await emit('AttachmentCreated', {
			media: [
				{ mediaUrl: url, mediaFileName: 'clock.json' },
				{ mediaUrl: 'ftp://127.0.0.1/x', mediaFileName: 'x' },
				{ mediaUrl: 'http://127.0.0.1:1/y', mediaFileName: 'y' },
			],
		});
		const [item] = node.executions[0] ?? [];
		expect(Object.keys(item?.binary ?? {})).toEqual(['attachment_0']);
		expect(item?.binary?.attachment_0?.fileName).toBe('clock.json');
		expect(JSON.parse(String(await contentOf(item?.binary?.attachment_0)))).toHaveProperty('now');
		expect(item?.json.attachmentsNotDownloaded).toEqual([
			{ fileName: 'x', reason: 'it has no web address' },
			{ fileName: 'y', reason: 'the server refused the connection' },
		]);
	});

	test('that all came are not told as missing', async () => {
		const node = await start({ events: ['AttachmentCreated'], options: { downloadAttachments: true } });
		const mediaUrl = `${sandbox.current.url}/_sandbox/clock`;
		await emit('AttachmentCreated', { media: [{ mediaUrl, mediaFileName: 'clock.json' }] });
		const [item] = node.executions[0] ?? [];
		expect(Object.keys(item?.binary ?? {})).toEqual(['attachment_0']);
		expect(item?.json).not.toHaveProperty('attachmentsNotDownloaded');
	});

	/** Serves a redirect, a choice of addresses, and a file that says that it is huge. */
	async function fileServer(): Promise<{ url: string; paths: string[]; close(): void }> {
		const paths: string[] = [];
		const server = createServer(({ url: where = '' }, response) => {
			paths.push(where);
			if (where === '/moved') response.writeHead(302, { location: '/inside' }).end();
			else if (where === '/choice') response.writeHead(300).end('choose');
			else if (where === '/huge') response.writeHead(200, { 'content-length': 200 * 1024 * 1024 }).write('x');
			else response.end('inside');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		return {
			url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
			paths,
			close: () => {
				server.closeAllConnections();
				server.close();
			},
		};
	}

	const reasonsFor = async (node: ListeningNode, ...urls: string[]) => {
		await emit('AttachmentCreated', { media: urls.map((mediaUrl) => ({ mediaUrl, mediaFileName: 'f' })) });
		const failed = node.executions[0]?.[0]?.json.attachmentsNotDownloaded;
		return Array.isArray(failed) ? failed.map((entry) => (isRecord(entry) ? entry.reason : entry)) : [];
	};

	test('are not fetched from where an address leads on to, nor when they are huge', async () => {
		const files = await fileServer();
		try {
			const node = await start({ events: ['AttachmentCreated'], options: { downloadAttachments: true } });
			const reasons = await reasonsFor(node, ...['/moved', '/choice', '/huge'].map((path) => files.url + path));
			expect(reasons).toEqual([
				'the response has the status 302',
				'the response has the status 300',
				'it has more than 100 MB',
			]);
			expect(files.paths).toEqual(['/moved', '/choice', '/huge']);
		} finally {
			files.close();
		}
	});

	test('are fetched by https only, unless the credential itself names http', async () => {
		const files = await fileServer();
		try {
			const credentials = sandboxCredentials(sandbox.current);
			const parameters = { events: ['AttachmentCreated'], options: { downloadAttachments: true } };
			const node = await start(parameters, { credentials });
			Object.assign(credentials.kaizalaApi ?? {}, { authBaseUrl: 'https://api.example.com' });
			expect(await reasonsFor(node, `${files.url}/plain`)).toEqual(['it has no https address']);
			expect(files.paths).toEqual([]);
		} finally {
			files.close();
		}
	});
});
