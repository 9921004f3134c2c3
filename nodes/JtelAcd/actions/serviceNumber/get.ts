import { locator } from '../../../shared/locator';
import { SERVICE_NUMBER } from '../nouns';
import { getById } from '../reads';

export const get = getById(
	SERVICE_NUMBER,
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
