import '../harness/waits';

import { messageOf, runNode } from '../harness/engine';
import { requests } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { chosen, typed, useJtel } from './setup';

const { sandbox, run, sent } = useJtel();
useInstantWaits();

const SET = 'PATCH /cockpitVariables/cockpitVariable';

const setValue = (id: number | string, value: number | string, options = {}) =>
	run('cockpitVariable', 'setValue', { variableId: chosen(id), value, options });

const valueOf = async (id: number) =>
	(await runNode(run('cockpitVariable', 'get', { variableId: typed(id) }))).json[0]?.CounterAbsolute;

test('get a cockpit variable by its ID', async () => {
	const { json } = await runNode(run('cockpitVariable', 'get', { variableId: chosen(11) }));
	expect(sent()).toEqual(['GET /cockpitVariables/cockpitVariable/11']);
	expect(json).toEqual([expect.objectContaining({ ID: 11, Name: 'Open orders', CounterAbsolute: 40 })]);
});

test('get many cockpit variables, found by name or description', async () => {
	const names = async (text: string) =>
		(await runNode(run('cockpitVariable', 'getAll', { filters: { text } }))).json.map(({ Name }) => Name);
	expect(await names('orders')).toEqual(['Open orders']);
	expect(await names('of the day')).toEqual(['Calls today', 'Open orders']);
	expect(sent()[0]).toBe('GET /cockpitVariables');
});

test('set the value of a cockpit variable', async () => {
	const { json } = await runNode(setValue(11, 41));
	expect(sent()).toEqual([`${SET}/11/setValue?value=41`]);
	expect(requests(sandbox.current, 'jtel')[0]?.body).toBeNull();
	expect(json).toEqual([{ ID: 11, value: 41, changed: true }]);
	expect(await valueOf(11)).toBe(41);
});

test.each(['either', 'query', 'body'])('the value arrives where this release reads it: %s', async (valuePosition) => {
	sandbox.current.setSwitches('jtel', { valuePosition });
	const { json } = await runNode(setValue(11, 0));
	expect(json).toEqual([{ ID: 11, value: 0, changed: true }]);
	expect(await valueOf(11)).toBe(0);
	const tries = requests(sandbox.current, 'jtel', 'PATCH');
	expect(tries.map(({ query, body }) => ({ query, body }))).toEqual(
		valuePosition === 'body'
			? [
					{ query: { value: '0' }, body: null },
					{ query: {}, body: { value: 0 } },
				]
			: [{ query: { value: '0' }, body: null }],
	);
});

describe.each(['either', 'query', 'body'])('result under any status, value in: %s', (valuePosition) => {
	test.each([200, 400, 404])('a failure is one under HTTP %i', async (setValueFailureStatus) => {
		sandbox.current.setSwitches('jtel', { valuePosition, setValueFailureStatus });
		const failure = async (id: number, value: number) => {
			const result = await runNode(setValue(id, value));
			return [messageOf(result), result.error?.description];
		};
		expect(await failure(12, 8)).toEqual([
			'jtel did not set the value: Variable is not writable (result 1)',
			expect.stringMatching(/cannot be written/),
		]);
		expect(await failure(13, 8)).toEqual([
			'jtel did not set the value: Variable not found or not visible (result 2)',
			expect.stringMatching(/no such variable/),
		]);
		expect(await failure(99, 8)).toEqual([
			'jtel did not set the value: Variable not found or not visible (result 2)',
			expect.stringMatching(/no such variable/),
		]);
		expect(await failure(11, 101)).toEqual([
			'jtel did not set the value: Value out of range (result 4)',
			expect.stringMatching(/MinValue and MaxValue/),
		]);
		expect(await valueOf(11)).toBe(40);
	});
});

test('an unchanged value is no failure, unless that is wanted', async () => {
	const { json } = await runNode(setValue(11, 40));
	expect(json).toEqual([{ ID: 11, value: 40, changed: false }]);
	const strict = await runNode(setValue(11, 40, { failWhenUnchanged: true }));
	expect(messageOf(strict)).toBe('jtel did not set the value: Unchanged (result 3)');
	expect(strict.error?.description).toMatch(/Fail When Unchanged/);
});

test.each([
	[{ result: '0', error: 'OK' }, true],
	[{ result: 0, error: 'OK' }, true],
	[{ result: '3', error: 'Unchanged' }, false],
])('words beside a good result are no error: %j', async (body, changed) => {
	sandbox.current.faults.add({ kind: 'status', status: 200, body: { ...body, status: 200 }, service: 'jtel' });
	const { json, error } = await runNode(setValue(11, 41));
	expect(error).toBeUndefined();
	expect(json).toEqual([{ ID: 11, value: 41, changed }]);
	expect(sent()).toHaveLength(1);
});

test.each([
	['a result that is not documented', { result: 9, error: 'Locked', status: 200 }, /Locked \(result 9\)$/],
	['a result that comes as text', { result: '4', error: 'Out of range', status: 200 }, /Out of range \(result 4\)$/],
	['a result below zero', { result: -1, error: 'Locked', status: 200 }, /Locked \(result -1\)$/],
	['a result without a reason', { result: 4, status: 200 }, /no reason given \(result 4\)$/],
])('%s is a failure', async (_name, body, message) => {
	sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
	expect(messageOf(await runNode(setValue(11, 41)))).toMatch(message);
	expect(sent()).toHaveLength(1);
});

test('a good status without a result is a success that claims no more', async () => {
	sandbox.current.faults.add({ kind: 'empty', status: 200, service: 'jtel' });
	expect((await runNode(setValue(11, 41))).json).toEqual([{ ID: 11, value: 41 }]);
	expect(sent()).toHaveLength(1);
});

test('a lost response is repeated; where unchanged counts as a failure the outcome is reported as unknown', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	expect((await runNode(setValue(11, 41))).json).toEqual([{ ID: 11, value: 41, changed: false }]);
	expect(sent()).toHaveLength(2);

	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	const strict = await runNode(setValue(11, 42, { failWhenUnchanged: true }));
	expect(messageOf(strict)).toMatch(/^The outcome is unknown: /);
	expect(strict.error?.description).toMatch(/Cockpit Variable: Get/);
	expect(sent()).toHaveLength(3);
	expect(await valueOf(11)).toBe(42);
});

test.each([
	['a broken number', '1.5', 'The field "Value" must be a whole number, but it is 1.5'],
	['a number too large', '1e300', 'The field "Value" has "1e300", which is too large to be exact'],
	['a text', 'many', 'The field "Value" must be a number, but it is "many"'],
	['nothing', '={{ $json.nothing }}', 'The field "Value" must be a number, but it is empty'],
])('refuses %s before a request is sent', async (_name, value, message) => {
	expect(messageOf(await runNode(setValue(11, value)))).toBe(message);
	expect(sent()).toEqual([]);
});

test('an older release does not offer setValue', async () => {
	sandbox.current.setSwitches('jtel', {
		disabledEndpoints: ['PATCH /cockpitVariables/cockpitVariable/:id/setValue'],
	});
	expect(messageOf(await runNode(setValue(11, 41)))).toBe('This jtel release does not offer this function');
	expect(sent()).toHaveLength(1);
});

test('only bad items fail when the run goes on', async () => {
	const items = [{ value: 50 }, { value: 500 }, { value: 60 }];
	const { json } = await runNode({ ...setValue(11, '={{ $json.value }}'), items, continueOnFail: true });
	expect(json).toEqual([
		{ ID: 11, value: 50, changed: true },
		{
			error: expect.stringMatching(/^jtel did not set the value: Value out of range \(result 4\)\. The value is below/),
		},
		{ ID: 11, value: 60, changed: true },
	]);
});
