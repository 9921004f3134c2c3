import type { PropertyDefinition } from '../../types';
import { property, readOnly } from './build';

const CONTACT = { groupName: 'contactinformation' };
const COMPANY = { groupName: 'companyinformation' };

export const CONTACT_DEFINITIONS: readonly PropertyDefinition[] = [
	property('firstname', 'First name', 'string', 'text', CONTACT),
	property('lastname', 'Last name', 'string', 'text', CONTACT),
	property('email', 'Email', 'string', 'text', { ...CONTACT, hasUniqueValue: true }),
	property('phone', 'Phone number', 'string', 'phonenumber', CONTACT),
	property('mobilephone', 'Mobile phone number', 'string', 'phonenumber', CONTACT),
	readOnly('hs_searchable_calculated_phone_number', 'Phone number used for searching', 'string', CONTACT),
	readOnly('hs_searchable_calculated_mobile_number', 'Mobile phone number used for searching', 'string', CONTACT),
	readOnly('createdate', 'Create date', 'datetime', CONTACT),
	readOnly('lastmodifieddate', 'Last modified date', 'datetime', CONTACT),
	readOnly('hs_object_id', 'Record ID', 'number', CONTACT),
];

export const COMPANY_DEFINITIONS: readonly PropertyDefinition[] = [
	property('name', 'Company name', 'string', 'text', COMPANY),
	property('domain', 'Company domain name', 'string', 'text', COMPANY),
	property('city', 'City', 'string', 'text', COMPANY),
	readOnly('createdate', 'Create date', 'datetime', COMPANY),
	readOnly('hs_lastmodifieddate', 'Last modified date', 'datetime', COMPANY),
	readOnly('hs_object_id', 'Record ID', 'number', COMPANY),
];
