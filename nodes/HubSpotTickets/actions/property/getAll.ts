import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { results, wholeList } from '../../transport';
import { sendTo } from '../sendTo';
import { definitionOptions, readDefinitionQuery, simplifyProperty } from './fields';
import { recordOf } from '../../../shared/http/shapes';

const properties = [...returnAllOrLimit, definitionOptions] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many ticket properties',
	description: 'Get the properties that a ticket can have in this account',
	properties: [...properties],
	send: sendTo('properties'),
	request: (parameter) => ({
		method: 'GET',
		path: '/tickets',
		qs: readDefinitionQuery(parameter('options')),
		retry: 'read',
		expects: wholeList(recordOf('name')),
	}),
	output: (body, parameter) => results(body).slice(0, wantedCount(parameter)),
	simplify: simplifyProperty,
});
