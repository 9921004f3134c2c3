import { restOperation } from '../../../shared/operations/restOperation';
import { recordOfAny } from '../../../shared/http/shapes';
import { kaizalaRequest } from '../../transport';

export const getMe = restOperation({
	name: 'Get Me (Unofficial)',
	action: 'Get the user of the credential',
	description: 'Get the user whom the refresh token belongs to. Microsoft never documented this call.',
	properties: [],
	send: kaizalaRequest,
	request: () => ({
		method: 'GET',
		path: '/v1/users/me',
		retry: 'read',
		expects: recordOfAny('id', 'name', 'mobileNumber'),
	}),
});
