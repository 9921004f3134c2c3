import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { recordIn, recordOf } from '../../../shared/http/shapes';
import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { sendTo } from '../sendTo';
import {
	displayOrderField,
	patchBody,
	requiredPipeline,
	restoreField,
	simplifyStage,
	stateField,
} from '../pipeline/pipeline';
import { stageField } from './stage';

const properties = [
	requiredPipeline,
	stageField,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed',
		options: [
			stateField,
			{ ...displayOrderField, description: 'Position of the stage in its pipeline; 0 is the first' },
			{
				displayName: 'Label',
				name: 'label',
				type: 'string',
				default: '',
				description: 'The name that users see. It must be unique within the pipeline.',
			},
			restoreField('stage'),
		],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a pipeline stage',
	description: 'Change the label or the position of a stage, or whether it counts as closed',
	properties: [...properties],
	send: sendTo('pipelines'),
	request(parameter, context, itemIndex) {
		const pipelineId = pathPart('Pipeline', parameter('pipelineId'));
		const stageId = pathPart('Stage', parameter('stageId'));
		const body = patchBody(context, parameter('updateFields'), itemIndex);
		const path = `/tickets/${pipelineId}/stages/${stageId}`;
		return { method: 'PATCH', path, body, retry: 'idempotentWrite', expects: recordOf('id') };
	},
	output: (body, parameter): IDataObject => ({ ...recordIn(body), pipelineId: parameter('pipelineId') }),
	simplify: simplifyStage,
});
