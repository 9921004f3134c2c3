import { listOperation } from '../listOperation';

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many queues',
	description: 'Get a list of phone queues',
	properties: [],
	list: { path: '/queues' },
});
