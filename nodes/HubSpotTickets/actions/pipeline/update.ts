import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { sendTo } from '../sendTo';
import { displayOrderField, patchBody, requiredPipeline, restoreField, simplifyPipeline } from './pipeline';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	requiredPipeline,
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Only the fields that are added here are changed',
		options: [
			{ ...displayOrderField, description: 'Position of the pipeline among the others; 0 is the first' },
			{
				displayName: 'Label',
				name: 'label',
				type: 'string',
				default: '',
				description: 'The name that users see. It must be unique among the ticket pipelines.',
			},
			restoreField('pipeline'),
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Check References',
				name: 'checkReferences',
				type: 'boolean',
				default: true,
				description:
					'Whether HubSpot refuses the change where tickets or workflows use what it would take away. API version 2026-09 does so by itself.',
			},
		],
	},
] as const satisfies INodeProperties[];

export const update = restOperation({
	name: 'Update',
	action: 'Update a ticket pipeline',
	description: 'Change the label or the position of a pipeline; HubSpot checks first what uses it',
	properties: [...properties],
	send: sendTo('pipelines'),
	request(parameter, context, itemIndex) {
		const pipelineId = pathPart('Pipeline', parameter('pipelineId'));
		const { checkReferences = true } = parameter('options');
		return {
			method: 'PATCH',
			path: `/tickets/${pipelineId}`,
			qs: { validateReferencesBeforeDelete: checkReferences },
			body: patchBody(context, parameter('updateFields'), itemIndex),
			retry: 'idempotentWrite',
			expects: recordOf('id'),
		};
	},
	simplify: simplifyPipeline,
});
