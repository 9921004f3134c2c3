import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { locator } from '../../../shared/locator';
import type { BatchOperation, Output } from '../../../shared/operation';
import { itemParameters } from '../../../shared/parameters';
import { asRecords } from '../../../shared/rest';
import { writeInBatches } from '../../batches';
import { commonFields, fieldProperties, mappedProperties, mapperField, pipelineField, ticketField } from '../../fields';
import { hintAtWarnings } from '../../hints';
import { readTicketId, simplifyTicket } from '../../ticket';
import { hubSpotRequest } from '../../transport';

const [content, owner, priority, source] = commonFields;

const properties = [
	ticketField,
	{
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
			locator({
				displayName: 'Stage',
				name: 'stageId',
				description: 'The status to move the ticket to. For a stage of another pipeline, choose the pipeline as well.',
				searchListMethod: 'searchStages',
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
	},
	mapperField,
] as const satisfies INodeProperties[];

interface Change {
	id: string;
	body: IDataObject;
}

async function change(context: IExecuteFunctions, itemIndex: number): Promise<Change> {
	const parameter = itemParameters(context, itemIndex, properties);
	const fields = parameter('updateFields');
	for (const [field, label] of [
		['pipelineId', 'Pipeline'],
		['stageId', 'Stage'],
	] as const) {
		if (fields[field] !== '') continue;
		throw inputError(context, `The field "${label}" is empty, but a ticket always has one`, {
			itemIndex,
			description: 'Remove the field to leave it as it is, or check the expression that fills it.',
		});
	}
	const values = {
		...(await mappedProperties(context, parameter('properties'), itemIndex)),
		...(await fieldProperties(context, fields, itemIndex)),
	};
	if (Object.keys(values).length === 0) {
		throw inputError(context, 'There is nothing to update', {
			itemIndex,
			description: 'Add at least one field under Update Fields or Properties.',
		});
	}
	return { id: readTicketId(context, parameter('ticketId'), itemIndex), body: { properties: values } };
}

async function patch(context: IExecuteFunctions, { id, body }: Change, itemIndex: number): Promise<Output> {
	const answer = await hubSpotRequest(
		context,
		{ family: 'objects', method: 'PATCH', path: `/tickets/${id}`, body, retry: 'idempotentWrite' },
		itemIndex,
	);
	const record = asRecords(answer);
	if (!Array.isArray(record)) hintAtWarnings(context, record);
	return record;
}

export const update: BatchOperation = {
	name: 'Update',
	action: 'Update a ticket',
	description: 'Change fields of a ticket; many items are changed in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,

	async execute(itemIndex) {
		return await patch(this, await change(this, itemIndex), itemIndex);
	},

	async executeBatch(itemIndexes) {
		return await writeInBatches(this, itemIndexes, {
			path: '/tickets/batch/update',
			retry: 'idempotentWrite',
			input: async (itemIndex) => await change(this, itemIndex),
			alone: async ({ id = '', body, itemIndex }) => await patch(this, { id, body }, itemIndex),
		});
	},
};
