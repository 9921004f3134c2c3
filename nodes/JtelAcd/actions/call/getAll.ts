import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { listOf, recordOf } from '../../../shared/http/shapes';
import { jtelRequest, records } from '../../transport';
import { keepFields } from '../../../shared/operations/keepFields';

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get a list of the calls that are going on now',
	properties: [...returnAllOrLimit],
	simplify: keepFields(['UFN', 'bOutbound', 'CallingPartyNumber', 'dtCallStart']),
	simplifySince: 1.1,
	send: jtelRequest,
	request: () => ({ method: 'GET', path: '/calls', retry: 'read', expects: listOf('records', recordOf('UFN')) }),
	output: (body, parameter) => records(body).slice(0, wantedCount(parameter)),
});
