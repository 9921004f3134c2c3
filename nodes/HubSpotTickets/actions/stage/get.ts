import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordIn, recordOf } from '../../../shared/http/shapes';
import { sendTo } from '../sendTo';
import { requiredPipeline, simplifyStage } from '../pipeline/pipeline';
import { stageField } from './stage';

const properties = [requiredPipeline, stageField] as const satisfies INodeProperties[];

export const get = restOperation({
	name: 'Get',
	action: 'Get a pipeline stage',
	description: 'Get a stage of a pipeline, for example to see whether it counts as closed',
	properties: [...properties],
	concurrency: 4,
	send: sendTo('pipelines'),
	request(parameter) {
		const pipelineId = pathPart('Pipeline', parameter('pipelineId'));
		const stageId = pathPart('Stage', parameter('stageId'));
		return { method: 'GET', path: `/tickets/${pipelineId}/stages/${stageId}`, retry: 'read', expects: recordOf('id') };
	},
	output: (body, parameter) => ({ ...recordIn(body), pipelineId: parameter('pipelineId') }),
	simplify: simplifyStage,
});
