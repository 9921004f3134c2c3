import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordIn, recordOf } from '../../../shared/http/shapes';
import { sendTo } from '../sendTo';
import { requiredPipeline, simplifyStage } from '../pipeline/pipeline';

const properties = [
	requiredPipeline,
	resourceLocator({
		displayName: 'Stage',
		name: 'stageId',
		description: 'The stage, chosen from the list or by its ID',
		searchListMethod: 'searchStages',
		required: true,
		placeholder: '1',
		dependsOn: ['pipelineId.value'],
	}),
] as const satisfies INodeProperties[];

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
