import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { BatchResult } from '../shared/operation';
import { BATCH_SIZE } from './batches';
import { namedIn } from './multiStatus';
import { byTicket, mustStop, refuse, settleSilent } from './settling';
import { hubSpotRequest } from './transport';

interface Doomed {
	itemIndex: number;
	id: string;
}

/** Moves records of one kind to the recycle bin, 100 per request. HubSpot does not tell which of them were there (spec 5.2). */
export async function archiveInBatches(
	context: IExecuteFunctions,
	kind: string,
	planned: Doomed[],
	results: BatchResult,
	output: (id: string) => IDataObject,
): Promise<void> {
	for (const chunk of byTicket(planned, BATCH_SIZE)) {
		if (context.getExecutionCancelSignal()?.aborted) break;
		try {
			const body = await hubSpotRequest(context, {
				family: 'objects',
				method: 'POST',
				path: `/${kind}/batch/archive`,
				body: { inputs: [...new Set(chunk.map(({ id }) => id))].map((id) => ({ id })) },
				retry: 'idempotentWrite',
			});
			settleSilent(context, chunk, body, results, {
				owners: (error) => chunk.filter(({ id }) => namedIn(error, 'ids').includes(id)),
				output: ({ id }) => output(id),
			});
		} catch (error) {
			refuse(error, chunk, results);
		}
		if (mustStop(context, chunk, results)) break;
	}
}
