import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation, Output } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import { writeInBatches } from '../../batch/write';
import { fieldProperties, mappedProperties, mapperField } from '../../crm/ticketFields';
import { hintAtWarnings } from '../../crm/executionHints';
import type { Lookup } from '../../crm/ticketLookup';
import { lookupFields, lookupPath, readLookup } from '../../crm/ticketLookup';
import { linkOptions } from '../../crm/recordLink';
import { enrichTicket } from '../../crm/ticketLabels';
import { simplifyTicket } from '../../crm/ticket';
import { hubSpotRequest } from '../../transport';
import { nothingToUpdate } from '../updateErrors';
import { changeFields, refuseEmptyPlace } from './changes';
import { crmRecord } from '../../crm/record';

const properties = [...lookupFields, changeFields, mapperField, linkOptions] as const satisfies INodeProperties[];

interface Change extends Lookup {
	body: IDataObject;
}

async function change(context: IExecuteFunctions, itemIndex: number): Promise<Change> {
	const parameter = itemParameters(context, itemIndex, properties);
	const fields = parameter('updateFields');
	refuseEmptyPlace(context, fields, itemIndex);
	const values = {
		...(await mappedProperties(context, parameter('properties'), itemIndex)),
		...fieldProperties(fields),
	};
	if (Object.keys(values).length === 0) {
		throw nothingToUpdate(context, itemIndex, 'under Update Fields or Properties');
	}
	return { ...readLookup(context, itemIndex), body: { properties: values } };
}

async function patch(context: IExecuteFunctions, { body, ...lookup }: Change, itemIndex: number): Promise<Output> {
	const answer = await hubSpotRequest(
		context,
		{ family: 'objects', method: 'PATCH', ...lookupPath(lookup), body, retry: 'idempotentWrite', expects: crmRecord },
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
	enrich: enrichTicket,

	async execute(itemIndex) {
		return await patch(this, await change(this, itemIndex), itemIndex);
	},

	async executeBatch(itemIndexes) {
		return await writeInBatches(this, itemIndexes, {
			path: '/tickets/batch/update',
			retry: 'idempotentWrite',
			input: async (itemIndex) => await change(this, itemIndex),
			singleFallback: async ({ id = '', idProperty, body, itemIndex }) =>
				await patch(this, { id, idProperty, body }, itemIndex),
		});
	},
};
