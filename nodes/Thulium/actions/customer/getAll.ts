import { listOperation } from '../listOperation';
import { crmFilters, crmQuery } from './filters';
import type { Parameter } from '../../../shared/parameters/types';
import { simplifyCustomer } from './simplify';

const properties = [
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Only customers that match all of them',
		options: [
			{
				displayName: 'Company ID',
				name: 'companyId',
				type: 'string',
				kind: 'id',
				of: 'company',
				lookUp: 'company',
				default: '',
				placeholder: '28',
				description: 'ID of the company in the CRM of Thulium',
			},
			...crmFilters,
			{
				displayName: 'Only Companies',
				name: 'companyFlag',
				type: 'boolean',
				default: true,
				description: 'Whether to return only customers that are companies',
			},
		],
	},
] as const satisfies Parameter[];

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many customers',
	description: 'Get a list of customers',
	properties: [...properties],
	simplify: simplifyCustomer,
	list: { path: '/customers', largest: 1000, key: 'customer_id' },
	query(parameter, context, itemIndex) {
		const filters = parameter('filters');
		return {
			...crmQuery(context, filters, itemIndex),
			company_id: filters.companyId ?? '',
			company_flag: filters.companyFlag === true ? 'true' : '',
		};
	},
});
