import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation } from '../../../shared/operations/operation';
import { asRecords } from '../../../shared/operations/restOperation';
import { writeInBatches } from '../../batch/write';
import { simplifyTicket } from '../../crm/ticket';
import { hubSpotRequest } from '../../transport';
import { readTaskId } from './task';
import { crmRecord } from '../../crm/record';

interface Change {
	name: string;
	action: string;
	description: string;
	properties: INodeProperties[];
	/** The properties that are written to the task. */
	change(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject>;
}

/** An operation that writes to a task. */
export function changeTasks({ change, ...texts }: Change): BatchOperation {
	async function input(context: IExecuteFunctions, itemIndex: number) {
		const id = readTaskId(context, itemIndex);
		return { id, body: { properties: await change(context, itemIndex) } };
	}
	return {
		...texts,
		simplify: simplifyTicket,

		async execute(itemIndex) {
			const { id, body } = await input(this, itemIndex);
			const request = { method: 'PATCH', path: `/tasks/${id}`, body, retry: 'idempotentWrite' } as const;
			return asRecords(await hubSpotRequest(this, { family: 'objects', expects: crmRecord, ...request }, itemIndex));
		},

		async executeBatch(itemIndexes) {
			return await writeInBatches(this, itemIndexes, {
				path: '/tasks/batch/update',
				retry: 'idempotentWrite',
				singleFallback: { none: 'Tasks cannot be merged.' },
				input: async (itemIndex) => await input(this, itemIndex),
			});
		},
	};
}
