import { N8N_LINE } from '../../scripts/lib/line';

/*
 * What n8n says by itself where our words are not asked for. Its lines differ.
 */
const since2 = N8N_LINE > 1;

/** A token of OAuth2 that cannot be renewed. n8n 1 leaves it to the node to say so. */
export const reconnect = {
	message: since2
		? 'The credential "hubSpotTicketsOAuth2Api" needs to be reconnected.'
		: 'HubSpot says: the access token has expired and was not renewed: missing or unknown refresh token',
	description: since2 ? 'Open the credential and reconnect it to continue.' : 'connect the account again',
};
