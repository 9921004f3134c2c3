import { customApiCall } from '../../../shared/operations/customApiCall';
import { jtelRequest } from '../../transport';

export const call = customApiCall({
	service: 'jtel ACD',
	placeholder: '/acd/groups',
	// One of several contacts with the same user data goes with each such call.
	send: async (context, request, itemIndex) =>
		await jtelRequest(
			context,
			request.method === 'DELETE' && Object.keys(request.qs ?? {}).length > 0
				? { ...request, retry: 'unsafeWrite' }
				: request,
			itemIndex,
		),
	// Call control is done by GET.
	isUnsafeGet: (path) => path.startsWith('/calls/'),
});
