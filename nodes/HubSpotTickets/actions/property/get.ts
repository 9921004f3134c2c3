import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { sendTo } from '../sendTo';
import { definitionOptions, readDefinitionQuery, simplifyProperty } from './fields';

const properties = [
	resourceLocator({
		displayName: 'Property',
		name: 'propertyName',
		description: 'The property, chosen from the list or by its internal name',
		searchListMethod: 'searchProperties',
		required: true,
		byLabel: 'By Name',
		placeholder: 'hs_ticket_priority',
	}),
	definitionOptions,
] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a ticket property',
	description: 'Get the definition of a ticket property: its type, its options, whether its values are unique',
	properties: [...properties],
	concurrency: 4,
	send: sendTo('properties'),
	request: (parameter) => ({
		method: 'GET',
		path: `/tickets/${pathPart('Property', parameter('propertyName'))}`,
		qs: readDefinitionQuery(parameter('options')),
		retry: 'read',
		expects: recordOf('name'),
	}),
	simplify: simplifyProperty,
});
