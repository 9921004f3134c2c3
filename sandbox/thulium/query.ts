import { refuse } from './problems';
import type { System } from './system';

/** A query in PHP's bracket form: scalars, lists (`a[]`, `a[0]`) and named values (`custom_fields[City][0]`). */
export interface PhpQuery {
	scalars: Map<string, string>;
	lists: Map<string, string[]>;
	named: Map<string, Map<string, string[]>>;
}

export function phpQuery(query: unknown): PhpQuery {
	const result: PhpQuery = { scalars: new Map(), lists: new Map(), named: new Map() };
	for (const [key, given] of Object.entries(query as Record<string, string | string[]>)) {
		const values = [given].flat();
		const [, name = key, first, second] = /^([^[\]]+)(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?$/.exec(key) ?? [];
		const isList = first !== undefined && second === undefined && /^\d*$/.test(first);
		// PHP keeps the last of several equal scalars.
		if (first === undefined) result.scalars.set(name, values.at(-1) ?? '');
		else if (isList) result.lists.set(name, [...(result.lists.get(name) ?? []), ...values]);
		else {
			const fields = result.named.get(name) ?? new Map<string, string[]>();
			fields.set(first, [...(fields.get(first) ?? []), ...values]);
			result.named.set(name, fields);
		}
	}
	return result;
}

/** Parameters that a list does not have would be ignored or refused, which is unknown; the sandbox refuses. */
export function allowOnly(system: System, query: PhpQuery, names: readonly string[]): void {
	if (system.switches().unknownQuery === 'ignore') return;
	const given = [...query.scalars.keys(), ...query.lists.keys(), ...query.named.keys()];
	const unknown = given.find((name) => !names.includes(name));
	if (unknown !== undefined) throw refuse('unknownField', unknown);
}

export function paging(system: System, query: PhpQuery, maximum: number): { limit: number; offset: number } {
	const limit = whole(query, 'limit') ?? 100;
	if (limit < 1) throw refuse('value', 'limit');
	if (limit > maximum && system.switches().limitOverMaximum === 'refuse') throw refuse('value', 'limit');
	return { limit: Math.min(limit, maximum), offset: whole(query, 'offset') ?? 0 };
}

function whole(query: PhpQuery, name: string): number | undefined {
	const text = query.scalars.get(name);
	if (text === undefined) return undefined;
	if (!/^\d{1,9}$/.test(text)) throw refuse('type', name);
	return Number(text);
}

/** A test on `YYYY-MM-DD HH:MM` timestamps from a pair of bounds; a bound may be a day or a day with a time. */
export function dateRange(
	system: System,
	query: PhpQuery,
	fromName: string,
	toName: string,
): (timestamp: string) => boolean {
	const { inclusiveBounds, bareDateTo } = system.switches();
	const from = bound(query, fromName, '00:00');
	const to = bound(query, toName, bareDateTo === 'endOfDay' ? '23:59' : '00:00');
	return (timestamp) => {
		if (from !== undefined && (timestamp < from || (!inclusiveBounds && timestamp === from))) return false;
		return to === undefined || timestamp < to || (inclusiveBounds && timestamp === to);
	};
}

function bound(query: PhpQuery, name: string, time: string): string | undefined {
	const text = query.scalars.get(name);
	if (text === undefined) return undefined;
	if (!isLocalDate(text)) throw refuse('value', name);
	return text.length === 10 ? `${text} ${time}` : text;
}

/** `YYYY-MM-DD`, or with ` HH:MM`. */
export function isLocalDate(text: string): boolean {
	return /^\d{4}-\d\d-\d\d( ([01]\d|2[0-3]):[0-5]\d)?$/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
}
