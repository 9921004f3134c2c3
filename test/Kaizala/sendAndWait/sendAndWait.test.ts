import crypto from 'node:crypto';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import type { JsonObject } from '../../../sandbox/core/types';
import { SEED_PHONES } from '../../../sandbox/kaizala';
import type { RunSetup } from '../../harness/engine';
import type { WaitingExecution, WaitingSetup } from '../../harness/waiting';
import { toolOf } from '../../harness/tool';
import { jsonOf, runWaiting } from '../../harness/waiting';
import { useInstantWaits } from '../../harness/waits';
import { calls, CARD, cards, group, GROUP, PHONE, setup, TEAM, useKaizala } from '../setup';

useInstantWaits();
const sandbox = useKaizala();

const open: WaitingExecution[] = [];
afterEach(async () => await Promise.all(open.splice(0).map(async (execution) => await execution.close())));

const SURVEY = {
	actionType: 'Survey',
	title: 'How did we do?',
	questionsMode: 'json',
	questionsJson: '[{ "title": "Solved?", "type": "SingleOption", "options": ["Yes", "No"] }]',
};

async function start(
	parameters: RunSetup['parameters'] = {},
	rest: Partial<WaitingSetup> = {},
): Promise<WaitingExecution> {
	const fields = { groupId: group(TEAM), recipients: 'group', ...SURVEY, ...parameters };
	const execution = await runWaiting(setup(sandbox.current, 'action', 'sendAndWaitForResponse', fields, rest));
	open.push(execution);
	return execution;
}

interface Webhook {
	id: string;
	objectId: string;
	objectType: string;
	events: string[];
	callbackUrl: string;
	validity: number;
}

function webhooks(): Webhook[] {
	const state: { webhooks: Webhook[] } = JSON.parse(JSON.stringify(sandbox.current.services.kaizala.snapshot()));
	return state.webhooks;
}

/** What happens behind the node's back takes a few turns. */
async function until<T>(what: string, check: () => T | undefined | false): Promise<T> {
	for (let turn = 0; turn < 2_000; turn++) {
		const found = check();
		if (found !== undefined && found !== false) return found;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error(`It never came: ${what}`);
}

const listening = async (count = 1) => await until('a webhook', () => webhooks().length === count && webhooks());
const finished = async (execution: WaitingExecution) =>
	await until('the end', () => execution.status === 'finished' && jsonOf(execution.output));

const act = async (action: string, input: JsonObject) => await sandbox.current.act('kaizala', action, input);
const answer = async (more: JsonObject, index = 0) => {
	const { groupId = '', actionId = '' } = cards(sandbox.current)[index] ?? {};
	return await act('answerCard', { groupId, actionId, phone: SEED_PHONES.agent, ...more });
};

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
	const request = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
	return (await fetch(url, { ...request, body: JSON.stringify(body) })).status;
}

describe('Action: Send and Wait for Response', () => {
	test('goes on with the answer, by its questions, and removes its webhook', async () => {
		const execution = await start();
		expect(execution.status).toBe('waiting');
		const [card] = cards(sandbox.current);
		const ids = { groupId: TEAM, actionId: card?.actionId, referenceId: card?.referenceId };
		expect(jsonOf(execution.sent)).toEqual([ids]);
		const [webhook] = await listening();
		expect(webhook).toMatchObject({ objectType: 'Action', objectId: card?.actionId, events: ['SurveyResponse'] });
		await answer({ answers: ['Yes'] });
		expect(await finished(execution)).toEqual([
			expect.objectContaining({
				eventType: 'SurveyResponse',
				actionId: card?.actionId,
				groupId: TEAM,
				responder: SEED_PHONES.agent,
				answers: { 'Solved?': 'Yes' },
				timedOut: false,
			}),
		]);
		expect(execution.output).toMatchObject([{ pairedItem: { item: 0 } }]);
		await until('the removal', () => webhooks().length === 0);
	});

	test.each<[string, RunSetup['parameters'], string, JsonObject, JsonObject]>([
		[
			'a card of a package',
			{ actionType: 'package', packageId: CARD.packageId, options: { questions: SURVEY.questionsJson } },
			'ActionResponse',
			{ answers: ['No'] },
			{ answers: { 'Solved?': 'No' } },
		],
		[
			'a poll',
			{
				actionType: 'Poll',
				question: 'When?',
				choices: { choice: [{ title: 'Now', binaryPropertyName: '', image: '' }] },
			},
			'PollResponse',
			{ answers: ['Now'] },
			{ answers: { 'When?': 'Now' } },
		],
		[
			'a job',
			{ actionType: 'Job', title: 'Fix it', assignedTo: SEED_PHONES.agent },
			'JobResponse',
			{ isCompleted: true },
			{ isCompleted: true, assignee: SEED_PHONES.agent },
		],
		[
			'a meeting',
			{ actionType: 'LetsMeet', title: 'Look', startingTime: '2027-07-01T10:00:00Z' },
			'LetsMeetResponse',
			{ answers: [] },
			{ responder: SEED_PHONES.agent },
		],
	])('waits for the answer to %s', async (_, parameters, eventType, given, expected) => {
		const execution = await start(parameters);
		expect(execution.error).toBeUndefined();
		expect((await listening())[0]?.events).toEqual([eventType]);
		await answer(given);
		expect(await finished(execution)).toMatchObject([{ eventType, ...expected, timedOut: false }]);
	});

	test('gives the whole event without Simplify', async () => {
		const execution = await start({ simplify: false });
		await listening();
		await answer({ answers: ['Yes'] });
		expect(await finished(execution)).toMatchObject([
			{ eventType: 'SurveyResponse', data: { responseDetails: expect.anything() }, timedOut: false },
		]);
	});

	test('goes on when the time is over, and says so', async () => {
		const before = Date.now();
		const execution = await start({ limitWaitTime: true, resumeAmount: 1.5, resumeUnit: 'hours' });
		const [webhook] = await listening();
		const waitTill = execution.waitTill?.getTime() ?? 0;
		expect(waitTill).toBeGreaterThanOrEqual(before + 1.5 * 3_600_000);
		expect(waitTill).toBeLessThan(Date.now() + 1.6 * 3_600_000);
		// It ends by itself, because no code of the node runs when the time is over.
		expect(webhook?.validity).toBe(waitTill + 5 * 60_000);
		await execution.timeOut();
		const [card] = cards(sandbox.current);
		expect(await finished(execution)).toEqual([
			{ groupId: TEAM, actionId: card?.actionId, referenceId: card?.referenceId, timedOut: true },
		]);
		expect(execution.output).toMatchObject([{ pairedItem: { item: 0 } }]);
		// Too late: the execution is not started again.
		await answer({ answers: ['Yes'] });
		expect(execution.answers.at(-1)).toBe(409);
		expect(jsonOf(execution.output)).toMatchObject([{ timedOut: true }]);
	});

	test('waits without an end when so wanted', async () => {
		const execution = await start({ limitWaitTime: false });
		expect(execution.waitTill?.getUTCFullYear()).toBe(3000);
		expect((await listening())[0]?.validity).toBeGreaterThan(Date.now() + 700 * 86_400_000);
	});

	test('sends to many subscribers in several calls and takes the first answer to any of them', async () => {
		const subscribers = `${PHONE}, ${SEED_PHONES.secondCustomer}`;
		const to = { groupId: group(GROUP), recipients: 'subscribers', subscribers, options: { recipientsPerCall: 1 } };
		const execution = await start(to);
		const ids = cards(sandbox.current).map(({ actionId }) => actionId);
		expect((await listening(2)).map(({ objectId }) => objectId)).toEqual(ids);
		await answer({ answers: ['No'] }, 1);
		expect(await finished(execution)).toMatchObject([{ actionId: ids[1], answers: { 'Solved?': 'No' } }]);
		await until('the removal', () => webhooks().length === 0);
	});
});

describe('Action: Send and Wait for Response, its webhook', () => {
	test('is made as soon as n8n has stored the execution, which refuses the check before', async () => {
		const execution = await start({}, { refusals: 3 });
		expect(execution.status).toBe('running');
		await listening();
		expect(execution.answers).toEqual([409, 409, 409, 200]);
		await answer({ answers: ['Yes'] });
		await finished(execution);
	});

	test('answers the check in plain text and does not go on for it', async () => {
		const execution = await start();
		const [webhook] = await listening();
		const check = new URL(String(webhook?.callbackUrl));
		check.searchParams.set('validationToken', '<b>');
		const response = await fetch(check);
		expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(await response.text()).toBe('<b>');
		expect((await fetch(String(webhook?.callbackUrl))).status).toBe(400);
		expect(execution.status).toBe('waiting');
	});

	test('takes nothing without its token, and nothing that is no event', async () => {
		const execution = await start();
		const [webhook] = await listening();
		const url = String(webhook?.callbackUrl);
		const event = { eventType: 'SurveyResponse', data: {} };
		expect(await post(url, event)).toBe(401);
		expect(await post(url, event, { 'kz-callback-token': '' })).toBe(401);
		expect(await post(url, event, { 'kz-callback-token': 'undefined' })).toBe(401);
		expect(await post(url.replace(/signature=[^&]+/, 'signature=forged'), event)).toBe(401);
		expect(execution.status).toBe('waiting');
	});

	test('goes on waiting when something comes with its token that is no answer, and says so', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		const random = jest.spyOn(crypto, 'randomBytes').mockImplementation((size) => Buffer.alloc(size, 7));
		const execution = await start();
		const [webhook] = await listening();
		random.mockRestore();
		const url = String(webhook?.callbackUrl);
		const headers = { 'kz-callback-token': '07'.repeat(24) };
		expect(await post(url, { data: {} }, headers)).toBe(400);
		expect(await post(url, { eventType: 'SurveyCreated', data: {} }, headers)).toBe(200);
		const logged = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		expect(execution.status).toBe('waiting');
		expect(logged).toEqual([
			'"Node under test" refused a call: The body is not an event: it has no eventType',
			'"Node under test" waits for an answer and got the event SurveyCreated, which is none: it goes on waiting',
		]);
		await answer({ answers: ['Yes'] });
		expect(await finished(execution)).toMatchObject([{ answers: { 'Solved?': 'Yes' } }]);
	});

	test('a delivery that comes twice lets the execution go on once', async () => {
		sandbox.current.setSwitches('kaizala', { webhookCopies: 3 });
		const execution = await start();
		await listening();
		await answer({ answers: ['Yes'] });
		expect(await finished(execution)).toHaveLength(1);
		expect(execution.answers.filter((status) => status === 409).length).toBeGreaterThan(0);
	});

	test('does not hold up the answer when it cannot be removed', async () => {
		sandbox.current.faults.add({ service: 'kaizala', method: 'DELETE', kind: 'status', status: 403, times: -1 });
		const execution = await start();
		await listening();
		await answer({ answers: ['Yes'] });
		expect(await finished(execution)).toMatchObject([{ answers: { 'Solved?': 'Yes' } }]);
	});

	test('goes on with the reason when Kaizala refuses it for good', async () => {
		sandbox.current.setSwitches('kaizala', { requireHttpsCallbacks: true });
		const execution = await start();
		expect(await finished(execution)).toEqual([
			{
				groupId: TEAM,
				actionId: cards(sandbox.current)[0]?.actionId,
				referenceId: expect.any(String),
				timedOut: false,
				problem: expect.stringMatching(/callBackUrl has to be an HTTPS address.*set N8N_WEBHOOK_URL/),
			},
		]);
	});

	test('does so too when errors come with status 200', async () => {
		sandbox.current.setSwitches('kaizala', { requireHttpsCallbacks: true, errorsWith200: true });
		expect(await finished(await start())).toMatchObject([{ problem: expect.stringContaining('HTTPS') }]);
	});
});

describe('Action: Send and Wait for Response, before it sends', () => {
	const nothingSent = () => expect(cards(sandbox.current)).toEqual([]);

	test('refuses several items, because an execution goes on once', async () => {
		const execution = await start({}, { items: [{}, {}] });
		expect(execution.error?.message).toContain('waits for one answer, but it got 2 items');
		expect(execution.error).toMatchObject({ description: expect.stringContaining('Loop Over Items') });
		nothingSent();
	});

	test('finds out whether the connector may have webhooks', async () => {
		sandbox.current.setSwitches('kaizala', { missingScopes: ['webhook.read', 'webhook.write'] });
		expect((await start()).error?.message).toContain('Forbidden');
		nothingSent();
	});

	test('an error does not let the execution wait, also where it goes on', async () => {
		const execution = await start({ questionsJson: '[]' }, { continueOnFail: true });
		expect(execution.status).toBe('finished');
		expect(jsonOf(execution.output)).toEqual([{ error: expect.stringContaining('There is no question') }]);
		nothingSent();
	});

	test('says that it was sent when Kaizala names no ID to wait for', async () => {
		const body = { referenceId: 'r' };
		sandbox.current.faults.add({ service: 'kaizala', path: '/actions$', kind: 'status', status: 200, body });
		const { error, status } = await start();
		expect(error?.message).toContain('was sent, but Kaizala named no action ID');
		expect(calls(sandbox.current, 'POST').filter(({ path }) => path.endsWith('/actions'))).toHaveLength(1);
		expect(status).toBe('finished');
	});
});

test('an AI agent cannot wait, and nothing is sent', async () => {
	const fields = { groupId: group(TEAM), recipients: 'group', ...SURVEY };
	const call = await toolOf(setup(sandbox.current, 'action', 'sendAndWaitForResponse', fields));
	await expect(call({})).rejects.toThrow('An AI agent cannot wait for an answer with this operation');
	expect(cards(sandbox.current)).toEqual([]);
	expect(webhooks()).toEqual([]);
});
