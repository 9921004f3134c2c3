import { isRecord } from '../../nodes/shared/isRecord';

/** One value of an answer that is of another type than it should be, at any depth. */

const LONG = 'x'.repeat(1_000_000);

const WRONG: unknown[] = [null, 'x', 0.5, true, [], {}, { toString: 1, valueOf: 1 }];

export const kindOf = (value: unknown): string =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** A place in an answer, and what stands there instead; without `to` nothing does. */
export interface Change {
	path: string[];
	to?: { value: unknown };
}

const shown = (value: unknown): string => (value === LONG ? 'a text of 1 MB' : JSON.stringify(value));

export const describeChange = ({ path, to }: Change): string =>
	`${path.join('.')}${to === undefined ? ' removed' : ` → ${shown(to.value)}`}`;

/** Every change of one value, in the first entry of each list. */
export function* changesOf(value: unknown, path: string[] = []): Generator<Change> {
	for (const wrong of WRONG) if (kindOf(wrong) !== kindOf(value)) yield { path, to: { value: wrong } };
	if (path.length > 0 && path.at(-1) !== '0') yield { path };
	const inner = Array.isArray(value) ? value.slice(0, 1).entries() : Object.entries(isRecord(value) ? value : {});
	for (const [key, entry] of inner) yield* changesOf(entry, [...path, String(key)]);
}

/** Every place in an answer that holds something else than an object or a list, with a text of 1 MB. */
export function* longTextsOf(value: unknown, path: string[] = []): Generator<Change> {
	if (typeof value !== 'object' || value === null) yield { path, to: { value: LONG } };
	const inner = Array.isArray(value) ? value.slice(0, 1).entries() : Object.entries(isRecord(value) ? value : {});
	for (const [key, entry] of inner) yield* longTextsOf(entry, [...path, String(key)]);
}

export function changed(value: unknown, { path: [key, ...rest], to }: Change): unknown {
	if (key === undefined) return to?.value;
	if (Array.isArray(value)) {
		return value.map((entry: unknown, index) => (String(index) === key ? changed(entry, { path: rest, to }) : entry));
	}
	if (!isRecord(value)) return value;
	const entries = Object.entries(value);
	if (rest.length === 0 && to === undefined) return Object.fromEntries(entries.filter(([name]) => name !== key));
	return Object.fromEntries(
		entries.map(([name, entry]) => [name, name === key ? changed(entry, { path: rest, to }) : entry]),
	);
}

/** What stands at a place of an answer. */
export function valueAt(value: unknown, [key, ...rest]: string[]): unknown {
	if (key === undefined) return value;
	if (Array.isArray(value)) return valueAt(value[Number(key)], rest);
	return isRecord(value) ? valueAt(value[key], rest) : undefined;
}
