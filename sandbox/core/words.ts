import type { CallWords, Json, JsonObject } from './types';

export interface NamedCall {
	words: string;
	/** Whether the call is one that changes nothing. */
	reads: boolean;
}

interface Call {
	method: string;
	/** As the service has registered it; undefined when no route was found. */
	route: string | undefined;
	params: unknown;
	query: JsonObject;
	body: Json;
}

const UNKNOWN: NamedCall = { words: 'asked for an address that does not exist', reads: true };

/** Versions of an API do the same in other words. */
export function withoutVersion(route: string): string {
	return route.replace(/\/(?:v\d+(?:\.\d+)?|\d{4}-\d{2})(?=\/|$)/, '').replace(/(.)\/$/, '$1');
}

export function nameCall(table: CallWords, { method, route, params, query, body }: Call): NamedCall {
	if (route === undefined) return UNKNOWN;
	const key = `${method} ${withoutVersion(route)}`;
	const template = table.news?.[key]?.({ query, body }) ?? table.reads[key] ?? table.writes[key];
	if (template === undefined) return { words: `called ${route}`, reads: method === 'GET' };
	return { words: filledIn(template, params, table), reads: table.reads[key] !== undefined };
}

function filledIn(template: string, params: unknown, { noun }: CallWords): string {
	const given = new Map(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
	return template.replace(/\{(a )?(\w+)\}/g, (_all, one: string | undefined, name: string) => {
		const part = given.get(name) ?? '';
		const known = noun?.(part);
		if (one === undefined) return known?.many ?? part;
		const text = known?.one ?? part;
		return `${/^[aeiou]/i.test(text) ? 'an' : 'a'} ${text}`;
	});
}
