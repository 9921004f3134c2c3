import { locator } from '../../../shared/locator';
import { USER } from '../nouns';
import { getById } from '../reads';

export const get = getById(
	USER,
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
