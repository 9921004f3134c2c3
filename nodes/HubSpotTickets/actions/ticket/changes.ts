import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { commonFields, pipelineField } from '../../crm/ticketFields';

const [content, owner, priority, source] = commonFields;

/** The fields of Update and of Create or Update: each one that is added is written, also an empty one. */
export const changeFields = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only the fields that are added here are changed. An empty value clears the field.',
	options: [
		content,
		owner,
		{ ...pipelineField, description: 'The pipeline to move the ticket to. Choose a stage of it as well.' },
		priority,
		source,
		resourceLocator({
			displayName: 'Stage',
			name: 'stageId',
			description: 'The status to move the ticket to. For a stage of another pipeline, choose the pipeline as well.',
			searchListMethod: 'searchStages',
			lookUp: 'stage',
			placeholder: '1',
			dependsOn: ['&pipelineId.value'],
		}),
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			description: 'The name of the ticket',
		},
	],
} as const satisfies INodeProperties;

/** A ticket is always in a pipeline and a stage, so neither can be cleared. */
export function refuseEmptyPlace(
	context: IExecuteFunctions,
	{ pipelineId, stageId }: { pipelineId?: string; stageId?: string },
	itemIndex: number,
): void {
	const label = pipelineId === '' ? 'Pipeline' : stageId === '' ? 'Stage' : undefined;
	if (label === undefined) return;
	throw valueError(context, `The field "${label}" is empty, but a ticket always has one`, {
		itemIndex,
		description: 'Remove the field to leave it as it is, or check the expression that fills it.',
	});
}
