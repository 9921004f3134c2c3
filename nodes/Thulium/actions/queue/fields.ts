import { locator } from '../../../shared/locator';

export const queueId = locator({
	displayName: 'Queue',
	name: 'queueId',
	description: 'The phone queue',
	searchListMethod: 'searchQueues',
	required: true,
	placeholder: '3',
});
