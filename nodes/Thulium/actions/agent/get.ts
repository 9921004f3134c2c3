import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { agentLogin } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { segment } from '../../parameters/values';

const properties = [agentLogin] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get an agent',
	description: 'Get an agent by login',
	properties: [...properties],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/agents/${segment(context, 'Agent', parameter('login'), itemIndex)}`,
		retry: 'read',
		expects: recordOf('login'),
	}),
	concurrency: 2,
});
