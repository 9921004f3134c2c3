import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { apiError } from '../../shared/errors';
import type { BatchOperation, BatchResult } from '../../shared/operations/operation';
import { planBatch } from '../../shared/operations/planBatch';
import { asRecords } from '../../shared/operations/restOperation';
import type { ActivityKind } from '../batch/activities';
import { ACTIVITY_VIEWS } from '../batch/activities';
import { archiveInBatches, deleted } from '../batch/archive';
import { associatedWith, batchRead } from '../batch/read';
import { byTicket, mustStop, refuse } from '../batch/results';
import { BATCH_SIZE } from '../batch/write';
import { returnedFieldsQuery } from '../crm/returnedFields';
import { simplifyTicket } from '../crm/ticket';
import { hubSpotRequest } from '../transport';
import { safeString } from '../../shared/safeConversion';
import { crmRecord } from '../crm/record';

/** What notes and tasks can do alike. */

interface Activity {
	kind: ActivityKind;
	name: string;
	action: string;
	description: string;
	properties: INodeProperties[];
	/** The ID of the activity that an item means. */
	id(context: IExecuteFunctions, itemIndex: number): string;
}

/** The tickets of an activity in the frame of a single read. */
const withTickets = (record: IDataObject, tickets: IDataObject[]): IDataObject => ({
	...record,
	associations: { tickets: { results: tickets.map(({ toObjectId }) => ({ id: safeString(toObjectId) })) } },
});

async function readChunk(
	context: IExecuteFunctions,
	kind: ActivityKind,
	chunk: Array<{ id: string; itemIndex: number }>,
	results: BatchResult,
): Promise<void> {
	const ids = chunk.map(({ id }) => id);
	const { found, missing } = await batchRead(context, ids, ACTIVITY_VIEWS[kind]);
	const tickets = await associatedWith(context, [...found.keys()], 'tickets', kind);
	for (const { id, itemIndex } of chunk) {
		const record = found.get(id);
		const message = `HubSpot did not answer about the ${kind.slice(0, -1)} ${id}`;
		const failure = missing.get(id) ?? tickets.failed.get(id) ?? apiError(context.getNode(), { message }, itemIndex);
		const whole = record !== undefined && !tickets.failed.has(id);
		results.set(itemIndex, whole ? withTickets(record, tickets.found.get(id) ?? []) : failure);
	}
}

/** Reads one with the IDs of its tickets. */
export function getActivity({ kind, id: idOf, ...texts }: Activity): BatchOperation {
	return {
		...texts,
		simplify: simplifyTicket,

		async execute(itemIndex) {
			const id = idOf(this, itemIndex);
			const qs = returnedFieldsQuery({ ...ACTIVITY_VIEWS[kind], associations: ['tickets'] });
			const request = {
				family: 'objects',
				method: 'GET',
				path: `/${kind}/${id}`,
				qs,
				retry: 'read',
				expects: crmRecord,
			} as const;
			return asRecords(await hubSpotRequest(this, request, itemIndex));
		},

		async executeBatch(itemIndexes) {
			const results: BatchResult = new Map();
			const planned = await planBatch(this, itemIndexes, results, (itemIndex) => ({ id: idOf(this, itemIndex) }));
			for (const chunk of byTicket(planned, BATCH_SIZE)) {
				try {
					await readChunk(this, kind, chunk, results);
				} catch (error) {
					refuse(error, chunk, results);
				}
				if (mustStop(this, chunk, results)) break;
			}
			return results;
		},
	};
}

/** Deletes one; a node cannot bring it back. */
export function deleteActivity({ kind, id: idOf, ...texts }: Activity): BatchOperation {
	return {
		...texts,

		async execute(itemIndex) {
			const id = idOf(this, itemIndex);
			const request = {
				family: 'objects',
				method: 'DELETE',
				path: `/${kind}/${id}`,
				retry: 'idempotentWrite',
			} as const;
			await hubSpotRequest(this, request, itemIndex);
			return deleted(id);
		},

		async executeBatch(itemIndexes) {
			const results: BatchResult = new Map();
			const planned = await planBatch(this, itemIndexes, results, (itemIndex) => ({ id: idOf(this, itemIndex) }));
			await archiveInBatches(this, kind, planned, results);
			return results;
		},
	};
}
