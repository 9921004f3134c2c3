import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { BatchResult } from '../../shared/operations/operation';
import { probeThenConcurrent } from '../../shared/http/concurrency';
import { BATCH_SIZE, BATCH_CONCURRENCY } from './write';
import { namedIn } from './errors';
import { byTicket, mustStop, refuse, assignUnnamed } from './results';
import { isMissing } from '../crm/ticket';
import { hubSpotRequest } from '../transport';

interface ArchiveRequest {
	itemIndex: number;
	id: string;
	/** Whether a record that HubSpot does not know counts as a result. */
	ignoreMissing?: boolean;
}

/** HubSpot mostly does not tell whether there was a record: what counts is that it is gone. */
export const deleted = (id: string): IDataObject => ({ id, deleted: true });
export const missing = (id: string): IDataObject => ({ id, deleted: false });

async function archive(
	context: IExecuteFunctions,
	kind: string,
	chunk: ArchiveRequest[],
	results: BatchResult,
): Promise<void> {
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: `/${kind}/batch/archive`,
		body: { inputs: [...new Set(chunk.map(({ id }) => id))].map((id) => ({ id })) },
		retry: 'idempotentWrite',
	});
	assignUnnamed(context, chunk, body, results, {
		itemsFor: (error) => chunk.filter(({ id }) => namedIn(error, 'ids').includes(id)),
		output: ({ id }) => deleted(id),
	});
	for (const { id, itemIndex, ignoreMissing } of chunk) {
		if (ignoreMissing === true && isMissing(results.get(itemIndex))) results.set(itemIndex, missing(id));
	}
}

/** Moves records of one kind to the recycle bin, 100 per request. */
export async function archiveInBatches(
	context: IExecuteFunctions,
	kind: string,
	planned: ArchiveRequest[],
	results: BatchResult,
): Promise<void> {
	await probeThenConcurrent(byTicket(planned, BATCH_SIZE), BATCH_CONCURRENCY, async (chunk) => {
		try {
			await archive(context, kind, chunk, results);
		} catch (error) {
			refuse(error, chunk, results);
		}
		return !mustStop(context, chunk, results);
	});
}
