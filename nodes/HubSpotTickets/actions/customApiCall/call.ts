import { customApiCall } from '../../../shared/operations/customApiCall';
import { hubSpotRequest, pages } from '../../transport';

const reconcileHint = 'Look in HubSpot whether it took effect before you run this item again.';

export const call = customApiCall({
	service: 'HubSpot',
	placeholder: '/crm/objects/2026-09/deals',
	send: async (context, request, itemIndex) =>
		await hubSpotRequest(context, { ...request, family: 'root', reconcileHint }, itemIndex),
	pages: (context, request, itemIndex) => pages(context, { ...request, family: 'root' }, itemIndex),
});
