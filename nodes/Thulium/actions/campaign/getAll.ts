import { listOperation } from '../listOperation';

/** The shape is not documented; it is passed on as it is. */
export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get a list of campaigns',
	properties: [],
	list: { path: '/outbounds' },
});
