import { restOperation } from '../../../shared/operations/restOperation';
import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import type { HubSpotRequest } from '../../transport';
import { sendTo } from '../sendTo';
import { displayOrderField, simplifyPipeline, stageMetadata, stateField } from './pipeline';

const properties = [
	{
		displayName: 'Label',
		name: 'label',
		type: 'string',
		default: '',
		required: true,
		description: 'The name that users see. It must be unique among the ticket pipelines.',
	},
	{
		displayName: 'Stages',
		name: 'stages',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Stage',
		default: {},
		description: 'The stages in their order; a pipeline has at least one',
		options: [
			{
				displayName: 'Stage',
				name: 'stage',
				values: [{ displayName: 'Label', name: 'label', type: 'string', default: '', required: true }, stateField],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [{ ...displayOrderField, description: 'Position of the pipeline among the others; 0 is the first' }],
	},
] as const satisfies INodeProperties[];

export const create = restOperation({
	name: 'Create',
	action: 'Create a ticket pipeline',
	description: 'Create a pipeline of tickets with its stages',
	properties: [...properties],
	send: sendTo('pipelines'),
	request(parameter, context, itemIndex): HubSpotRequest {
		const { stage: stages = [] } = parameter('stages');
		if (stages.length === 0) {
			throw valueError(context, 'The field "Stages" is empty', {
				itemIndex,
				description: 'Add at least one stage, for example New, and one that counts as closed.',
			});
		}
		return {
			family: 'pipelines',
			method: 'POST',
			path: '/tickets',
			body: {
				label: parameter('label'),
				displayOrder: parameter('options').displayOrder ?? 0,
				stages: stages.map(({ label, state }, displayOrder) => ({
					label,
					displayOrder,
					metadata: stageMetadata(state),
				})),
			},
			creates: 'new pipeline',
			retry: 'unsafeWrite',
			reconcileHint: 'Look for this label with Pipeline: Get Many before you run this item again.',
		};
	},
	simplify: simplifyPipeline,
});
