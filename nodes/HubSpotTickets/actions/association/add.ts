import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import type { Parameter } from '../../../shared/parameters/types';
import { planBatch } from '../../../shared/operations/planBatch';
import { pathPart } from '../../../shared/http/url';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { DEFAULT_TYPES } from '../../crm/associations';
import { associatedWith } from '../../batch/read';
import { throwBatchError } from '../../batch/results';
import type { IfMissing } from '../../crm/recordLookup';
import type { HubSpotRequest } from '../../transport';
import { apiVersion, hubSpotRequest } from '../../transport';
import type { PlannedAdd } from './batch';
import { addMany, outputOf } from './batch';
import type { Pair } from './fields';
import { pairFields, readPair, readTypeId, toSpec, typeField } from './fields';
import { withExisting } from './labels';

const properties = [
	...pairFields,
	typeField,
	{
		displayName: 'Create Contact If Missing',
		name: 'createContact',
		type: 'boolean',
		default: false,
		displayOptions: { show: { toObjectType: ['contacts'] } },
		description: 'Whether to create the contact when HubSpot has none with the email address or phone number given',
	},
	{
		displayName: 'Keep Existing Labels',
		name: 'keepLabels',
		type: 'boolean',
		default: true,
		description: 'Whether to keep the labels that the association already has',
	},
] as const satisfies Parameter[];

async function request(context: IExecuteFunctions, pair: Pair, itemIndex: number): Promise<HubSpotRequest> {
	const { ticketId, kind, otherId } = pair;
	const to = `${pathPart('Associated Object', kind)}/${otherId}`;
	const typeId = readTypeId(context, itemIndex);
	const put = (path: string, body?: IDataObject[]): HubSpotRequest => ({
		family: 'recordAssociations',
		method: 'PUT',
		path: `/tickets/${ticketId}/associations/${path}`,
		...(body === undefined ? {} : { body }),
		retry: 'idempotentWrite',
	});
	const unlabeled = DEFAULT_TYPES[kind];
	// HubSpot's page for version v3 shows this form, which knows no labels.
	if (apiVersion(context) === 'v3' && (typeId ?? unlabeled) === unlabeled) {
		return { ...put(`${to}/${unlabeled}`), family: 'objects' };
	}
	if (typeId === undefined) return put(`default/${to}`);

	const added = await toSpec(context, kind, typeId, itemIndex);
	const keep = itemParameters(context, itemIndex, properties)('keepLabels');
	if (!keep) return put(to, [added]);
	const { found, failed } = await associatedWith(context, [ticketId], kind);
	// Without knowing the labels one would be lost.
	for (const failure of failed.values()) throw failure;
	return put(to, withExisting(found, pair, added));
}

function ifMissing(context: IExecuteFunctions, itemIndex: number, mayCreate: boolean): IfMissing {
	if (!itemParameters(context, itemIndex, properties)('createContact')) return 'refuse';
	return mayCreate ? 'create' : 'leaveOut';
}

async function plan(
	context: IExecuteFunctions,
	itemIndex: number,
	mayCreate = true,
): Promise<Omit<PlannedAdd, 'itemIndex'>> {
	const kind = itemParameters(context, itemIndex, properties)('toObjectType');
	const keepLabels = itemParameters(context, itemIndex, properties)('keepLabels');
	const typeId = readTypeId(context, itemIndex);
	const spec = typeId === undefined ? undefined : await toSpec(context, kind, typeId, itemIndex);
	// Last, because it may create the contact.
	const pair = await readPair(context, itemIndex, ifMissing(context, itemIndex, mayCreate));
	return { ...pair, keepLabels, ...(spec === undefined ? {} : { spec }) };
}

export const add: BatchOperation = {
	name: 'Add',
	action: 'Add an association',
	description: 'Associate a ticket with another record; many items are sent in batches',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = await readPair(this, itemIndex, ifMissing(this, itemIndex, true));
		const answer = await hubSpotRequest(this, await request(this, pair, itemIndex), itemIndex);
		throwBatchError(this, answer, itemIndex);
		// Each form of the call answers with something else; only the labels are new.
		return outputOf(pair, isRecord(answer) && Array.isArray(answer.labels) ? { labels: answer.labels } : {});
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		if (!this.continueOnFail() && (this.getNode().parameters.createContact ?? false) !== false) {
			// An item that ends the run must end it before a contact is made for another one.
			await planBatch(this, itemIndexes, new Map(), async (itemIndex) => await plan(this, itemIndex, false));
		}
		const planned = await planBatch(this, itemIndexes, results, async (itemIndex) => await plan(this, itemIndex));
		await addMany(this, planned, results);
		return results;
	},
};
