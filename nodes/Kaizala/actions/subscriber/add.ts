import { subscriberChange } from './subscribers';

export const add = subscriberChange(
	{
		name: 'Add',
		action: 'Add subscribers to a group',
		description: 'Add subscribers to a managed public group; returns one item per phone number',
	},
	'add',
);
