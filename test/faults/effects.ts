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

/** The record of a mark is the outermost object that has it in a field of its own, not in one of an object within it. */
export function effects(state: JsonObject, marks: ReadonlyMap<string, number>): Effects {
	const found: Effects = new Map([...marks.keys()].map((mark) => [mark, []]));
	const look = (place: string, value: Json, known: ReadonlySet<string>): void => {
		const parts = partsOf(value);
		const own = parts.length === 0 ? value : parts.filter(([, part]) => typeof part !== 'object');
		const here = [...new Set(marksOfText(own, marks))].filter((mark) => !known.has(mark));
		for (const mark of here) {
			const count = marksOfText(value, marks).filter((each) => each === mark).length;
			found.get(mark)?.push(`${place} ×${count} ${JSON.stringify(withoutNumbers(value, mark))}`);
		}
		const all = new Set([...known, ...here]);
		for (const [key, part] of parts) if (typeof part === 'object') look(`${place}.${key}`, part, all);
	};
	for (const [name, value] of Object.entries(state)) {
		for (const [, part] of partsOf(value)) look(name, part, new Set());
	}
	for (const list of found.values()) list.sort();
	return found;
}

const marksOfText = (value: Json | Array<[string, Json]>, marks: ReadonlyMap<string, number>): string[] =>
	(JSON.stringify(value).match(WORDS) ?? []).filter((word) => marks.has(word));

/** Entries of lists are objects, so that each is a record. The keys of a table may be the marks. */
function partsOf(value: Json): Array<[string, Json]> {
	if (Array.isArray(value)) return value.map((part) => ['', typeof part === 'object' ? part : { part }]);
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).map(([key, part]) => (/\d/.test(key) ? ['', { key, part }] : [key, part]));
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
