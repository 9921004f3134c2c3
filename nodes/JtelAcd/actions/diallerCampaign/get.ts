import { locator } from '../../../shared/locator';
import { getById } from '../reads';
import { NOUN } from './noun';

export const get = getById(
	NOUN,
	locator({
		displayName: 'Campaign',
		name: 'campaignId',
		description: 'The campaign to read',
		searchListMethod: 'searchCampaigns',
		required: true,
		placeholder: '51',
	}),
	'/dialler/campaigns',
);
