import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { jtelRequest, RECORDS, records } from '../../transport';

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get a list of the calls that are going on now',
	properties: [...returnAllOrLimit],
	send: jtelRequest,
	request: () => ({ method: 'GET', path: '/calls', retry: 'read', expects: RECORDS }),
	output: (body, parameter) => records(body).slice(0, wantedCount(parameter)),
});
