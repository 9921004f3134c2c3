import type { IDataObject } from 'n8n-workflow';

import type { Json, JsonObject } from '../../sandbox/core/types';

/** What the sandbox holds of each mark: its records, without what differs from run to run. */
export type Effects = Map<string, string[]>;

const WORDS = /[\p{L}\p{N}-]+/gu;

/** IDs and times differ from run to run; whether there is one does not. */
function withoutNumbers(value: Json, mark: string): Json {
	if (typeof value === 'number') return '#';
	if (typeof value === 'string') return value.includes(mark) ? value.replaceAll(mark, '<mark>') : plain(value);
	if (Array.isArray(value)) return value.map((entry) => withoutNumbers(entry, mark));
	if (value === null || typeof value === 'boolean') return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutNumbers(entry, mark)]));
}

const plain = (text: string): string => (/\d/.test(text) ? '#' : text);

/** `marks`: to which item each belongs. The smallest part of the state that belongs to one item alone is its record. */
export function effects(state: JsonObject, marks: ReadonlyMap<string, number>): Effects {
	const found: Effects = new Map([...marks.keys()].map((mark) => [mark, []]));
	const look = (place: string, value: Json): void => {
		const counts = new Map<string, number>();
		for (const word of JSON.stringify(value).match(WORDS) ?? []) {
			if (marks.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
		}
		const items = new Set([...counts.keys()].map((mark) => marks.get(mark)));
		if (items.size > 1) {
			for (const [key, part] of partsOf(value)) look(`${place}.${key}`, part);
			return;
		}
		for (const [mark, count] of counts) {
			found.get(mark)?.push(`${place} ×${count} ${JSON.stringify(withoutNumbers(value, mark))}`);
		}
	};
	for (const [name, value] of Object.entries(state)) for (const [, part] of partsOf(value)) look(name, part);
	for (const list of found.values()) list.sort();
	return found;
}

function partsOf(value: Json): Array<[string, Json]> {
	if (Array.isArray(value)) return value.map((part) => ['', part]);
	if (value === null || typeof value !== 'object') return [];
	// The keys of a table may be the marks.
	return Object.entries(value).map(([key, part]) => [/\d/.test(key) ? '' : key, /\d/.test(key) ? { key, part } : part]);
}

/** How often an item stands in the state. */
export const occurrences = (list: readonly string[]): number =>
	list.reduce((sum, entry) => sum + Number(/×(\d+)/.exec(entry)?.[1] ?? 0), 0);

/** The marks of an item: the record that it names, and the text that it writes. */
export const marksOf = (json: IDataObject): string[] =>
	['mark', 'text', 'phone'].flatMap((key) => (typeof json[key] === 'string' ? [json[key]] : []));

const RAW =
	/is not a function|is not iterable|is not defined|cannot read propert|undefined \(|reading '|TypeError|RangeError|SyntaxError|ReferenceError|Unexpected (?:token|end)|Unexpected non-whitespace|Invalid URL|URI malformed|\[object |ECONN|ENOTFOUND|EPROTO|EAI_AGAIN|socket hang up|Maximum call stack|is not valid JSON|Invalid character/;

/** A message that only somebody who knows the source can read. */
export const isRaw = (message: string): boolean => RAW.test(message) || /\bundefined\b|\bNaN\b/.test(message);
