import { listOperation } from '../listOperation';
import { crmFilters, crmQuery } from '../customer/filters';
import type { Parameter } from '../../../shared/parameters/types';

const properties = [
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Only companies that match all of them',
		options: [...crmFilters],
	},
] as const satisfies Parameter[];

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many companies',
	description: 'Get a list of companies',
	properties: [...properties],
	list: { path: '/companies', largest: 1000, key: 'company_id' },
	query: (parameter, context, itemIndex) => crmQuery(context, parameter('filters'), itemIndex),
});
