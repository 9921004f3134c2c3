import '../harness/waits';

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import * as tokens from '../../sandbox/hubspot/state/tokens';
import type { OperationCase } from '../faults/operations';
import { operationCases, runOperation, SERVICE_OF } from '../faults/operations';
import { everyOperation, partsOf, prepareOperation, startReceiver } from '../faults/prepare';
import { loadPackage, ROOT } from '../harness/package';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';

/**
 * What the reference of the nodes says of each operation beyond its description: the calls that it sends, for one item and
 * for ten, the scopes that HubSpot wants for them, and a sample of its output. It is measured here, on the sandbox.
 * `UPDATE_CALLS=1` writes the file anew.
 */
const FILE = path.join(ROOT, 'site', 'calls.json');

interface Measured {
	/** What one item sends, in its order; what is sent several times stands once. */
	calls: string[];
	/** How many calls one item takes, and ten. */
	one: number;
	ten?: number;
	/** Of each list one scope is enough. */
	scopes?: string[][];
	sample?: unknown;
}

jest.mock('../../sandbox/hubspot/state/tokens', () => {
	const actual: typeof tokens = jest.requireActual('../../sandbox/hubspot/state/tokens');
	return { ...actual, requireScopes: jest.fn(actual.requireScopes) };
});
const requireScopes = jest.mocked(tokens.requireScopes);

useInstantWaits();
const sandbox = useSandbox();
let cases: Record<string, OperationCase> = {};
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
	receiver = await startReceiver();
	cases = operationCases(receiver);
});
afterAll(() => receiver.close());

/** Names instead of what is different in each account and each run. */
const general = (where: string): string =>
	where
		.replace(/\?.*$/, '')
		.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}(@\d)?/g, '/{id}')
		.replace(/\/[0-9a-f]{24,}/g, '/{id}')
		.replace(/\/\d{4}-\d{2}\//, '/{version}/')
		.replace(/\/rest\/v1\.0\/\d+/, '')
		.replace(/\/(agents|users)\/(?!\{)[\w.]+(?=\/|$)/, '/$1/{login}')
		.replace(/\/\d{3,}(?=\/|$)/g, '/{id}')
		.replace(/\/\d+(?=\/|$)/g, '/{id}');

const DEPTH = 3;

/** Short enough for a page: long texts and lists are cut. */
function short(value: unknown, depth = 0): unknown {
	if (typeof value === 'string')
		return /secret|token|^ey/i.test(value) ? '…' : value.length > 60 ? `${value.slice(0, 60)}…` : value;
	if (Array.isArray(value)) return depth > DEPTH ? [] : value.slice(0, 1).map((entry) => short(entry, depth + 1));
	if (typeof value !== 'object' || value === null) return value;
	if (depth > DEPTH) return {};
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, short(entry, depth + 1)]));
}

/** That of nodes that are added now. */
async function newestVersion(type: string): Promise<number> {
	const { version } = (await loadPackage()).node(type).description;
	return Math.max(...[version].flat());
}

async function run(
	operation: string,
	given: OperationCase,
	count: number,
): Promise<{ calls: string[]; output?: IDataObject }> {
	const setup = await prepareOperation(sandbox.current, operation, given, count);
	const service = SERVICE_OF[partsOf(operation)[0]];
	const before = sandbox.current.journal.entries().length;
	requireScopes.mockClear();
	const { items, error } = await runOperation({ ...setup, typeVersion: await newestVersion(setup.type) });
	if (error !== undefined) throw error;
	const calls = sandbox.current.journal
		.entries()
		.slice(before)
		.filter((entry) => entry.service === service)
		.map(({ method, path: where }) => `${method} ${general(where)}`);
	return { calls, output: items[0]?.json };
}

async function measure(operation: string, given: OperationCase): Promise<Measured> {
	const { calls, output } = await run(operation, given, 1);
	const rules = requireScopes.mock.calls.flatMap(([, wanted]) => wanted.map((rule) => [...rule]));
	const scopes = [...new Set(rules.map((rule) => JSON.stringify(rule)))].map((rule): string[] => JSON.parse(rule));
	const takesMany = given.once !== true && operation !== 'thulium.attachment.delete';
	return {
		calls: [...new Set(calls)],
		one: calls.length,
		...(takesMany ? { ten: (await run(operation, given, 10)).calls.length } : {}),
		...(scopes.length > 0 ? { scopes } : {}),
		...(output === undefined ? {} : { sample: short(output) }),
	};
}

/** What must be as it is written down: everything but the values of a sample, which hold times and numbers of the run. */
const lasting = ({ sample, ...rest }: Measured) => ({ ...rest, keys: Object.keys(Object(sample)) });

test('the reference says what every operation sends: site/calls.json is as measured', async () => {
	const measured: Record<string, Measured> = {};
	for (const operation of await everyOperation()) {
		const given = cases[operation];
		if (given === undefined) throw new Error(`${operation} has no set of parameters in test/faults/operations.ts`);
		measured[operation] = await measure(operation, given);
	}
	if (process.env.UPDATE_CALLS !== undefined) writeFileSync(FILE, `${JSON.stringify(measured, null, 2)}\n`);
	const written: Record<string, Measured> = JSON.parse(readFileSync(FILE, 'utf8'));
	expect(Object.keys(measured)).toEqual(Object.keys(written));
	for (const [operation, found] of Object.entries(measured)) {
		expect([operation, lasting(found)]).toEqual([operation, lasting(written[operation] ?? { calls: [], one: 0 })]);
	}
}, 180_000);
