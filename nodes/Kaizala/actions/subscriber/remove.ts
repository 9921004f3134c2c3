import { subscriberChange } from './subscribers';

export const remove = subscriberChange(
	{
		name: 'Remove',
		action: 'Remove subscribers from a group',
		description: 'Take subscribers out of a managed public group; returns one item per phone number',
	},
	'remove',
);
