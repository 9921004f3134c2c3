import { customApiCall } from '../../../shared/operations/customApiCall';
import { jtelRequest } from '../../transport';

export const call = customApiCall({
	service: 'jtel ACD',
	placeholder: '/acd/groups',
	send: jtelRequest,
	isUnsafe({ method, path, qs = {} }) {
		// Call control is done by GET.
		if (method === 'GET') return path.startsWith('/calls/');
		// One of several contacts with the same user data goes with each such call.
		return method === 'DELETE' && Object.keys(qs).length > 0;
	},
});
