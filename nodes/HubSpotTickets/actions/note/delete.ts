import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { BatchOperation, BatchResult } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import { itemParameters } from '../../../shared/parameters/reader';
import { archiveInBatches, deleted } from '../../batch/archive';
import { readId } from '../../crm/recordId';
import { noteField } from './note';
import { hubSpotRequest } from '../../transport';

const properties = [noteField] as const satisfies INodeProperties[];

const noteId = (context: IExecuteFunctions, itemIndex: number): string =>
	readId(
		context,
		{ field: 'Note', kind: 'notes' },
		itemParameters(context, itemIndex, properties)('noteId'),
		itemIndex,
	);

export const remove: BatchOperation = {
	name: 'Delete',
	action: 'Delete a note (cannot be undone)',
	description: 'Delete a note; this node cannot bring it back. Files that are attached to it stay in HubSpot.',
	properties: [...properties],

	async execute(itemIndex) {
		const id = noteId(this, itemIndex);
		const request = { family: 'objects', method: 'DELETE', path: `/notes/${id}`, retry: 'idempotentWrite' } as const;
		await hubSpotRequest(this, request, itemIndex);
		return deleted(id);
	},

	async executeBatch(itemIndexes) {
		const results: BatchResult = new Map();
		const planned = await planBatch(this, itemIndexes, results, (itemIndex) => ({ id: noteId(this, itemIndex) }));
		await archiveInBatches(this, 'notes', planned, results);
		return results;
	},
};
