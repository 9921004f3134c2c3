import type { IExecuteFunctions } from 'n8n-workflow';

import { campaignIn, idIn } from '../../parameters/values';

/** `/crm_outbounds/:id/records/:customer_id`. */
export function recordPath(
	context: IExecuteFunctions,
	campaignId: string,
	customerId: string,
	itemIndex: number,
): string {
	const campaign = campaignIn(context, campaignId, itemIndex);
	return `/crm_outbounds/${campaign}/records/${idIn(context, 'Customer ID', customerId, itemIndex)}`;
}
