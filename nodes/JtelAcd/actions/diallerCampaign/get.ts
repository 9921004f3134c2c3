import { locator } from '../../../shared/locator';
import { DIALLER_CAMPAIGN } from '../nouns';
import { getById } from '../reads';

export const get = getById(
	DIALLER_CAMPAIGN,
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
