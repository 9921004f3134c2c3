import { locator } from '../../../shared/locator';
import { getById } from '../reads';
import { NOUN } from './noun';

export const get = getById(
	NOUN,
	locator({
		displayName: 'User',
		name: 'userId',
		description: 'The user to read, an agent for example',
		searchListMethod: 'searchUsers',
		required: true,
		placeholder: '3',
	}),
	'/users/user',
);
