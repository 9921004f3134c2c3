import type { Base } from '../lib/fuzz';
import { WITH_QUERY } from './query';
import { byId } from '../../HubSpotTickets/setup';

const SECRET = 'jtel-callback-secret';

const only = (parameters: Base['parameters'] = {}): Base => ({ parameters });

/** Valid parameters of each operation of jtel, on the seed of the sandbox. */
export const jtelBases: Record<string, Base> = {
	'call.answer': only({ ufn: 'SIP/trunk1-000a1#1' }),
	'call.getAll': only(),
	'call.hangUp': only({ ufn: 'SIP/trunk1-000a1#1' }),
	'call.hold': only({ ufn: 'SIP/trunk1-000a2#1' }),
	'callback.respond': only({ responseCode: 200, responseBody: '{ "Name": "Ines" }' }),
	'cockpitVariable.get': only({ variableId: byId('11') }),
	'cockpitVariable.getAll': only(),
	'cockpitVariable.setValue': only({ variableId: byId('11'), value: 12 }),
	'customApiCall.call': { parameters: { path: '/acd/groups', body: '{}' }, anyRoute: true, otherwise: WITH_QUERY },
	'diallerCampaign.get': only({ campaignId: byId('51') }),
	'diallerCampaign.getAll': only(),
	'diallerContact.delete': only({ contactId: '801', userData: 'cust-1' }),
	'diallerContact.get': only({ contactId: '801' }),
	'diallerContact.getAll': only(),
	'diallerContact.upsert': only({
		campaign: byId('51'),
		name: 'Adam',
		phoneNumbers: ['4915550099'],
		userData: 'cust-10',
	}),
	'event.create': only({ eventTypeId: byId('6'), groupId: byId('235'), sender: '4915550001', subject: 'Help' }),
	'event.get': only({ eventId: '2004' }),
	'event.getAll': only(),
	'event.getTypes': only(),
	'group.get': only({ groupId: byId('235') }),
	'group.getAll': only(),
	'serviceNumber.get': only({ serviceNumberId: byId('17') }),
	'serviceNumber.getAll': only(),
	'user.get': only({ userId: byId('3') }),
	'user.getAll': only(),
};

export const jtelTriggerBases: Record<string, Base> = { trigger: only() };

export const jtelCallbackBases: Record<string, Base> = {
	trigger: {
		parameters: {},
		credentials: { jtelAcdApi: { callbackSecret: SECRET } },
		call: () => ({
			headers: {
				authorization: `Basic ${Buffer.from(`jtel:${SECRET}`).toString('base64')}`,
				'x-callback-secret': SECRET,
				'content-type': 'application/json',
			},
			params: { secret: SECRET },
			body: { AcdEventsID: 2004, ID: 2004, AcdEventTypesID: 3 },
		}),
	},
};
