import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { groupBy } from '../../../shared/http/pagination';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { ticketField } from '../../crm/ticketFields';
import { associatedWith, batchRead, successorOf } from '../../batch/read';
import { byTicket, mustStop, refuse, resultOf } from '../../batch/results';
import { readTicketId } from '../../crm/recordId';
import { objectTypeField } from './fields';
import { safeString } from '../../../shared/safeConversion';

const properties = [ticketField, objectTypeField, ...returnAllOrLimit] as const satisfies INodeProperties[];

interface Wanted {
	id: string;
	kind: string;
	most: number;
}

type Planned = Wanted & { itemIndex: number };

function wanted(context: IExecuteFunctions, itemIndex: number): Wanted {
	const parameter = itemParameters(context, itemIndex, properties);
	return {
		id: readTicketId(context, parameter('ticketId'), itemIndex),
		kind: parameter('toObjectType'),
		most: wantedCount(parameter),
	};
}

/** One associated record; a pair can have several labels. */
function toOutput({ id, kind }: Wanted, { toObjectId, associationTypes }: IDataObject): IDataObject {
	const types = Array.isArray(associationTypes) ? associationTypes.filter(isRecord) : [];
	return {
		id,
		toObjectType: kind,
		toObjectId: safeString(toObjectId),
		labels: types.flatMap(({ label }) => (typeof label === 'string' && label !== '' ? [label] : [])),
		associationTypes: types,
	};
}

const BARE = { properties: ['hs_object_id'], history: [], associations: [], archived: false };

/** HubSpot says the same of a ticket without associations and of one that does not exist, so those are looked up. */
async function tellApart(context: IExecuteFunctions, silent: Planned[], results: BatchResult): Promise<void> {
	const { found, missing } = await batchRead(
		context,
		silent.map(({ id }) => id),
		BARE,
	);
	for (const entry of silent) {
		const { id, kind, most, itemIndex } = entry;
		const failure = missing.get(id);
		if (found.has(id)) results.set(itemIndex, []);
		else if (failure !== undefined) results.set(itemIndex, failure);
		else {
			try {
				const now = await successorOf(context, id);
				const links = await associatedWith(context, [now], kind);
				const list = (links.found.get(now) ?? []).slice(0, most);
				results.set(itemIndex, links.failed.get(now) ?? list.map((link) => toOutput(entry, link)));
			} catch (error) {
				results.set(itemIndex, asNodeError(context.getNode(), error, itemIndex));
			}
		}
	}
}

async function readChunk(context: IExecuteFunctions, chunk: Planned[], kind: string, results: BatchResult) {
	const ids = [...new Set(chunk.map(({ id }) => id))];
	const { found, failed } = await associatedWith(context, ids, kind);
	for (const entry of chunk) {
		const list = found.get(entry.id)?.slice(0, entry.most);
		const known = failed.get(entry.id) ?? list?.map((link) => toOutput(entry, link));
		if (known !== undefined) results.set(entry.itemIndex, known);
	}
	const silent = chunk.filter(({ itemIndex }) => !results.has(itemIndex));
	if (silent.length > 0) await tellApart(context, silent, results);
}

const MAX_TICKETS = 1_000;

async function readMany(context: IExecuteFunctions, itemIndexes: number[]): Promise<BatchResult> {
	const results: BatchResult = new Map();
	const planned = await planBatch(context, itemIndexes, results, (itemIndex) => wanted(context, itemIndex));
	for (const chunk of groupBy(planned, ({ kind }) => kind).flatMap((group) => byTicket(group, MAX_TICKETS))) {
		const [first] = chunk;
		if (first === undefined) break;
		try {
			await readChunk(context, chunk, first.kind, results);
		} catch (error) {
			refuse(error, chunk, results);
		}
		if (mustStop(context, chunk, results)) break;
	}
	return results;
}

export const getAll: BatchOperation = {
	name: 'Get Many',
	action: 'Get many associations of a ticket',
	description: 'Get the records that a ticket is associated with; many items are read in batches of 1,000',
	properties: [...properties],

	async execute(itemIndex) {
		return resultOf(await readMany(this, [itemIndex]), itemIndex);
	},

	async executeBatch(itemIndexes) {
		return await readMany(this, itemIndexes);
	},
};
