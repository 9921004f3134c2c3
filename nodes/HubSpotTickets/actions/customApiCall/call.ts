import { customApiCall } from '../../../shared/operations/customApiCall';
import type { ApiRequest } from '../../../shared/http/types';
import type { HubSpotRequest } from '../../transport';
import { hubSpotRequest, pages } from '../../transport';
import { type Shape } from '../../../shared/http/shapes';

/** Nobody knows here what a call brings that people make themselves. */
const anyRecord: Shape = () => undefined;

/** The path is all that is known of such a call. */
function anyCall(request: ApiRequest): HubSpotRequest {
	return { ...request, family: 'root', rateLimit: /\/search\/?$/.test(request.path) ? 'search' : 'burst' };
}

export const call = customApiCall({
	service: 'HubSpot',
	placeholder: '/crm/objects/2026-09/deals',
	send: async (context, request, itemIndex) => await hubSpotRequest(context, anyCall(request), itemIndex),
	pages: (context, request, itemIndex) => pages(context, anyCall(request), anyRecord, itemIndex),
});
