import '../harness/waits';

import type { INodeExecutionData } from 'n8n-workflow';

import type { JournalEntry } from '../../sandbox/core/types';
import type { RunSetup } from '../harness/engine';
import { linksEntry } from '../harness/errorLink';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import type { MatrixFault } from './faults';
import { FAULTS, injection } from './faults';
import type { Effects } from './effects';
import { effects, isRaw, marksOf, occurrences } from './effects';
import type { Outcome } from './operations';
import { runOperation, SERVICE_OF } from './operations';
import type { Prepared } from './prepare';
import { partsOf, prepareOperation, useOperations } from './prepare';

/**
 * Every operation under every fault. What the sandbox holds afterwards, and whether the words of the node agree with it,
 * decides. `npm run test:faults` runs all of it, `npm test` a sample: its seed is printed, and FAULTS_SEED repeats it.
 */

useInstantWaits();
const sandbox = useSandbox();

const WHOLE = process.env.FAULTS === 'all';
/** One of several equal parts, for example `2/4`. */
const [PART = 1, PARTS = 1] = (process.env.FAULTS_PART ?? '1/1').split('/').map(Number);
/** Only what has this in its description, as the violations show it. */
const ONLY = new RegExp(process.env.FAULTS_ONLY ?? '');
const SEED = Number(process.env.FAULTS_SEED ?? 20_261_130);
const SAMPLE_MS = 45_000;

const SECRETS = [
	...['hubspot-sandbox-token', 'hubspot-sandbox-client-secret', 'hubspot-oauth-token', 'hubspot-sandbox-refresh-token'],
	...['kaizala-sandbox-secret', 'kaizala-sandbox-refresh-token', 'api_pass', 'jtel-sandbox-token'],
	Buffer.from('api_user:api_pass').toString('base64'),
];

/** One run of the matrix. */
interface Entry {
	operation: string;
	fault: MatrixFault;
	count: number;
	/** Which call is hit: the first, or one in the middle or at the end of what a run without faults sends. */
	hit: 'first' | 'middle' | 'last';
	mode: 'goOn' | 'goOnAndRetry' | 'stopAndRetry';
}

const describeEntry = ({ operation, fault, count, hit, mode }: Entry): string =>
	`${operation} × ${count}, ${fault.name}, at the ${hit} call, ${mode}`;

const operations = useOperations();
const { caseOf } = operations;

const prepare = async (operation: string, count: number): Promise<Prepared> =>
	await prepareOperation(sandbox.current, operation, caseOf(operation), count);

/** What the sandbox holds of each mark of each item. IDs come in the order of the calls, which is another in each run. */
function effectsOf(operation: string, items: INodeExecutionData[]): Effects {
	const found = effects(sandbox.current.services[serviceOf(operation)].snapshot(), marksIn(items));
	return new Map(
		items.flatMap(({ json }, index) =>
			marksOf(json).map((mark, place): [string, string[]] => [`${index}.${place}`, found.get(mark) ?? []]),
		),
	);
}

const serviceOf = (operation: string) => {
	const service = SERVICE_OF[partsOf(operation)[0]];
	if (service === undefined) throw new Error(`No service for ${operation}`);
	return service;
};

/** A run without faults: how many calls it takes, and what it leaves for each item. */
interface Clean {
	calls: number;
	before: Effects;
	after: Effects;
	outputs: string[];
	/** Calls that were carried out. */
	carriedOut: number;
	reads: boolean;
}

const cleanRuns = new Map<string, Promise<Clean>>();

async function clean(operation: string, count: number): Promise<Clean> {
	const key = `${operation} ${count}`;
	const known = cleanRuns.get(key) ?? runClean(operation, count);
	cleanRuns.set(key, known);
	return await known;
}

async function runClean(operation: string, count: number): Promise<Clean> {
	const setup = await prepare(operation, count);
	const before = effectsOf(operation, setup.items);
	const seen = sandbox.current.journal.entries().length;
	const outcome = await runOperation(setup);
	if (outcome.error !== undefined) throw new Error(`${operation}: ${textsOf(outcome.error).join(' ')}`);
	const entries = sandbox.current.journal.entries().slice(seen);
	const own = entries.filter(({ service }) => service === serviceOf(operation));
	const after = effectsOf(operation, setup.items);
	return {
		calls: own.length,
		before,
		after,
		outputs: byItem(outcome.items, setup.items.length).map(shape),
		carriedOut: carriedOut(own),
		reads: /^(?:get|search|download|waiting|todayStats)/.test(partsOf(operation)[2]),
	};
}

const marksIn = (items: INodeExecutionData[]): Map<string, number> =>
	new Map(items.flatMap(({ json }, index) => marksOf(json).map((mark): [string, number] => [mark, index])));

/**
 * Without logins, and without what the sandbox itself refuses: too much at once, or the webhook that a Send and Wait of the
 * run before still asks for.
 */
const carriedOut = (calls: JournalEntry[]): number =>
	calls.filter(({ handled, path, status }) => handled && path !== '/v1/accessToken' && !(status >= 400 && status < 500))
		.length;

function byItem(items: INodeExecutionData[], count: number): INodeExecutionData[][] {
	const grouped: INodeExecutionData[][] = Array.from({ length: count }, () => []);
	for (const entry of items) {
		const paired = entry.pairedItem;
		const index = typeof paired === 'object' && !Array.isArray(paired) ? paired.item : 0;
		grouped[index]?.push(entry);
	}
	return grouped;
}

/** Which fields an output has. */
const shape = (items: INodeExecutionData[]): string =>
	`${items.length}: ${[...new Set(items.flatMap(({ json }) => Object.keys(json)))].sort().join()}`;

const errorOf = (items: INodeExecutionData[] | undefined): string | undefined => {
	const json = items?.[0]?.json ?? {};
	return Object.keys(json).join() === 'error' && typeof json.error === 'string' ? json.error : undefined;
};

const textsOf = (error: Error): string[] => [
	error.message,
	'description' in error && typeof error.description === 'string' ? error.description : '',
];

/** Runs one entry and lists what is wrong with what came of it. */
async function violationsOf(entry: Entry): Promise<string[]> {
	const expected = await clean(entry.operation, entry.count);
	const setup = await prepare(entry.operation, entry.count);
	const { fault, mode } = entry;
	if (fault.address !== undefined) moveTo(setup, fault.address);
	else {
		const skip = { first: 0, middle: Math.floor(expected.calls / 2), last: Math.max(0, expected.calls - 1) }[entry.hit];
		sandbox.current.faults.add(injection(fault, serviceOf(entry.operation), skip));
	}
	const seen = sandbox.current.journal.entries().length;
	const { deadlineMs } = fault;
	const shortened = deadlineMs === undefined ? undefined : shortenDeadlines(deadlineMs);
	const outcome = await runOperation({
		...setup,
		continueOnFail: mode !== 'stopAndRetry',
		...(mode === 'goOn' ? {} : { maxTries: 3 }),
	});
	shortened?.mockRestore();
	sandbox.current.faults.clear();
	const sent = sandbox.current.journal.entries().slice(seen);
	return [
		...(caseOf(entry.operation).once === true && carriedOut(sent) > expected.carriedOut
			? [`${carriedOut(sent)} calls were carried out instead of ${expected.carriedOut}`]
			: []),
		...wrongWords(outcome),
		...leaks(outcome, setup),
		...wrongEffects(entry, expected, setup.items, outcome, sent.length > expected.calls),
		...wrongShapes(entry, expected, setup.items, outcome),
	];
}

function shortenDeadlines(milliseconds: number) {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	return jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(milliseconds));
}

function moveTo(setup: RunSetup, address: (url: string) => string): void {
	for (const credential of Object.values(setup.credentials)) {
		for (const [field, value] of Object.entries(credential)) {
			if (/url$/i.test(field) && typeof value === 'string' && value.startsWith(sandbox.current.url)) {
				credential[field] = value.replace(sandbox.current.url, address(sandbox.current.url));
			}
		}
	}
}

const itemErrors = ({ items }: Outcome): string[] =>
	items.map((item) => errorOf([item])).filter((text) => text !== undefined);

const errorTexts = (outcome: Outcome): string[] => [
	...(outcome.error === undefined ? [] : textsOf(outcome.error)),
	...itemErrors(outcome),
];

/** Messages with their descriptions. */
const wholeErrors = (outcome: Outcome): string[] => [
	...new Set([...(outcome.error === undefined ? [] : [textsOf(outcome.error).join(' ')]), ...itemErrors(outcome)]),
];

const wrongWords = (outcome: Outcome): string[] => [
	...[...new Set(errorTexts(outcome))].filter(isRaw).map((text) => `raw error: ${text.slice(0, 200)}`),
	...wholeErrors(outcome)
		.filter((text) => !linksEntry(text))
		.map((text) => `links no entry: ${text.slice(0, 200)}`),
];

function leaks(outcome: Outcome, { credentials }: RunSetup): string[] {
	const { error } = outcome;
	const whole = JSON.stringify([errorTexts(outcome), error, error?.stack, error?.cause]);
	const token = credentials.kaizalaApi?.accessToken;
	const secrets = typeof token === 'string' && token !== '' ? [...SECRETS, token] : SECRETS;
	return secrets.filter((secret) => whole.includes(secret)).map((secret) => `secret in an error: ${secret}`);
}

function wrongEffects(
	entry: Entry,
	expected: Clean,
	items: INodeExecutionData[],
	outcome: Outcome,
	repeated: boolean,
): string[] {
	if (caseOf(entry.operation).repeatable === true) return [];
	const after = effectsOf(entry.operation, items);
	const grouped = byItem(outcome.items, items.length);
	const done = outcome.error === undefined ? undefined : doneBefore(outcome.error);
	return items.flatMap(({ json }, index) => {
		const all = marksOf(json).map((_mark, place) => `${index}.${place}`);
		const marks = all.filter((mark) => String(expected.before.get(mark)) !== String(expected.after.get(mark)));
		const is = (state: Effects) => marks.every((mark) => String(after.get(mark)) === String(state.get(mark)));
		const doubled = all.filter((mark) => {
			const most = Math.max(...[expected.before, expected.after].map((state) => occurrences(state.get(mark) ?? [])));
			return occurrences(after.get(mark) ?? []) > most;
		});
		if (doubled.length > 0) return [`item ${index} is doubled: ${doubled.join()}`];
		if (outcome.error !== undefined) {
			return done?.has(index) === true && !is(expected.after) ? [`item ${index} is called done and is not`] : [];
		}
		const error = errorOf(grouped[index]);
		// A service that says that all is well without doing anything cannot be seen through.
		if (error === undefined) {
			return is(expected.after) || entry.fault.wrongShape === true ? [] : [`item ${index} says done and is not`];
		}
		if (/outcome is unknown/i.test(error)) {
			return entry.fault.unknowable
				? []
				: [`item ${index} is called unknown, which it cannot be: ${error.slice(0, 150)}`];
		}
		// What may be repeated was repeated, each time with an answer that was lost.
		if (entry.fault.unknowable && repeated) return [];
		return marks.length > 0 && is(expected.after)
			? [`item ${index} is an error and is done: ${error.slice(0, 150)}`]
			: [];
	});
}

/** The items that an error says were done. */
function doneBefore(error: Error): Set<number> {
	const [, text = ''] =
		/These items were done before the run stopped: ([\d, -]+)\./.exec(textsOf(error).join(' ')) ?? [];
	return new Set(
		text.split(', ').flatMap((part) => {
			const [from = Number.NaN, to = from] = part === '' ? [] : part.split('-').map(Number);
			return Number.isNaN(from) ? [] : Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
		}),
	);
}

/** Operations that return one record; those of Thulium that return a list may be answered with a bare one that is empty. */
const ONE = /\.(?:get|getAccessToken|getMe|getSummary|getTopic|getTranscription|download|todayStats|waitingStats)$/;

/** A read that was answered with something else must not pass for a good one. */
function wrongShapes(entry: Entry, expected: Clean, items: INodeExecutionData[], outcome: Outcome): string[] {
	if (entry.fault.wrongShape !== true || !expected.reads || outcome.error !== undefined) return [];
	const isList = entry.operation.startsWith('thulium.') && !ONE.test(entry.operation);
	if (entry.fault.emptyList === true && isList) return [];
	return byItem(outcome.items, items.length).flatMap((output, index) =>
		errorOf(output) === undefined && shape(output) !== expected.outputs[index]
			? [`item ${index} passes with ${shape(output)} for ${expected.outputs[index]}`]
			: [],
	);
}

// The matrix

/** The same numbers for the same seed. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** 250 items take long; of each kind of fault one is enough for them. */
const MANY = [
	'400, the vendor’s own error',
	'429, the vendor’s own error',
	'429, Retry-After: 30',
	'503, a page',
	'500, for ever',
	'resetBefore, once',
	'resetAfter, once',
	'truncate, once',
	'malformedJson, once',
	'200 with an empty object',
];

function everyEntry(): Entry[] {
	const hits = ['first', 'middle', 'last'] as const;
	const modes = ['goOn', 'goOnAndRetry', 'stopAndRetry'] as const;
	const few = operations.names.flatMap((operation) =>
		FAULTS.flatMap((fault) =>
			hits.flatMap((hit) => modes.map((mode): Entry => ({ operation, fault, count: 3, hit, mode }))),
		),
	);
	const many = operations.names.flatMap((operation) =>
		FAULTS.filter(({ name }) => MANY.includes(name)).flatMap((fault) =>
			(['goOn', 'stopAndRetry'] as const).map((mode): Entry => ({
				operation,
				fault,
				count: caseOf(operation).most ?? 250,
				hit: 'middle',
				mode,
			})),
		),
	);
	// A moved address is moved for all calls.
	return [...few, ...many].filter(({ fault, hit }) => fault.address === undefined || hit === 'first');
}

function* sampled(entries: Entry[]): Generator<Entry> {
	const random = generator(SEED);
	const few = entries.filter(({ count }) => count < 100);
	const many = entries.filter(({ count }) => count >= 100);
	const pick = (list: Entry[]) => list[Math.floor(random() * list.length)];
	for (let turn = 0; ; turn++) {
		const entry = pick(turn % 40 === 39 ? many : few);
		if (entry !== undefined) yield entry;
	}
}

test('every operation of every node has a set of parameters, and no other', () => {
	expect(Object.keys(operations.cases).sort()).toEqual([...operations.names].sort());
	expect(FAULTS.length).toBeGreaterThanOrEqual(50);
	expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
	expect(MANY.filter((name) => !FAULTS.some((fault) => fault.name === name))).toEqual([]);
});

test('every set of parameters works without a fault', async () => {
	const broken: string[] = [];
	for (const operation of operations.names) {
		await clean(operation, 3).catch((error: Error) => broken.push(error.message));
	}
	expect(broken).toEqual([]);
}, 120_000);

test('no read of any operation takes an answer of another shape for its own', async () => {
	const violations: string[] = [];
	let reads = 0;
	for (const operation of operations.names) {
		if (!(await clean(operation, 3)).reads) continue;
		reads += 1;
		for (const fault of FAULTS.filter(({ wrongShape }) => wrongShape === true)) {
			for (const hit of ['first', 'last'] as const) {
				const entry: Entry = { operation, fault, count: 3, hit, mode: 'goOn' };
				for (const violation of await violationsOf(entry)) violations.push(`${describeEntry(entry)}: ${violation}`);
			}
		}
	}
	expect(reads).toBeGreaterThan(50);
	expect(violations).toEqual([]);
}, 600_000);

test(
	'nothing is doubled, no word is untrue, no wrong answer passes, no error is raw or tells a secret',
	async () => {
		const entries = everyEntry();
		const own = entries.filter((entry, index) => index % PARTS === PART - 1 && ONLY.test(describeEntry(entry)));
		const violations: string[] = [];
		const seen = { operations: new Set<string>(), faults: new Set<string>(), runs: 0 };
		const start = performance.now();
		for (const entry of WHOLE ? own : sampled(own)) {
			if (!WHOLE && performance.now() - start > SAMPLE_MS) break;
			seen.operations.add(entry.operation);
			seen.faults.add(entry.fault.name);
			seen.runs += 1;
			for (const violation of await violationsOf(entry)) violations.push(`${describeEntry(entry)}: ${violation}`);
		}
		const numbers = `${seen.operations.size} operations, ${seen.faults.size} faults, ${seen.runs} runs, ${violations.length} violations`;
		process.stdout.write(`Faults: ${numbers}${WHOLE ? '' : ` (a sample: FAULTS_SEED=${SEED})`}\n`);
		expect(violations).toEqual([]);
	},
	WHOLE ? 6 * 3_600_000 : 120_000,
);
