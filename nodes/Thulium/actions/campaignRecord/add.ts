import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { campaign, customerId } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { campaignIn, done, idIn, numericId } from '../../parameters/values';
import type { NewRecord } from './batch';
import { addInBatches } from './batch';
import { FIND_RECORD, recordBody, recordFields } from './fields';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	campaign,
	customerId,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...recordFields],
	},
] as const satisfies INodeProperties[];

async function readRecord(context: IExecuteFunctions, itemIndex: number): Promise<NewRecord> {
	const parameter = itemParameters(context, itemIndex, properties);
	const id = idIn(context, 'Customer ID', parameter('customerId'), itemIndex);
	const fields = await recordBody(context, parameter('additionalFields'), 'Additional Fields', itemIndex);
	return {
		campaignId: campaignIn(context, parameter('campaignId'), itemIndex),
		customerId: id,
		body: { customer_id: numericId(id), ...fields },
	};
}

export const add: BatchOperation = {
	name: 'Add',
	action: 'Add a record to a campaign',
	description: 'Add customers to a CRM campaign; several items go in one call',
	properties: [...properties],

	async execute(itemIndex) {
		const { campaignId, customerId: id, body } = await readRecord(this, itemIndex);
		const path = `/crm_outbounds/${campaignId}/records`;
		const request = {
			method: 'POST',
			path,
			body,
			retry: 'unsafeWrite',
			expects: recordOf('record_id'),
			reconcileHint: FIND_RECORD,
		} as const;
		const answer = await thuliumRequest(this, request, itemIndex);
		return { customer_id: Number(id), ...done(answer, {}) };
	},

	async executeBatch(itemIndexes) {
		return await addInBatches(this, itemIndexes, async (itemIndex) => await readRecord(this, itemIndex));
	},
};
