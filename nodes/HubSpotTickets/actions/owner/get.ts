import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { valueError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordIn, recordOf } from '../../../shared/http/shapes';
import { results, resultsOf } from '../../transport';
import { sendTo } from '../sendTo';
import { simplifyOwner } from './simplify';

const properties = [
	resourceLocator({
		displayName: 'Owner',
		name: 'ownerId',
		description: 'The owner, chosen from the list, by ID or by email address',
		searchListMethod: 'searchOwners',
		lookUp: 'ownerName',
		required: true,
		byLabel: 'By ID or Email',
		placeholder: '71440001 or agent@example.com',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Deactivated',
				name: 'archived',
				type: 'boolean',
				default: false,
				description: 'Whether to look among the owners that were deactivated',
			},
			{
				displayName: 'ID Is User ID',
				name: 'byUserId',
				type: 'boolean',
				default: false,
				description: 'Whether the ID is that of the user, as conversations name it, instead of that of the owner',
			},
		],
	},
] as const satisfies INodeProperties[];

const isEmail = (text: string): boolean => text.includes('@');

export const get = restOperation({
	name: 'Get',
	action: 'Get an owner',
	description: 'Get someone who can own tickets, by ID or email address',
	properties: [...properties],
	simplify: simplifyOwner,
	simplifySince: 1.1,
	concurrency: 4,
	send: sendTo('owners'),
	request(parameter) {
		const owner = parameter('ownerId');
		const { archived = false, byUserId = false } = parameter('options');
		const qs = { ...(archived ? { archived } : {}), ...(byUserId && !isEmail(owner) ? { idProperty: 'userId' } : {}) };
		if (isEmail(owner))
			return {
				method: 'GET',
				path: '',
				qs: { ...qs, email: owner.toLowerCase() },
				retry: 'read',
				expects: resultsOf(recordOf('id')),
			};
		return { method: 'GET', path: `/${pathPart('Owner', owner)}`, qs, retry: 'read', expects: recordOf('id') };
	},
	output(body, parameter, context, itemIndex): IDataObject | IDataObject[] {
		const owner = parameter('ownerId');
		if (!isEmail(owner)) return recordIn(body);
		const [found] = results(body);
		if (found !== undefined) return found;
		throw valueError(context, `HubSpot has no owner with the email address "${owner}"`, {
			itemIndex,
			description: 'Check the address, or look among the deactivated owners with the option for it.',
		});
	},
});
