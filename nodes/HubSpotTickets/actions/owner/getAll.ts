import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { pages } from '../../transport';
import type { Parameter } from '../../../shared/parameters/types';
import { simplifyOwner } from './simplify';
import { recordOf } from '../../../shared/http/shapes';

const PAGE = 100;

const properties = [
	...returnAllOrLimit,
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Deactivated',
				name: 'archived',
				type: 'boolean',
				default: false,
				description: 'Whether to return only owners that were deactivated',
			},
			{
				displayName: 'Email',
				name: 'email',
				form: 'email',
				type: 'string',
				default: '',
				placeholder: 'agent@example.com',
				description: 'Only the owner with this email address',
			},
		],
	},
] as const satisfies Parameter[];

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many owners',
	description: 'Get the people and queues that can own tickets',
	properties: [...properties],
	simplify: simplifyOwner,
	simplifySince: 1.1,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { archived = false, email = '' } = parameter('filters');
		const most = wantedCount(parameter);
		const qs = {
			limit: Math.min(most, PAGE),
			...(archived ? { archived } : {}),
			...(email.trim() === '' ? {} : { email: email.trim().toLowerCase() }),
		};
		const request = { family: 'owners', method: 'GET', path: '', qs } as const;
		return await collect(pages(this, request, recordOf('id'), itemIndex), most);
	},
};
