import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { pathPart } from '../../../shared/http/url';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { DEFAULT_TYPES } from '../../crm/associations';
import { associatedWith } from '../../batch/read';
import { throwBatchError } from '../../batch/results';
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
		displayName: 'Keep Existing Labels',
		name: 'keepLabels',
		type: 'boolean',
		default: true,
		description: 'Whether labels that the two records already have are kept',
	},
] as const satisfies INodeProperties[];

async function request(context: IExecuteFunctions, pair: Pair, itemIndex: number): Promise<HubSpotRequest> {
	const { ticketId, kind, otherId } = pair;
	const to = `${pathPart('Associated Object', kind)}/${otherId}`;
	const typeId = await readTypeId(context, kind, itemIndex);
	const put = (path: string, body?: IDataObject[]): HubSpotRequest => ({
		family: 'recordAssociations',
		method: 'PUT',
		path: `/tickets/${ticketId}/associations/${path}`,
		...(body === undefined ? {} : { body }),
		retry: 'idempotentWrite',
	});
	const unlabelled = DEFAULT_TYPES[kind];
	// HubSpot's page for version v3 shows this form, which knows no labels.
	if (apiVersion(context) === 'v3' && (typeId ?? unlabelled) === unlabelled) {
		return { ...put(`${to}/${unlabelled}`), family: 'objects' };
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

async function plan(context: IExecuteFunctions, itemIndex: number): Promise<Omit<PlannedAdd, 'itemIndex'>> {
	const pair = readPair(context, itemIndex);
	const keepLabels = itemParameters(context, itemIndex, properties)('keepLabels');
	const typeId = await readTypeId(context, pair.kind, itemIndex);
	if (typeId === undefined) return { ...pair, keepLabels };
	return { ...pair, keepLabels, spec: await toSpec(context, pair.kind, typeId, itemIndex) };
}

export const add: BatchOperation = {
	name: 'Add',
	action: 'Add an association',
	description: 'Associate a ticket with another record; many items are sent in batches',
	properties: [...properties],

	async execute(itemIndex) {
		const pair = readPair(this, itemIndex);
		const answer = await hubSpotRequest(this, await request(this, pair, itemIndex), itemIndex);
		throwBatchError(this, answer, itemIndex);
		// Each form of the call answers with something else; only the labels are new.
		return outputOf(pair, isRecord(answer) && Array.isArray(answer.labels) ? { labels: answer.labels } : {});
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, async (itemIndex) => await plan(this, itemIndex));
		await addMany(this, planned, results);
		return results;
	},
};
