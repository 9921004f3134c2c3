import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { sendTo } from '../sendTo';
import { requiredPipeline, simplifyPipeline } from './pipeline';

const properties = [requiredPipeline] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a ticket pipeline',
	description: 'Get a pipeline of tickets with its stages',
	properties: [...properties],
	concurrency: 4,
	send: sendTo('pipelines'),
	request: (parameter) => ({
		method: 'GET',
		path: `/tickets/${pathPart('Pipeline', parameter('pipelineId'))}`,
		retry: 'read',
		expects: recordOf('id'),
	}),
	simplify: simplifyPipeline,
});
