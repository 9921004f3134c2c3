import { isRecord } from '../../shared/isRecord';
import { Unresolved } from './unresolved';

/** One step of a path: down to a name, a number or everything (`*`), anywhere below (`..`) or directly. */
interface Step {
	anywhere: boolean;
	/** Undefined for `*`. */
	key?: string;
}

/** `.name`, `..name`, `[0]`, `['name']`, and `*` in place of a name. */
const STEP = /(\.\.|\.)?(?:([^.[\]'"\s]{1,200})|\[(\d{1,9}|\*)\]|\['([^']{0,200})'\]|\["([^"]{0,200})"\])/y;

/** More than any message has in it. */
const MAX_VISITS = 10_000;

function stepsOf(path: string): Step[] {
	const refuse = () => new Unresolved(`the path "${path.slice(0, 60)}" is not understood`);
	if (!path.startsWith('$')) throw refuse();
	const steps: Step[] = [];
	let at = 1;
	while (at < path.length) {
		STEP.lastIndex = at;
		const match = STEP.exec(path);
		if (match === null) throw refuse();
		const [whole, dots, name, index, quoted, doubleQuoted] = match;
		// A name follows a dot.
		if (name !== undefined && dots === undefined) throw refuse();
		const key = name ?? index ?? quoted ?? doubleQuoted;
		steps.push({ anywhere: dots === '..', ...(key === '*' ? {} : { key }) });
		at += whole.length;
	}
	return steps;
}

function* childrenOf(value: unknown): Generator<[string, unknown]> {
	if (Array.isArray(value)) for (const [index, entry] of value.entries()) yield [String(index), entry];
	else if (isRecord(value)) yield* Object.entries(value);
}

/** The first value that a JSON path leads to, as `jsonpath_value` wants it. */
export function firstOfPath(root: unknown, path: string): unknown {
	const steps = stepsOf(path);
	let visits = 0;
	const find = (value: unknown, at: number): { found: unknown } | undefined => {
		const step = steps[at];
		if (step === undefined) return { found: value };
		for (const [key, child] of childrenOf(value)) {
			if (++visits > MAX_VISITS) throw new Unresolved(`the path "${path.slice(0, 60)}" leads through too much`);
			const here = step.key === undefined || step.key === key ? find(child, at + 1) : undefined;
			const found = here ?? (step.anywhere ? find(child, at) : undefined);
			if (found !== undefined) return found;
		}
		return undefined;
	};
	const result = find(root, 0);
	if (result === undefined) throw new Unresolved(`there is nothing at "${path.slice(0, 60)}"`);
	return result.found;
}
