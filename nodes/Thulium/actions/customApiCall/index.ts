import type { Resource } from '../../../shared/operations/operation';
import { customApiCall } from '../../../shared/operations/customApiCall';
import { thuliumDelete, thuliumRequest } from '../../transport';
import { thuliumDownload } from '../../transport/download';
import { listPages } from '../../transport/pagination';

/** For what has no operation of its own; many endpoints of Thulium are known by name only. */
const call = customApiCall({
	service: 'Thulium',
	placeholder: 'agents/testowy.agent17/pause',
	send: async (context, request, itemIndex) =>
		await (request.method === 'DELETE' ? thuliumDelete : thuliumRequest)(context, request, itemIndex),
	// 100 is allowed everywhere.
	pages: (context, { path, qs = {} }, itemIndex, wanted) =>
		listPages(context, { path, largest: 100 }, qs, wanted, itemIndex),
	async download(context, { path, qs }, itemIndex) {
		return await thuliumDownload(context, { path, qs }, path.split('/').at(-1) ?? 'file', itemIndex);
	},
});

export const customApi: Resource = { name: 'Custom API Call', operations: { call }, default: 'call' };
