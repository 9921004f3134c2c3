import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { BatchInput } from '../../batch/write';
import { writeInBatches } from '../../batch/write';
import { pipelineOf } from '../../crm/metadata';
import { fieldProperties, mappedProperties, mapperField } from '../../crm/ticketFields';
import type { Lookup } from '../../crm/ticketLookup';
import { readUnique, uniquePropertyField, uniqueValueField } from '../../crm/ticketLookup';
import { linkOptions } from '../../crm/recordLink';
import { enrichTicket } from '../../crm/ticketLabels';
import { resultOf } from '../../batch/results';
import { simplifyTicket } from '../../crm/ticket';
import { changeFields, refuseEmptyPlace } from './changes';

const properties = [
	{ ...uniquePropertyField, description: 'The property by which HubSpot finds the ticket. Its values must be unique.' },
	{ ...uniqueValueField, description: 'The ticket with this value is updated; if there is none, a ticket is created' },
	{
		...changeFields,
		displayName: 'Fields',
		description:
			'Only the fields that are added here are written. An empty value clears the field. A new ticket needs Stage and Subject.',
	},
	mapperField,
	linkOptions,
] as const satisfies INodeProperties[];

/** What is to be written beside the value that the ticket is found by, which stays as it is. */
async function values(
	context: IExecuteFunctions,
	{ id, idProperty }: Required<Lookup>,
	itemIndex: number,
): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const fields = parameter('updateFields');
	refuseEmptyPlace(context, fields, itemIndex);
	// A new ticket needs the pipeline where it is not the default one, an old one may be in another.
	const { stageId, pipelineId = stageId === undefined ? undefined : await pipelineOf(context, stageId) } = fields;
	const all = {
		...(await mappedProperties(context, parameter('properties'), itemIndex)),
		...fieldProperties({ ...fields, ...(pipelineId === undefined ? {} : { pipelineId }) }),
	};
	const { [idProperty]: same, ...rest } = all;
	// What every object inherits, as `constructor`, is no property of the ticket.
	if (!Object.hasOwn(all, idProperty) || same === undefined || same.trim() === id) return rest;
	throw valueError(context, `"${idProperty}" is to become "${same}", but the ticket is found by the value "${id}"`, {
		itemIndex,
		description: 'Take this property out of Properties. To change it, use Update.',
	});
}

async function input(context: IExecuteFunctions, itemIndex: number): Promise<BatchInput> {
	const unique = readUnique(context, itemIndex);
	return { ...unique, body: { properties: await values(context, unique, itemIndex) } };
}

/** HubSpot offers this as a batch only. A repeated one finds what the first one made, so it may be repeated. */
async function upsertMany(context: IExecuteFunctions, itemIndexes: number[]): Promise<BatchResult> {
	return await writeInBatches(context, itemIndexes, {
		path: '/tickets/batch/upsert',
		retry: 'idempotentWrite',
		singleFallback: { none: 'It finds tickets by a unique value, and makes one where there is none.' },
		input: async (itemIndex) => await input(context, itemIndex),
	});
}

export const upsert: BatchOperation = {
	name: 'Create or Update',
	action: 'Create or update a ticket',
	description:
		'Create a new ticket, or update the current one if it already exists (upsert); many items are sent in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,
	enrich: enrichTicket,

	async execute(itemIndex) {
		return resultOf(await upsertMany(this, [itemIndex]), itemIndex);
	},

	async executeBatch(itemIndexes) {
		return await upsertMany(this, itemIndexes);
	},
};
