import { apiError } from '../errors';
import type { ApiContext } from './types';

/** What one call brought, and where the next one goes on. Without `next` it was the last page. */
export interface Step<Page, Next> {
	page: Page;
	next?: Next;
}

/** Who asks whom, for messages. */
interface Caller {
	context: ApiContext;
	service: string;
	itemIndex?: number;
}

/** No list is followed further. At 100 entries a page that is a million of them. */
export const MAX_PAGES = 10_000;

function unfinished({ context, itemIndex }: Caller, message: string): Error {
	const description = 'The list was not read to its end. Set a limit, or narrow the list with filters.';
	return apiError(context.getNode(), { message, description }, itemIndex);
}

/** Otherwise the same entries would come for ever, or a part of the list would pass for the whole. */
export function pageReadAlready(caller: Caller): Error {
	const { service } = caller;
	return unfinished(caller, `${service} says that the list goes on, but names a page that was read already`);
}

/**
 * The pages of a list, each read when it is asked for.
 * @param read Reads the page at a position, at first without one. The position must be plain data.
 * @throws NodeApiError when the service names a position that was read already, or more than `MAX_PAGES`: otherwise the
 *   same entries would come for ever, or a part of the list would pass for the whole.
 */
export async function* paginate<Page, Next>(
	{ context, service, itemIndex }: Caller,
	read: (position: Next | undefined) => Promise<Step<Page, Next>>,
): AsyncGenerator<Page, void, undefined> {
	const fail = (message: string) => unfinished({ context, service, itemIndex }, message);
	const visited = new Set<string>();
	let position: Next | undefined;
	for (let count = 1; count <= MAX_PAGES; count++) {
		const { page, next } = await read(position);
		yield page;
		if (next === undefined) return;
		const key = JSON.stringify(next);
		if (visited.has(key)) throw pageReadAlready({ context, service, itemIndex });
		visited.add(key);
		position = next;
	}
	throw fail(`The list of ${service} has more than ${MAX_PAGES} pages`);
}

/** Reads a paged list to its end or to the limit, whichever comes first; no page is fetched that is not needed. */
export async function collect<T>(pages: AsyncIterable<T[]>, limit: number = Number.POSITIVE_INFINITY): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) {
		found.push(...page.slice(0, limit - found.length));
		if (found.length >= limit) break;
	}
	return found;
}

/** Cuts a list into pieces of at most `size`, in order. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
	const pieces: T[][] = [];
	for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
	return pieces;
}

/** Puts entries with the same key together, keeping the order in which the keys first appear. */
export function groupBy<T>(list: readonly T[], key: (entry: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const entry of list) {
		const name = key(entry);
		const group = groups.get(name);
		if (group === undefined) groups.set(name, [entry]);
		else group.push(entry);
	}
	return [...groups.values()];
}
