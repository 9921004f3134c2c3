import '../harness/waits';

import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../nodes/shared/isRecord';
import { prepareOperation, useOperations } from '../faults/prepare';
import type { Outcome } from '../faults/operations';
import { runOperation } from '../faults/operations';
import type { Call } from '../harness/answers';
import { pathOf, useAnswers } from '../harness/answers';
import type { Change } from '../harness/changedValues';
import { changesOf, describeChange, longTextsOf, valueAt } from '../harness/changedValues';
import { IS_ALL, propertyRuns } from '../harness/properties';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';

/**
 * One value of an answer is of another type than it should be, at any depth: the operation does without it, or fails with
 * words that a person can use. Nothing of it goes on into another call, and no ID goes missing in silence.
 */

useInstantWaits();
const sandbox = useSandbox();
const answers = useAnswers(sandbox);

/** Texts that JavaScript makes. */
const RAW =
	/native code|is not a function|\[object |TypeError|RangeError|ReferenceError|Cannot (?:read|convert)|\bundefined\b|\bNaN\b|Invalid (?:time value|Date|DateTime)|is not iterable|Maximum call stack|Unexpected (?:token|end)/;

const operations = useOperations();

async function prepared(operation: string, count: number) {
	answers.current.begin();
	return await prepareOperation(
		{ ...sandbox.current, url: answers.current.url },
		operation,
		operations.caseOf(operation),
		count,
	);
}

/** A run with good answers. */
interface Control {
	operation: string;
	count: number;
	calls: Array<Call & { skip: number }>;
	outcome: Outcome;
	texts: Set<string>;
}

const LATE = Symbol('late');

async function withinTime<T>(work: Promise<T>): Promise<T | typeof LATE> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<typeof LATE>((resolve) => {
		timer = setTimeout(() => resolve(LATE), 20_000);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Every text, number and so on in a value, with its place. */
function* leaves(value: unknown, path: string[] = []): Generator<[path: string[], leaf: unknown]> {
	if (Array.isArray(value) || isRecord(value)) {
		for (const [key, entry] of Object.entries(value)) yield* leaves(entry, [...path, key]);
	} else yield [path, value];
}

/** Until nothing more comes from a run that goes on behind its output: one that listens once its execution waits. */
async function quiet(operation: string): Promise<void> {
	if (!/AndWait/.test(operation)) return;
	for (let seen = -1; seen < answers.current.calls.length;) {
		seen = answers.current.calls.length;
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
}

async function controlOf(operation: string, count: number): Promise<Control> {
	const setup = await prepared(operation, count);
	answers.current.begin();
	const outcome = await runOperation(setup);
	await quiet(operation);
	if (outcome.error !== undefined) throw outcome.error;
	const counts = new Map<string, number>();
	const calls = answers.current.calls.map((call) => {
		const key = `${call.method} ${pathOf(call.path)}`;
		const skip = counts.get(key) ?? 0;
		counts.set(key, skip + 1);
		return { ...call, skip };
	});
	const json = outcome.items.map((item) => item.json);
	const texts = new Set([...leaves(json)].map(([, leaf]) => String(leaf)));
	return { operation, count, calls, outcome, texts };
}

const errorIn = (json: IDataObject | undefined): string | undefined =>
	Object.keys(json ?? {}).join() === 'error' && typeof json?.error === 'string' ? json.error : undefined;

const wordsOf = ({ error, items }: Outcome): string[] => [
	...(error === undefined
		? []
		: [error.message, 'description' in error && typeof error.description === 'string' ? error.description : '']),
	...items.map(({ json }) => errorIn(json) ?? ''),
];

const keyOf = ({ method, path, sent }: Call): string => `${method} ${path} ${JSON.stringify(sent)}`;

const STRAY = new Set(['', 'undefined', 'null', 'NaN', 'true', 'false', '0.5', 'x']);

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Whether a text in a call is one that the changed value was made into. */
const isStray = (text: string): boolean => STRAY.has(text) || RAW.test(text) || text.length > 10_000;

/** What a changed value has done to the calls that follow. */
function strayCalls({ calls }: Control, sent: Call[]): string[] {
	const known = new Set(calls.map(keyOf));
	return sent
		.filter((call) => !known.has(keyOf(call)))
		.flatMap((call) => {
			const [path = '', query = ''] = call.path.split(/\?(.*)/s);
			const found = path
				.split('/')
				.slice(1)
				.filter((part) => isStray(decoded(part)));
			for (const [name, value] of new URLSearchParams(query)) {
				const usual = calls.some((one) =>
					new URLSearchParams(one.path.split(/\?(.*)/s)[1]).getAll(name).includes(value),
				);
				if (!usual && isStray(value)) found.push(`${name}=${value}`);
			}
			const like = calls.filter((one) => one.method === call.method && pathOf(one.path) === path);
			for (const [place, leaf] of leaves(call.sent)) {
				const usual = like.map((one) => valueAt(one.sent, place));
				if (place.length > 0 && !usual.includes(leaf) && (leaf === null || isStray(String(leaf))))
					found.push(`${place.join('.')}=${String(leaf)}`);
			}
			return found.map((text) => `sent ${call.method} ${call.path.slice(0, 120)} with ${text.slice(0, 80)}`);
		});
}

/** What the records of each resource are known by. Of a list that nobody documents it is not known. */
const OWN_ID: Record<string, RegExp> = {
	hubSpotTickets: /^property\.\w+\.name$|^(?!property)\w+\.\w+\.id$/,
	jtelAcd: /\.ID$|^call\.\w+\.UFN$/,
	kaizala:
		/\.(?:groupId|actionId|referenceId|botUserId|webhookId|responseId)$|^(?:user|member)\.\w+\.id$|^authentication\.\w+\.refreshToken$/,
	thulium:
		/^(?:agent\.get(?:All)?\.login|call\.getAll\.connection_id|campaignRecord\.\w+\.record_id|chat\.\w+\.conversation_id|company\.\w+\.company_id|customer\.\w+\.customer_id|recording\.\w+\.filename|ticket\.\w+\.ticket_id)$/,
};

/** Where Kaizala need not name what it made or who it is, and rows that are told as they came. */
const ANOTHER =
	/^kaizala\.(?:action\.send|action\.respond|action\.sendReminder|authentication\.exchangeCode|user\.getMe)|^thulium\.\w+\.getAll$/;

/** The lists that hold the records of an answer. */
const LISTS = new Set([
	'results',
	'records',
	'result',
	'groups',
	'subGroups',
	'members',
	'bots',
	'webhooks',
	'actions',
	'summary',
]);

/** Records stand alone, or in a list. */
const isOwn = (path: string[]): boolean =>
	path.length === 1 ||
	(path.length === 2 && path[0] === '0') ||
	(path.length === 3 && LISTS.has(path[0] ?? '') && path[1] === '0');

/** The ID that the run should have told. */
function lostId(
	{ operation, outcome }: Control,
	call: Call,
	{ path, to }: Change,
	items: IDataObject[],
): string | undefined {
	const [key = ''] = path.slice(-1);
	const id = valueAt(call.body, path);
	const [node = '', ...rest] = operation.split('.');
	const isId =
		OWN_ID[node]?.test(`${rest.join('.')}.${key}`) === true && isOwn(path) && !/customApiCall/.test(operation);
	if (!isId || (typeof id !== 'string' && typeof id !== 'number')) return undefined;
	// A text may be an ID, whatever it was before.
	if (to?.value === 'x') return undefined;
	if ((to === undefined || to.value === null) && ANOTHER.test(operation)) return undefined;
	const told = (json: unknown) => [...leaves(json)].some(([, leaf]) => String(leaf) === String(id));
	const was = outcome.items.some(({ json }) => told(json));
	return was && !told(items) ? `the ${key} ${id} is gone without a word` : undefined;
}

/** A list of Thulium's is a bare one, too, which may be empty. The last page of HubSpot's names no next one. */
const MAY_BE_SHORT = /^thulium\.\S*getAll  → \[\]|^hubSpotTickets\.\S*getAll paging(?:\.next)?(?: removed| → null)/;

async function violationsOf(control: Control, call: Control['calls'][number], change: Change): Promise<string[]> {
	const { operation, count } = control;
	const setup = await prepared(operation, count);
	answers.current.begin({ method: call.method, path: pathOf(call.path), skip: call.skip, change });
	const outcome = await withinTime(runOperation(setup).catch((error: Error): Outcome => ({ items: [], error })));
	await quiet(operation);
	const { calls: sent, hits } = answers.current;
	answers.current.begin();
	if (outcome === LATE) return ['hangs'];
	if (hits === 0)
		return [
			`not asked: ${sent
				.map(({ path }) => path)
				.join(' ')
				.slice(0, 300)}`,
		];
	const found = strayCalls(control, sent);
	for (const words of wordsOf(outcome)) {
		if (RAW.test(words)) found.push(`raw: ${words.slice(0, 300)}`);
		if (words.length > 2_500) found.push(`${words.length} characters: ${words.slice(0, 100)}`);
	}
	if (outcome.error !== undefined && outcome.error.message.trim() === '') found.push('an error without words');
	const items = outcome.items.map(({ json }) => json).filter((json) => errorIn(json) === undefined);
	for (const [place, leaf] of leaves(items)) {
		const text = String(leaf);
		const isOdd = typeof leaf === 'string' ? RAW.test(leaf) || leaf === 'null' : Number.isNaN(leaf);
		if (isOdd && !control.texts.has(text)) found.push(`told ${place.join('.')}: ${text.slice(0, 100)}`);
	}
	const failed = outcome.error !== undefined || items.length < outcome.items.length;
	if (!failed) {
		const lost = lostId(control, call, change, items);
		if (lost !== undefined) found.push(lost);
		const mayBeShort = MAY_BE_SHORT.test(`${operation} ${describeChange(change)}`);
		if (items.length < control.outcome.items.length && !mayBeShort) found.push(`only ${items.length} items`);
	}
	const writes = (all: Call[]) => {
		const counts = new Map<string, number>();
		for (const one of all) {
			if (
				one.method === 'POST' &&
				!/overwriteDuplicates=true/.test(one.path) &&
				!/search|batch\/read|accessToken|oauth|\/subscribers$/.test(pathOf(one.path))
			) {
				const key = `${one.method} ${one.path}`;
				counts.set(key, (counts.get(key) ?? 0) + 1);
			}
		}
		return counts;
	};
	const usual = writes(control.calls);
	for (const [key, times] of writes(sent)) {
		if (times > (usual.get(key) ?? 1)) found.push(`${times} times ${key.slice(0, 150)}`);
	}
	return [...new Set(found)];
}

interface Run {
	control: Control;
	call: Control['calls'][number];
	change: Change;
}

/** Only operations that have this in their name, as the violations show it. */
const ONLY = new RegExp(process.env.ANSWERS_ONLY ?? '');

async function everyRun(): Promise<Run[]> {
	const runs: Run[] = [];
	for (const operation of operations.names.filter((name) => ONLY.test(name))) {
		const known = new Set<string>();
		// Several items may go in batches.
		for (const count of operation.startsWith('hubSpot') && (operations.caseOf(operation).most ?? 2) > 1
			? [1, 2]
			: [1]) {
			const control = await controlOf(operation, count);
			const isAsBefore = count > 1 && control.calls.every(({ path }) => !path.includes('/batch/') || known.has(path));
			if (isAsBefore) continue;
			for (const call of control.calls) {
				known.add(call.path);
				// The log-in of every operation of Kaizala is the same.
				if (/accessToken/.test(call.path) && operation !== 'kaizala.group.get') continue;
				if (call.status >= 300 || call.body === undefined) continue;
				for (const change of [...changesOf(call.body), ...longTextsOf(call.body)]) runs.push({ control, call, change });
			}
		}
	}
	return runs;
}

const RUNS = propertyRuns(1_500);

test(
	'every operation takes or refuses every wrong value in every answer',
	async () => {
		const all = await everyRun();
		expect(new Set(all.map(({ control }) => control.operation)).size).toBeGreaterThan(ONLY.source === '(?:)' ? 150 : 0);
		const chosen = IS_ALL ? all : fc.sample(fc.constantFrom(...all), RUNS);
		const violations: string[] = [];
		for (const { control, call, change } of chosen) {
			const what = `${control.operation} × ${control.count}, ${call.method} ${pathOf(call.path)}: ${describeChange(change)}`;
			for (const found of await violationsOf(control, call, change)) violations.push(`${what}: ${found}`);
		}
		process.stdout.write(`Answers: ${chosen.length} of ${all.length} runs, ${violations.length} violations\n`);
		expect(violations).toEqual([]);
	},
	IS_ALL ? 2 * 3_600_000 : 120_000,
);
