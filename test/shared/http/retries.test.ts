import { useInstantWaits } from '../../harness/waits';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Service } from '../../../nodes/shared/http/client';
import { send } from '../../../nodes/shared/http/client';
import { retryAfterMs } from '../../../nodes/shared/http/types';
import type { ApiRequest } from '../../../nodes/shared/http/types';
import type { Fault } from '../../../sandbox/core/types';
import { createJtel } from '../../../sandbox/jtel';
import { createKaizala, SEED_GROUPS } from '../../../sandbox/kaizala';
import type { RunResult, RunSetup } from '../../harness/engine';
import { runNode } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { NODE } from '../../harness/node';

/** The table of docs/architecture.md, "What is repeated, and what never is", cell by cell. */

const waits = useInstantWaits();
const sandbox = useSandbox([createJtel, createKaizala]);

const id = (value: string) => ({ __rl: true, mode: 'id', value });
const run = (type: string, parameters: RunSetup['parameters'], rest: Partial<RunSetup> = {}) =>
	runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current), ...rest });

const GROUP = id(SEED_GROUPS.supportDesk);
const events = () => run('jtelAcd', { resource: 'event', operation: 'getAll' });
const createEvent = (rest?: Partial<RunSetup>) =>
	run(
		'jtelAcd',
		{ resource: 'event', operation: 'create', groupId: id('235'), sender: 'eva@example.com', subject: 'Help' },
		rest,
	);

async function updateCard(): Promise<RunResult> {
	const card = {
		resource: 'action',
		operation: 'send',
		groupId: GROUP,
		packageId: 'com.gls.xyz.care',
		recipients: 'group',
	};
	const [sent] = (await run('kaizala', card)).json;
	sandbox.current.journal.clear();
	const properties = { property: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: DONE' }] };
	return await run('kaizala', {
		resource: 'action',
		operation: 'updateProperties',
		groupId: GROUP,
		actionId: String(sent?.actionId),
		properties,
	});
}

const CLASSES = {
	read: { act: events, service: 'jtel', method: 'GET' },
	idempotentWrite: { act: updateCard, service: 'kaizala', method: 'PUT' },
	unsafeWrite: { act: () => createEvent(), service: 'jtel', method: 'POST' },
} as const;

type ClassName = keyof typeof CLASSES;

async function meet(
	name: ClassName,
	fault: Omit<Fault, 'service' | 'method'>,
): Promise<{ result: RunResult; calls: number }> {
	const { act, service, method } = CLASSES[name];
	sandbox.current.faults.add({ ...fault, service, method });
	const result = await act();
	return { result, calls: requests(sandbox.current, service, method).length };
}

const REFUSALS: Array<[string, Omit<Fault, 'service' | 'method'>]> = [
	['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '2' } }],
	['429 without Retry-After', { kind: 'status', status: 429 }],
	['503 with Retry-After', { kind: 'status', status: 503, headers: { 'retry-after': '2' } }],
];

const UNKNOWN_OUTCOMES: Array<[string, Omit<Fault, 'service' | 'method'>]> = [
	['a connection that is cut before the write', { kind: 'resetBefore' }],
	['a connection that is cut after the write', { kind: 'resetAfter' }],
	['a connection that is cut in the middle of the response', { kind: 'truncate' }],
	['an HTML 503', { kind: 'html', status: 503 }],
	['a 500', { kind: 'status', status: 500 }],
];

describe.each(Object.keys(CLASSES) as ClassName[])('%s', (name) => {
	test.each(REFUSALS)('is repeated after %s', async (_fault, fault) => {
		const { result, calls } = await meet(name, fault);
		expect(result.error).toBeUndefined();
		expect(calls).toBe(2);
	});
});

describe.each(['read', 'idempotentWrite'] as const)('%s', (name) => {
	test.each(UNKNOWN_OUTCOMES)('is repeated after %s', async (_fault, fault) => {
		const { result, calls } = await meet(name, fault);
		expect(result.error).toBeUndefined();
		expect(calls).toBe(2);
	});

	test('is given up after five tries', async () => {
		const { result, calls } = await meet(name, { kind: 'status', status: 500, times: -1 });
		expect(result.error?.message).toMatch(/ says: Injected fault/);
		expect(calls).toBe(5);
	});
});

describe('unsafeWrite', () => {
	test.each(UNKNOWN_OUTCOMES)('is not repeated after %s and reported as unknown', async (_fault, fault) => {
		const { result, calls } = await meet('unsafeWrite', fault);
		expect(result.error?.message).toMatch(/^The outcome is unknown: .*not sent again, so nothing is doubled\.$/);
		expect(result.error?.description).toMatch(/before you run this item again/);
		expect(calls).toBe(1);
	});

	test('is repeated while nothing was sent, and says that the service cannot be reached', async () => {
		const credentials = { jtelAcdApi: { serverUrl: 'http://127.0.0.1:9', clientId: '1', token: 'secret-token' } };
		const result = await createEvent({ credentials });
		expect(result.error?.message).toBe('jtel cannot be reached: the server refused the connection');
		expect(waits.waitedMs).toBeGreaterThan(1_000);
	});
});

test('a wait of Retry-After is kept to, and a long one is told', async () => {
	const { result } = await meet('read', { kind: 'status', status: 429, headers: { 'retry-after': '30' } });
	expect(waits.waitedMs).toBeGreaterThanOrEqual(30_000);
	expect(result.hints).toEqual([
		expect.objectContaining({ message: expect.stringMatching(/^jtel asked to slow down.* 30 s/) }),
	]);
});

test.each([
	['30', 30_000],
	[' 7 ', 7_000],
	['1.5', 1_500],
	['Tue, 01 Dec 2026 05:00:20 GMT', 20_000],
	['Tuesday, 01-Dec-26 05:00:20 GMT', 20_000],
	['Tue Dec  1 05:00:20 2026 GMT', 20_000],
	['Tue, 01 Dec 2026 04:00:00 GMT', 0],
	['', undefined],
	['-5', undefined],
	['60;', undefined],
	['1,5', undefined],
	['120, 120', undefined],
	['0x10', undefined],
	['1 minute', undefined],
	['Infinity', undefined],
])('Retry-After: %s is %s ms; what cannot be read is not taken for "at once"', (value, expected) => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 11, 1, 5));
	try {
		expect(retryAfterMs({ status: 429, headers: { 'retry-after': value }, body: null })).toBe(expected);
	} finally {
		jest.restoreAllMocks();
	}
});

test('a wait that is longer than two minutes is not begun', async () => {
	const { result, calls } = await meet('read', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
	expect(result.error?.message).toBe('jtel says: Injected fault');
	expect(calls).toBe(1);
	expect(waits.waitedMs).toBeLessThan(1_000);
});

test.each(['read', 'idempotentWrite'] as const)('an empty response is none to a read (%s)', async (name) => {
	const { result, calls } = await meet(name, { kind: 'empty', status: 200 });
	expect(result.error).toBeUndefined();
	expect(calls).toBe(name === 'read' ? 2 : 1);
});

test('no error carries the credential, a header or the request', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel' });
	const result = await createEvent();
	expect(result.error?.message).toMatch(/^The outcome is unknown/);
	const { message, description, cause, context } = result.error ?? {};
	const shown = JSON.stringify({ message, description, cause, context, error: result.error });
	expect(shown).not.toMatch(/jtel-sandbox-token|authorization|bearer/i);
});

describe('a canceled execution', () => {
	/** What comes of a request while the service asks to slow down, and how often it was sent. */
	async function sendIn(execution: AbortController, onAttempt: () => void = () => undefined) {
		let attempts = 0;
		const service: Service = {
			name: 'The service',
			async attempt() {
				attempts++;
				onAttempt();
				return { status: 429, headers: {}, body: {} };
			},
			classifyResponse: () => ({ kind: 'refused', failure: { message: 'Slow down' }, waitMs: 1_000 }),
			secrets: async () => ({}),
		};
		const context = { getNode: () => NODE, getExecutionCancelSignal: () => execution.signal };
		const request: ApiRequest = { method: 'POST', path: '/', retry: 'unsafeWrite', reconcileHint: 'Look.' };
		const error: unknown = await send(
			context as Partial<IExecuteFunctions> as IExecuteFunctions,
			service,
			request,
		).catch((thrown: unknown) => thrown);
		return { message: error instanceof Error ? error.message : undefined, attempts };
	}

	test('sends nothing', async () => {
		const execution = new AbortController();
		execution.abort();
		expect(await sendIn(execution)).toEqual({
			message: 'The execution was canceled before this request was sent',
			attempts: 0,
		});
	});

	test('waits no longer, and sends nothing again', async () => {
		const execution = new AbortController();
		const found = await sendIn(execution, () => execution.abort());
		expect(found).toEqual({ message: 'The execution was canceled while waiting for The service', attempts: 1 });
		expect(waits.waitedMs).toBe(0);
	});
});
