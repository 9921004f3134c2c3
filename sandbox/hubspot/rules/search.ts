import { z } from 'zod';
import { invalid } from '../errors';
import { compileFilter, filterInput, orderOf, type Test } from './searchFilters';
import { indexedProperties } from '../state/recordStore';
import type { CrmRecord, ObjectType, Token, Values } from '../types';
import type { World } from '../state/world';

export const LONGEST_SEARCH = 3000;
const MAX_RESULTS = 10_000;
const MAX_PER_PAGE = 200;
const MAX_FILTERS_PER_GROUP = 6;
const MAX_FILTERS = 18;

const offset = z
	.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()])
	.transform(Number)
	.optional();
const sortInput = z.union([
	z.string().min(1),
	z.object({ propertyName: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() }).strict(),
]);
export const searchInput = z
	.object({
		query: z.string().optional(),
		filterGroups: z.array(z.object({ filters: z.array(filterInput) }).strict()).optional(),
		sorts: z.array(sortInput).optional(),
		properties: z.array(z.string()).optional(),
		limit: z.number().int().min(1).optional(),
		after: offset,
	})
	.strict();
export type SearchInput = z.infer<typeof searchInput>;

/** One record as the index knows it. */
export interface Hit {
	record: CrmRecord;
	values: Values;
}

export interface Found {
	total: number;
	page: Hit[];
	/** Offset of the next page. */
	next?: number;
}

/** HubSpot's search, over an index that may be behind. */
export function search(world: World, type: ObjectType, input: SearchInput, token: Token): Found {
	const limit = input.limit ?? 10;
	const after = input.after ?? 0;
	checkCaps(world, input, limit, after);
	const tests = compileGroups(world, type, input, token);
	const order = compileSort(world, type, input);
	const seenAt = world.core.clock.now() - world.switches.searchLagMs;
	const hits: Hit[] = [];
	for (const record of world.store(type).all()) {
		if (record.archivedAt !== null) continue;
		const values = world.switches.searchLagMs > 0 ? indexedProperties(record, seenAt) : record.properties;
		if (values !== undefined && tests.every((test) => test(values, record.id))) hits.push({ record, values });
	}
	if (order !== undefined) hits.sort(order);
	const end = after + (world.switches.shortPages ? Math.max(1, limit - 1) : limit);
	return {
		total: hits.length,
		page: hits.slice(after, end),
		...(hits.length > end ? { next: end } : {}),
	};
}

function checkCaps(world: World, input: SearchInput, limit: number, after: number): void {
	if (limit > MAX_PER_PAGE) throw invalid(`limit must be at most ${MAX_PER_PAGE}`);
	if (after + limit > MAX_RESULTS) {
		throw invalid(
			`Paging through search results past ${MAX_RESULTS} is not supported. Reduce the result set with filters.`,
		);
	}
	const groups = input.filterGroups ?? [];
	const most = world.switches.searchMaxGroups;
	if (groups.length > most) throw invalid(`At most ${most} filterGroups are allowed, got ${groups.length}`);
	if (groups.some((group) => group.filters.length > MAX_FILTERS_PER_GROUP)) {
		throw invalid(`At most ${MAX_FILTERS_PER_GROUP} filters are allowed in one group`);
	}
	const filters = groups.reduce((sum, group) => sum + group.filters.length, 0);
	if (filters > MAX_FILTERS) throw invalid(`At most ${MAX_FILTERS} filters are allowed in all, got ${filters}`);
	if ((input.sorts?.length ?? 0) > 1) throw invalid('Only one sort is allowed');
}

/** Groups are OR-ed, filters of one group AND-ed; the query comes on top. */
function compileGroups(world: World, type: ObjectType, input: SearchInput, token: Token): Test[] {
	const tests: Test[] = [];
	const groups = (input.filterGroups ?? []).map((group) => {
		if (group.filters.length === 0) throw invalid('A filter group needs at least one filter');
		return group.filters.map((filter) => compileFilter(world, type, filter, token));
	});
	if (groups.length > 0) {
		tests.push((values, id) => groups.some((filters) => filters.every((test) => test(values, id))));
	}
	const words = (input.query ?? '')
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	if (words.length > 0) {
		tests.push((values) => {
			const text = type.queryProperties.map((name) => values[name]?.toLowerCase() ?? '').join('\n');
			return words.every((word) => text.includes(word));
		});
	}
	return tests;
}

/** Records without a value come last; equal ones in order of their ids. */
function compileSort(world: World, type: ObjectType, input: SearchInput): ((a: Hit, b: Hit) => number) | undefined {
	const [sort] = input.sorts ?? [];
	if (sort === undefined) return undefined;
	const asked =
		typeof sort === 'string'
			? { propertyName: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'DESCENDING' : 'ASCENDING' }
			: sort;
	const definition = world.definition(type, asked.propertyName);
	if (definition === undefined) throw invalid(`Cannot sort by ${asked.propertyName}: the property does not exist`);
	const { name } = definition;
	const sign = asked.direction === 'DESCENDING' ? -1 : 1;
	const numeric = orderOf(definition);
	return (a, b) => {
		const left = a.values[name];
		const right = b.values[name];
		if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
		if (numeric !== undefined) return sign * (numeric(left) - numeric(right));
		return left === right ? 0 : sign * (left < right ? -1 : 1);
	};
}
