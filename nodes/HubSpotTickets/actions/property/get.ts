import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { sendTo } from '../sendTo';
import { definitionOptions, propertyField, readDefinitionQuery, simplifyProperty } from './fields';

const properties = [propertyField, definitionOptions] as const satisfies INodeProperties[];

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
