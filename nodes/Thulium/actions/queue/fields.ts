import { resourceLocator } from '../../../shared/parameters/resourceLocator';

export const queueId = resourceLocator({
	displayName: 'Queue',
	name: 'queueId',
	description: 'The phone queue',
	searchListMethod: 'searchQueues',
	lookUp: 'queue',
	required: true,
	placeholder: '3',
});
