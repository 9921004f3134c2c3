import { listOperation } from '../listOperation';

/** The shape is not documented; it is passed on as it is. */
export const getStatuses = listOperation({
	name: 'Get Statuses',
	action: 'Get the statuses of agents',
	description: 'Get what the agents are doing right now',
	properties: [],
	list: { path: '/agents_statuses' },
});
