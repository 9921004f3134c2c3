import type { INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { botsOf, BOTS } from './bots';
import { kaizalaRequest } from '../../transport';

const properties = [...returnAllOrLimit] as const satisfies INodeProperties[];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many bots',
	description: 'Get a list of your bots',
	properties: [...properties],
	send: kaizalaRequest,
	request: () => ({ method: 'GET', path: '/v1/bot', retry: 'read', expects: BOTS }),
	output: (body, parameter) => botsOf(body).slice(0, wantedCount(parameter)),
});
