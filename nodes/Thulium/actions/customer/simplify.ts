import { keepFields } from '../../../shared/operations/keepFields';

/** Who it is and how to reach them, and the parts that were asked for. */
export const simplifyCustomer = keepFields([
	'customer_id',
	'name',
	'surname',
	'email',
	'phone_number',
	'type',
	'group',
	'company_id',
	'account_manager',
	'updated_at',
	'address',
	'invoice_address',
	'mail_drop_address',
	'custom_fields',
]);
