import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { groupBy } from '../../../shared/http/pagination';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { recordIn } from '../../../shared/http/shapes';
import { BATCH_SIZE } from '../../batch/write';
import type { Lookup } from '../../crm/ticketLookup';
import { lookupFields, lookupPath, readLookup } from '../../crm/ticketLookup';
import { addAssociations, addProperties, batchRead, completeAssociations } from '../../batch/read';
import { addCustomers } from '../../batch/customers';
import { byTicket, mustStop, refuse } from '../../batch/results';
import { enrichTicket } from '../../crm/ticketLabels';
import { ignoreMissingOption, isMissing, simplifyTicket } from '../../crm/ticket';
import { hubSpotRequest } from '../../transport';
import type { ReturnedFields } from '../../crm/returnedFields';
import {
	fitsUrl,
	pageSize,
	readReturnedFields,
	returnedFieldsParameters,
	returnedFieldsQuery,
	withoutProperties,
	withProperty,
} from '../../crm/returnedFields';
import { crmRecord } from '../../crm/record';

const [selection, names, options] = returnedFieldsParameters;

const properties = [
	...lookupFields,
	selection,
	names,
	{ ...options, options: [...options.options, ignoreMissingOption] },
] as const satisfies INodeProperties[];

interface Wanted extends Lookup {
	returnedFields: ReturnedFields;
	ignoreMissing: boolean;
}

async function wanted(context: IExecuteFunctions, itemIndex: number): Promise<Wanted> {
	const { ignoreMissing = false } = itemParameters(context, itemIndex, properties)('options');
	const lookup = readLookup(context, itemIndex);
	const returnedFields = await readReturnedFields(context, itemIndex);
	const { idProperty } = lookup;
	// A batch read needs it, to tell the tickets apart; a single one returns the same.
	return {
		...lookup,
		returnedFields: idProperty === undefined ? returnedFields : withProperty(returnedFields, idProperty),
		ignoreMissing,
	};
}

/** One ticket; the ID of one that was merged away leads to the result. */
async function readOne(
	context: IExecuteFunctions,
	{ returnedFields, ...lookup }: Wanted,
	itemIndex: number,
): Promise<IDataObject[]> {
	const { path, qs } = lookupPath(lookup);
	const short = fitsUrl(returnedFields) ? returnedFields : withoutProperties(returnedFields);
	const answer = await hubSpotRequest(
		context,
		{
			family: 'objects',
			method: 'GET',
			path,
			qs: { ...qs, ...returnedFieldsQuery(short) },
			retry: 'read',
			expects: crmRecord,
		},
		itemIndex,
	);
	const tickets = [recordIn(answer)];
	await completeAssociations(context, tickets);
	if (short !== returnedFields) await addProperties(context, tickets, returnedFields);
	await addCustomers(context, tickets, returnedFields);
	return tickets;
}

type Planned = Wanted & { itemIndex: number };

async function readChunk(
	context: IExecuteFunctions,
	chunk: Planned[],
	{ returnedFields, idProperty }: Wanted,
	results: BatchResult,
): Promise<void> {
	const { found, missing } = await batchRead(
		context,
		chunk.map(({ id }) => id),
		returnedFields,
		idProperty,
	);
	await addAssociations(context, [...found.values()], returnedFields.associations);
	await addCustomers(context, [...found.values()], returnedFields);
	for (const entry of chunk) {
		const known = found.get(entry.id) ?? missing.get(entry.id);
		if (known !== undefined) results.set(entry.itemIndex, known);
	}
	// IDs that were merged away are passed over in silence, but a single read knows them.
	for (const entry of chunk.filter(({ itemIndex }) => !results.has(itemIndex))) {
		try {
			results.set(entry.itemIndex, await readOne(context, entry, entry.itemIndex));
		} catch (error) {
			results.set(entry.itemIndex, asNodeError(context.getNode(), error, entry.itemIndex));
		}
	}
	for (const { itemIndex, ignoreMissing } of chunk) {
		if (ignoreMissing && isMissing(results.get(itemIndex))) results.set(itemIndex, []);
	}
}

const sizeFor = ([first]: Planned[]) => (first === undefined ? BATCH_SIZE : pageSize(first.returnedFields));

export const get: BatchOperation = {
	name: 'Get',
	action: 'Get a ticket',
	description: 'Get a ticket by its ID or by a unique property; many items are read in batches of 100',
	properties: [...properties],
	simplify: (record) => simplifyTicket(record),
	enrich: enrichTicket,

	async execute(itemIndex) {
		const asked = await wanted(this, itemIndex);
		try {
			return await readOne(this, asked, itemIndex);
		} catch (error) {
			if (asked.ignoreMissing && isMissing(error)) return [];
			throw asNodeError(this.getNode(), error, itemIndex);
		}
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, async (itemIndex) => await wanted(this, itemIndex));
		const groups = groupBy(planned, ({ returnedFields, idProperty }) => JSON.stringify([returnedFields, idProperty]));
		for (const chunk of groups.flatMap((group) => byTicket(group, sizeFor(group)))) {
			const [first] = chunk;
			if (first === undefined) break;
			try {
				await readChunk(this, chunk, first, results);
			} catch (error) {
				refuse(error, chunk, results);
			}
			if (mustStop(this, chunk, results)) break;
		}
		return results;
	},
};
