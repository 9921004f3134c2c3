import type { SingleOperation } from '../../../shared/operations/operation';
import { deleted } from '../../batch/archive';
import { hubSpotRequest } from '../../transport';
import { fileField, readFileId } from './file';

export const remove: SingleOperation = {
	name: 'Delete',
	action: 'Delete a file (cannot be undone)',
	description: 'Delete a file from HubSpot; notes that show it keep its ID only',
	properties: [fileField],

	async execute(itemIndex) {
		const id = readFileId(this, itemIndex);
		const request = { family: 'files', method: 'DELETE', path: `/files/${id}`, retry: 'idempotentWrite' } as const;
		await hubSpotRequest(this, request, itemIndex);
		return deleted(id);
	},
};
