import { listOperation } from '../conversation/listOperation';

export const getAll = listOperation({
	action: 'Get many channels',
	description: 'Get the channels that conversations can come through, such as email and live chat',
	path: '/channels',
});
