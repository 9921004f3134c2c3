import { listOperation } from '../conversation/listOperation';

export const getAll = listOperation({
	action: 'Get many inboxes',
	description: 'Get the inboxes and help desks that conversations come in through',
	path: '/inboxes',
});
