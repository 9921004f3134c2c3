import { createJtel } from '../../../sandbox/jtel';
import { useAnswers } from '../../harness/answers';
import type { RunSetup } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';

/** What the router owes to every operation, seen on the simplest of them. */

const sandbox = useSandbox([createJtel]);
const answers = useAnswers(sandbox);

const CREATE = {
	resource: 'event',
	operation: 'create',
	groupId: { __rl: true, mode: 'id', value: '235' },
	sender: 'eva@example.com',
	subject: '={{ $json.subject }}',
};

const run = (parameters: RunSetup['parameters'], rest: Partial<RunSetup> = {}) =>
	runNode({ type: 'jtelAcd', parameters, credentials: sandboxCredentials(sandbox.current), ...rest });

const items = (...subjects: string[]) => subjects.map((subject) => ({ subject }));
const creates = () => requests(sandbox.current, 'jtel', 'POST');

test('every output is paired with its input and comes in input order', async () => {
	const result = await run(CREATE, { items: items('a', 'b', 'c') });
	expect(result.items.map(({ json, pairedItem }) => [json.Subject, pairedItem])).toEqual([
		['a', { item: 0 }],
		['b', { item: 1 }],
		['c', { item: 2 }],
	]);
});

test('concurrent reads come in input order too', async () => {
	const created = (await run(CREATE, { items: items('a', 'b', 'c', 'd') })).json;
	sandbox.current.faults.add({ kind: 'slow', delayMs: 150, service: 'jtel', method: 'GET' });
	const get = { resource: 'event', operation: 'get', eventId: '={{ $json.ID }}' };
	const result = await run(get, { items: created });
	expect(result.json.map(({ Subject }) => Subject)).toEqual(['a', 'b', 'c', 'd']);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
});

test('without Continue On Fail the first failure ends the run and names the items that were done', async () => {
	const result = await run(CREATE, { items: items('a', 'b', '', 'd') });
	expect(messageOf(result)).toBe('The field "Subject" is empty');
	expect(result.error?.description).toMatch(/These items were done before the run stopped: 0-1\./);
	expect(result.error?.context.itemIndex).toBe(2);
	expect(creates()).toHaveLength(2);
});

test('with Continue On Fail an error item has the error and nothing else', async () => {
	const result = await run(CREATE, { items: items('', 'b'), continueOnFail: true });
	expect(Object.keys(result.items[0]?.json ?? {})).toEqual(['error']);
	expect(result.items[0]?.pairedItem).toEqual({ item: 0 });
	expect(result.json[1]?.Subject).toBe('b');
});

describe('Retry On Fail, with which n8n executes the whole node again', () => {
	test('names what an earlier try has done, also when the last one sent nothing', async () => {
		const result = await run(CREATE, { items: items('a', ''), maxTries: 2 });
		expect(creates()).toHaveLength(1);
		expect(result.error?.description).toMatch(/These items were done before the run stopped: 0\./);
	});

	test('does not send again what was done, nor what may have been', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel', method: 'POST', skip: 1 });
		const result = await run(CREATE, { items: items('a', 'b', 'c'), maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(creates()).toHaveLength(2);
	});

	test('tells once what was done, however often n8n tries', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel', method: 'POST', skip: 1 });
		const result = await run(CREATE, { items: items('a', 'b'), maxTries: 3 });
		expect(result.error?.description?.match(/These items were done/g)).toHaveLength(1);
	});

	test('sends again what was refused, and only that', async () => {
		sandbox.current.faults.add({ kind: 'status', status: 400, service: 'jtel', method: 'POST', skip: 1 });
		const result = await run(CREATE, { items: items('a', 'b', 'c'), maxTries: 2 });
		expect(result.error).toBeUndefined();
		expect(result.json.map(({ Subject }) => Subject)).toEqual(['a', 'b', 'c']);
		expect(creates().map(({ status }) => status)).toEqual([200, 400, 200, 200]);
	});

	test('with Continue On Fail does not send the good items again because the first one is bad', async () => {
		await run(CREATE, { items: items('', 'b', 'c'), maxTries: 3, continueOnFail: true });
		expect(creates()).toHaveLength(2);
	});
});

test('a run that only read does not advise to leave items out', async () => {
	const [created] = (await run(CREATE, { items: items('a') })).json;
	const get = { resource: 'event', operation: 'get', eventId: '={{ $json.id }}' };
	const result = await run(get, { items: [{ id: created?.ID }, { id: 999_999 }] });
	expect(messageOf(result)).toMatch(/^jtel says/);
	expect(result.error?.description).not.toMatch(/Leave them out/);
});

test('a canceled execution begins no further item', async () => {
	const execution = new AbortController();
	answers.current.begin();
	answers.current.listener = ({ sent }) => {
		if (Object(sent).Subject === 'b') execution.abort();
	};
	const { json } = await runNode({
		...{ type: 'jtelAcd', parameters: CREATE, credentials: sandboxCredentials(answers.current) },
		...{ items: items('a', 'b', 'c', 'd'), cancelOn: execution.signal, continueOnFail: true },
	});
	expect(creates().map(({ body }) => Object(body).Subject)).toEqual(['a', 'b']);
	expect(json).toEqual([
		expect.objectContaining({ Subject: 'a' }),
		{ error: expect.stringMatching(/^The outcome is unknown/) },
	]);
});

test('an operation of a newer version is named', async () => {
	const result = await run({ ...CREATE, operation: 'forward' });
	expect(messageOf(result)).toMatch(/no operation "forward"|The value "forward" is not supported/);
});
