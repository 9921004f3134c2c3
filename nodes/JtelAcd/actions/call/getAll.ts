import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { jtelRequest, wholeList } from '../../transport';

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get a list of the calls that are going on now',
	properties: [...returnAllOrLimit],
	send: jtelRequest,
	request: () => ({ method: 'GET', path: '/calls', retry: 'read' }),
	output: (body, parameter, context, itemIndex) => wholeList(context, body, itemIndex).slice(0, wantedCount(parameter)),
});
