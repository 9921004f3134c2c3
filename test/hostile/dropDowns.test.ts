import '../harness/waits';

import fc from 'fast-check';

import { isRecord } from '../../nodes/shared/isRecord';
import type { Call } from '../harness/answers';
import { useAnswers } from '../harness/answers';
import type { Change } from '../harness/changedValues';
import { changesOf, describeChange, longTextsOf, valueAt } from '../harness/changedValues';
import { everyMethod, fill } from '../harness/methods';
import { IS_ALL, propertyRuns } from '../harness/properties';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';

/**
 * One value of a list that fills a drop-down is of another type than it should be: the rows stay readable, what can be
 * chosen can be used, and a row that lacks less than its ID does not take the others with it.
 */

useInstantWaits();
const sandbox = useSandbox();
const answers = useAnswers(sandbox);

type Method = Awaited<ReturnType<typeof everyMethod>>[number];

const RAW =
	/native code|is not a function|\[object |TypeError|Cannot (?:read|convert)|\bundefined\b|\bNaN\b|is not iterable/;

interface Row {
	name: string;
	value: string;
}

/** What a person sees of an entry, and what is chosen by it. */
function rowsOf(found: unknown[]): Row[] {
	return found.flatMap((entry) => {
		const { name, displayName, value, id, options } = isRecord(entry) ? entry : {};
		return [
			{ name: displayName ?? name, value: id ?? value },
			...(Array.isArray(options) ? options.filter(isRecord).map((one) => ({ name: one.name, value: one.value })) : []),
		].map((row) => ({
			name: typeof row.name === 'string' ? row.name : '',
			value: typeof row.value === 'string' ? row.value : '',
		}));
	});
}

interface Run {
	method: Method;
	control: Row[];
	call: Call & { skip: number };
	change: Change;
}

async function everyRun(): Promise<Run[]> {
	const runs: Run[] = [];
	for (const method of await everyMethod()) {
		answers.current.begin();
		const control = rowsOf(await fill(answers.current, method));
		const counts = new Map<string, number>();
		for (const call of answers.current.calls) {
			const key = `${call.method} ${call.path.split('?', 1)[0] ?? ''}`;
			const skip = counts.get(key) ?? 0;
			counts.set(key, skip + 1);
			if (/accessToken/.test(call.path) || call.status >= 300 || call.body === undefined) continue;
			for (const change of [...changesOf(call.body), ...longTextsOf(call.body)])
				runs.push({ method, control, call: { ...call, skip }, change });
		}
	}
	return runs;
}

/** IDs that were made of something else. */
const NO_IDS = new Set(['', 'null', 'undefined', 'true', '0.5']);

async function violationsOf({ method, control, call, change }: Run): Promise<string[]> {
	answers.current.begin({ method: call.method, path: call.path.split('?', 1)[0] ?? '', skip: call.skip, change });
	const found = await fill(answers.current, method).catch((error: Error) => error);
	const { path, to } = change;
	if (found instanceof Error) {
		if (RAW.test(found.message)) return [`raw: ${found.message.slice(0, 300)}`];
		const isInRow = path.includes('0') && path.at(-1) !== '0';
		const was = valueAt(call.body, path);
		// What has no ID cannot be chosen, nor can what is in it; a label without its category cannot be written.
		const isNeeded =
			typeof was === 'object' ||
			/^(?:id|ID|category)$/.test(path.at(-1) ?? '') ||
			/properties.*\.name$/.test(`${call.path}.${path.join('.')}`) ||
			control.some(({ value }) => value === String(was));
		return isInRow && !isNeeded ? [`one row takes all with it: ${found.message.slice(0, 200)}`] : [];
	}
	const known = new Set(control.map(({ value }) => value));
	return rowsOf(found).flatMap(({ name, value }) => [
		...(RAW.test(name) || name === '' || name === 'null'
			? [`shows ${name.slice(0, 100)} (${value.slice(0, 50)})`]
			: []),
		...(!known.has(value) && (NO_IDS.has(value) || RAW.test(value)) && to !== undefined
			? [`chooses ${value.slice(0, 100)}`]
			: []),
		...(!known.has(value) && NO_IDS.has(value) && to === undefined ? [`chooses nothing`] : []),
	]);
}

const RUNS = propertyRuns(1_000);

test(
	'every drop-down stays readable and usable whatever stands in an answer',
	async () => {
		const all = await everyRun();
		expect(new Set(all.map(({ method }) => `${method.type}.${method.method}`)).size).toBeGreaterThan(20);
		const chosen = IS_ALL ? all : fc.sample(fc.constantFrom(...all), RUNS);
		const violations: string[] = [];
		for (const run of chosen) {
			const { method, call, change } = run;
			const what = `${method.type}.${method.method}, ${call.path}: ${describeChange(change)}`;
			for (const found of new Set(await violationsOf(run))) violations.push(`${what}: ${found}`);
		}
		process.stdout.write(`Drop-downs: ${chosen.length} of ${all.length} runs, ${violations.length} violations\n`);
		expect(violations).toEqual([]);
	},
	IS_ALL ? 3_600_000 : 120_000,
);
