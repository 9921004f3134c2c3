import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/limits';
import { restOperation } from '../../../shared/rest';
import { hubSpotRequest, results } from '../../transport';
import type { HubSpotRequest } from '../../transport';

const properties = [
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Archived',
				name: 'archived',
				type: 'boolean',
				default: false,
				description: 'Whether to return only properties that were archived',
			},
			{
				displayName: 'Sensitivity',
				name: 'dataSensitivity',
				type: 'options',
				options: [
					{ name: 'Highly Sensitive', value: 'highly_sensitive' },
					{ name: 'Not Sensitive', value: 'non_sensitive' },
					{ name: 'Sensitive', value: 'sensitive' },
				],
				default: 'non_sensitive',
				description: 'Sensitive properties need scopes of their own',
			},
		],
	},
] as const satisfies INodeProperties[];

function simplify(property: IDataObject): IDataObject {
	const { name, label, description, groupName, type, fieldType, options, hasUniqueValue } = property;
	return { name, label, description, groupName, type, fieldType, options, hasUniqueValue };
}

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many ticket properties',
	description: 'Get the properties that a ticket can have in this account',
	properties: [...properties],
	send: async (context, request, itemIndex) =>
		await hubSpotRequest(context, { ...request, family: 'properties' } satisfies HubSpotRequest, itemIndex),
	request(parameter) {
		const { archived, dataSensitivity } = parameter('options');
		const qs = {
			...(archived === true ? { archived } : {}),
			...(dataSensitivity === undefined ? {} : { dataSensitivity }),
		};
		return { method: 'GET', path: '/tickets', qs, retry: 'read' };
	},
	output: (body, parameter) => results(body).slice(0, wantedCount(parameter)),
	simplify,
});
