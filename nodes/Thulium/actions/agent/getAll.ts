import { listOperation } from '../listOperation';

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many agents',
	description: 'Get a list of agents',
	properties: [],
	list: { path: '/agents', key: 'login' },
});
