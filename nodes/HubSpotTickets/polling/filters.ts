import type { ApiContext } from '../../shared/http/types';
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
const MOST_FILTER_TEXT = 2_000;

/** IDs of pipelines, stages and owners are digits, values of options are in capitals; anything else may be a label. */
const mayBeLabel = (value: string): boolean => !/^[A-Z0-9_]+$/.test(value);

/**
 * The filters with internal values where an expression yields labels: a label would find nothing for ever.
 * @throws NodeOperationError that names the labels to choose from.
 */
export async function resolveWanted(context: ApiContext, filters: Filters): Promise<Filters> {
	const named = filters.wanted.filter(({ values }) => values.some(mayBeLabel));
	if (named.length === 0) return filters;
	const metadata = await currentMetadata(
		context,
		named.map(({ propertyName }) => propertyName),
	);
	const rows = filters.wanted.map(({ propertyName, values }) => ({
		propertyName,
		operator: 'IN',
		value: '',
		highValue: '',
		values,
	}));
	const wanted: Filters['wanted'] = [];
	for (const row of rows) {
		const { propertyName, values } = row;
		wanted.push({
			propertyName,
			values: values.some(mayBeLabel) ? await readOperands(metadata, row, rows) : values,
		});
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
	return JSON.stringify(filters).length > MOST_FILTER_TEXT ? [] : filters;
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
