import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { restOperation } from '../../../shared/operations/restOperation';
import { readId } from '../../parameters/numbers';
import { jtelRequest, WITH_IDS, records } from '../../transport';
import { campaign } from '../../parameters/fields';
import { contains } from '../readOperations';
import type { Parameter } from '../../../shared/parameters/types';
import { simplifyContact } from './simplify';
import { safeString } from '../../../shared/safeConversion';

const properties = [
	{
		...campaign(
			'The campaign whose contacts to return. Without one, jtel sends the contacts of all campaigns, which may be very many.',
			false,
		),
		condition: true,
	},
	...returnAllOrLimit,
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Applied by this node: jtel sends all contacts of the campaign',
		options: [
			{
				displayName: 'Contains Text',
				name: 'text',
				type: 'string',
				default: '',
				description: 'Text in the name, first name, company or user data',
			},
			{
				displayName: 'User Data',
				name: 'userData',
				type: 'string',
				default: '',
				description: 'Exactly this user data, which is the key of a contact in another system',
			},
		],
	},
] as const satisfies Parameter[];

const TEXT_FIELDS = ['Name', 'FirstName', 'Company', 'UserData'];

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many dialler contacts',
	description: 'Get a list of the contacts of a dialler campaign',
	properties: [...properties],
	simplify: simplifyContact,
	simplifySince: 1.1,
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		const campaign = parameter('campaignId');
		return {
			method: 'GET',
			path: '/dialler/contacts',
			...(campaign === '' ? {} : { qs: { diallerCampaignsID: readId(context, 'Campaign', campaign, itemIndex) } }),
			retry: 'read',
			expects: WITH_IDS,
		};
	},
	output(body, parameter) {
		const { text = '', userData = '' } = parameter('filters');
		return records(body)
			.filter((contact) => contains(contact, TEXT_FIELDS, text))
			.filter((contact) => userData === '' || safeString(contact.UserData ?? '') === userData)
			.slice(0, wantedCount(parameter));
	},
});
