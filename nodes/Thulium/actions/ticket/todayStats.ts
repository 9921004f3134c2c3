import { restOperation } from '../../../shared/operations/restOperation';
import { undocumented } from '../../../shared/http/shapes';
import { thuliumRequest } from '../../transport';

/** What Thulium counts is not documented, so its answer is passed on as it is. */
export const todayStats = restOperation({
	name: "Get Today's Statistics",
	action: "Get today's ticket statistics",
	description: 'Get the numbers of the current day',
	properties: [],
	send: thuliumRequest,
	request: () => ({ method: 'GET', path: '/tickets/today_stats', retry: 'read', expects: undocumented('statistics') }),
});
