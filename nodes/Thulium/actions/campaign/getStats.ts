import { listOperation } from '../listOperation';

/** Those of one campaign are known by name only: Custom API Call, `outbounds/:id/stats`. */
export const getStats = listOperation({
	name: 'Get Statistics',
	action: 'Get the statistics of campaigns',
	description: 'Get the progress of all active campaigns',
	properties: [],
	list: { path: '/outbounds/stats' },
});
