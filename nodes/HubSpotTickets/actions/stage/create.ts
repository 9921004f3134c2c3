import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { recordIn } from '../../../shared/http/shapes';
import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import type { HubSpotRequest } from '../../transport';
import { sendTo } from '../sendTo';
import { displayOrderField, requiredPipeline, simplifyStage, stageMetadata, stateField } from '../pipeline/pipeline';

const properties = [
	requiredPipeline,
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		required: true,
		description: 'The name that users see. It must be unique within the pipeline.',
	},
	stateField,
	{
		...displayOrderField,
		description: 'Position of the stage in its pipeline; 0 is the first',
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a pipeline stage',
	description: 'Create a stage in a pipeline',
	properties: [...properties],
	send: sendTo('pipelines'),
	request: (parameter): HubSpotRequest => ({
		family: 'pipelines',
		method: 'POST',
		path: `/tickets/${pathPart('Pipeline', parameter('pipelineId'))}/stages`,
		body: {
			label: parameter('label'),
			displayOrder: parameter('displayOrder'),
			metadata: stageMetadata(parameter('state')),
		},
		creates: 'new stage',
		retry: 'unsafeWrite',
		reconcileHint: 'Look for this label with Stage: Get Many before you run this item again.',
	}),
	output: (body, parameter): IDataObject => ({ ...recordIn(body), pipelineId: parameter('pipelineId') }),
	simplify: simplifyStage,
});
