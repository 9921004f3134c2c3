import { keepFields } from '../../../shared/operations/keepFields';

/** Who is to be called, on which numbers, and when next. */
export const simplifyContact = keepFields([
	'ID',
	'Name',
	'FirstName',
	'Company',
	'UserData',
	'DiallerCampaignsID',
	'PhoneNumber1',
	'PhoneNumber2',
	'PhoneNumber3',
	'PhoneNumber4',
	'PhoneNumber5',
	'PhoneNumber6',
	'Email',
	'dtNextTry',
]);
