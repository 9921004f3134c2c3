import { executionStore } from '../../shared/executionStore';
import type { ApiContext } from '../../shared/http/types';
import { unlessRefused } from '../crm/metadata';
import { isId } from '../crm/place';
import { readOperands } from '../crm/searchFilters';
import type { Condition, Test } from './conditions';
import { compileCondition, currentMetadata } from './conditions';
import type { SearchFilter } from './types';

/** What the user narrows the trigger to. */
export interface Filters {
	/** The values that are wanted by property: one of them, and that of each property. */
	wanted: Array<{ propertyName: string; values: string[] }>;
	conditions: Condition[];
	/** Whether one condition is enough. */
	anyCondition: boolean;
}

/** Whether a ticket passes, by its values at some moment. */
export type TicketPredicate = (valueOf: (propertyName: string) => string) => boolean;

/** Search texts over 3,000 characters are refused; longer lists are left to our own check after the read. */
const MAX_FILTER_TEXT = 2_000;

/** Internal values that this trigger has found in the account. */
const found = executionStore(() => new Set<string>());

/**
 * The filters with internal values where an expression yields labels, which are looked for as they are now. What is no
 * choice at all would find nothing for ever. IDs are taken as they are: a stage may be gone that others stand beside.
 * @throws NodeOperationError that names the labels to choose from.
 */
export async function resolveWanted(context: ApiContext, filters: Filters): Promise<Filters> {
	const known = found(context);
	const isKnown = ({ propertyName, values }: Filters['wanted'][number]) =>
		values.every((value) => isId(value) || known.has(`${propertyName} ${value}`));
	const unknown = filters.wanted.filter((list) => !isKnown(list));
	if (unknown.length === 0) return filters;
	const names = unknown.map(({ propertyName }) => propertyName);
	const metadata = await unlessRefused(context, async () => await currentMetadata(context, names));
	if (metadata === undefined) return filters;
	const rows = filters.wanted.map((list) => ({ ...list, operator: 'IN', value: '', highValue: '' }));
	const wanted: Filters['wanted'] = [];
	for (const row of rows) {
		const { propertyName, values } = row;
		const internal = isKnown(row) ? values : await readOperands(metadata, row, rows);
		for (const value of internal) known.add(`${propertyName} ${value}`);
		wanted.push({ propertyName, values: internal });
	}
	return { ...filters, wanted };
}

/** The properties that the filters look at. */
export function filterProperties({ wanted, conditions }: Filters): string[] {
	return [...new Set([...wanted, ...conditions].map(({ propertyName }) => propertyName))];
}

/** The lists as filters of the search, unless the request became too long with them. The conditions are our own. */
export function searchFilters({ wanted }: Filters): SearchFilter[] {
	const filters = wanted.map(({ propertyName, values }) => ({ propertyName, operator: 'IN' as const, values }));
	return JSON.stringify(filters).length > MAX_FILTER_TEXT ? [] : filters;
}

/** @throws NodeOperationError when a condition does not fit its property. */
export async function compileFilters(
	context: ApiContext,
	{ wanted, conditions, anyCondition }: Filters,
): Promise<TicketPredicate> {
	const lists = wanted.map(({ propertyName, values }) => ({ propertyName, values: new Set(values) }));
	const names = conditions.map(({ propertyName }) => propertyName);
	const tests: Array<{ propertyName: string; test: Test }> = [];
	if (conditions.length > 0) {
		const metadata = await currentMetadata(context, names);
		for (const condition of conditions) tests.push(await compileCondition(metadata, condition, conditions));
	}
	return (valueOf) => {
		if (!lists.every(({ propertyName, values }) => values.has(valueOf(propertyName)))) return false;
		if (tests.length === 0) return true;
		const passes = ({ propertyName, test }: (typeof tests)[number]) => test(valueOf(propertyName));
		return anyCondition ? tests.some(passes) : tests.every(passes);
	};
}
