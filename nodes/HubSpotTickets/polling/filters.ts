import type { ApiContext } from '../../shared/http/types';
import { currentTypes } from '../crm/metadata';
import type { Condition, Test } from './conditions';
import { compileCondition } from './conditions';
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
	const types = names.length === 0 ? new Map<string, string>() : await currentTypes(context, names);
	const tests = conditions.map((condition): { propertyName: string; test: Test } => ({
		propertyName: condition.propertyName,
		test: compileCondition(context, condition, types.get(condition.propertyName)),
	}));
	return (valueOf) => {
		if (!lists.every(({ propertyName, values }) => values.has(valueOf(propertyName)))) return false;
		if (tests.length === 0) return true;
		const passes = ({ propertyName, test }: (typeof tests)[number]) => test(valueOf(propertyName));
		return anyCondition ? tests.some(passes) : tests.every(passes);
	};
}
