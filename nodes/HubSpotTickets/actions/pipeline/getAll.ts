import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { aPipeline, inOrder } from '../../crm/metadata';
import { results, wholeList } from '../../transport';
import { sendTo } from '../sendTo';
import { simplifyPipeline } from './pipeline';

const properties = [...returnAllOrLimit] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many ticket pipelines',
	description: 'Get the pipelines of tickets with their stages',
	properties: [...properties],
	send: sendTo('pipelines'),
	request: () => ({ method: 'GET', path: '/tickets', retry: 'read', expects: wholeList(aPipeline) }),
	output: (body, parameter) => inOrder(results(body)).slice(0, wantedCount(parameter)),
	simplify: simplifyPipeline,
});
