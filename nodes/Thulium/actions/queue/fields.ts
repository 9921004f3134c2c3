import { locator } from '../../../shared/parameters/resourceLocator';

export const queueId = locator({
	displayName: 'Queue',
	name: 'queueId',
	description: 'The phone queue',
	searchListMethod: 'searchQueues',
	required: true,
	placeholder: '3',
});
