import { keepFields } from '../../../shared/operations/keepFields';

/** What stands in Thulium's own list, the texts before its numbers, and the parts that were asked for. */
export const simplifyTicket = keepFields([
	...['ticket_id', 'subject', 'full_status_name', 'ticket_queue_name', 'user_login', 'from', 'customer_id'],
	...['status_id', 'ticket_queue_id', 'created_at', 'updated_at', 'closed_at', 'messages', 'custom_fields'],
]);
