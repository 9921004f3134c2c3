import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { sendTo } from '../sendTo';
import { displayOrderField, readPatch, requiredPipeline, simplifyPipeline } from './pipeline';

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
			{ ...displayOrderField, description: 'Where the pipeline stands among the others; 0 is the first' },
			{
				displayName: 'Label',
				name: 'label',
				type: 'string',
				default: '',
				description: 'What people see. No other pipeline of tickets may have it.',
			},
			{
				displayName: 'Restore',
				name: 'restore',
				type: 'boolean',
				default: true,
				description: 'Whether to bring back a pipeline that was deleted',
			},
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
	description: 'Change the label or the place of a pipeline; HubSpot checks first what uses it',
	properties: [...properties],
	send: sendTo('pipelines'),
	request(parameter, context, itemIndex) {
		const pipelineId = pathPart('Pipeline', parameter('pipelineId'));
		const { restore = false, ...fields } = parameter('updateFields');
		const body = { ...readPatch(context, fields, itemIndex), ...(restore ? { archived: false } : {}) };
		if (Object.keys(body).length === 0) {
			throw inputError(context, 'There is nothing to update', {
				itemIndex,
				description: 'Add at least one field under Update Fields.',
			});
		}
		const { checkReferences = true } = parameter('options');
		return {
			method: 'PATCH',
			path: `/tickets/${pipelineId}`,
			qs: { validateReferencesBeforeDelete: checkReferences },
			body,
			retry: 'idempotentWrite',
		};
	},
	simplify: simplifyPipeline,
});
