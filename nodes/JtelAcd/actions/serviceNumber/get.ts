import { locator } from '../../../shared/locator';
import { getById } from '../reads';
import { NOUN } from './noun';

export const get = getById(
	NOUN,
	locator({
		displayName: 'Service Number',
		name: 'serviceNumberId',
		description: 'The service number to read',
		searchListMethod: 'searchServiceNumbers',
		required: true,
		placeholder: '17',
	}),
	'/serviceNumbers/serviceNumber',
);
