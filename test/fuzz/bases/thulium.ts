import type { IDataObject } from 'n8n-workflow';

import { byId } from '../../HubSpotTickets/setup';
import type { Base } from '../lib/fuzz';
import { WITH_QUERY } from './query';

const RECORDING = 'service/2025-01-13/2025-01-13_100000_600100200.70.ogg';
const A_FILE = {
	path: '/recordings/download',
	query: { parameter: [{ name: 'filename', value: RECORDING }] },
	isFile: true,
};
const CALL = '1736758800.70';

const only = (parameters: Base['parameters'] = {}): Base => ({ parameters });

const queryParameters = { parameter: [{ name: 'order', value: '-id' }] };
const filters = { customFields: { field: [{ name: 'City', value: 'Lublin' }] } };

/** What narrows a list needs a value in each of its rows. */
const list: Base = {
	parameters: {},
	otherwise: {
		'Additional Query Parameters > Name': { queryParameters },
		'Additional Query Parameters > Value': { queryParameters },
		'Filters > Custom Fields > Name': { filters },
		'Filters > Custom Fields > Value': { filters },
	},
};

/** Valid parameters of each operation of Thulium, on the seed of the sandbox. */
export const thuliumBases: Record<string, Base> = {
	'agent.call': only({ login: byId('mnowak'), phoneNumber: '600100200' }),
	'agent.get': only({ login: byId('mnowak') }),
	'agent.getAll': list,
	'agent.getStatuses': list,
	'attachment.delete': only({ ticketId: '1234', attachment: '91b7c05e6641aa20f3d2' }),
	'attachment.download': only({ attachment: '91b7c05e6641aa20f3d2' }),
	'attachment.upload': only(),
	'call.getAll': list,
	'call.getIntents': only({ connectionId: CALL }),
	'call.getTopic': only({ connectionId: CALL }),
	'call.getTranscription': only({ connectionId: CALL }),
	'campaign.addAgents': only({ campaignId: byId('00001'), logins: ['mnowak'] }),
	'campaign.getAgents': only({ campaignId: byId('00001') }),
	'campaign.getAll': list,
	'campaign.getStats': list,
	'campaign.getStatuses': only({ campaignId: byId('00001') }),
	'campaignRecord.add': only({ campaignId: byId('00001'), customerId: '5521' }),
	'campaignRecord.addByPhoneNumber': only({ campaignId: byId('00002'), phoneNumber: '600-1' }),
	'campaignRecord.get': only({ campaignId: byId('00001'), customerId: '5522' }),
	'campaignRecord.setStatusByPhoneNumber': only({
		phoneNumber: '600-100-200',
		statusId: '5',
		options: { stripNumbers: true },
	}),
	'campaignRecord.update': only({
		campaignId: byId('00001'),
		customerId: '5522',
		updateFields: { order: 5 },
	}),
	'chat.start': only({ chatQueueId: byId('2') }),
	'chat.stop': {
		parameters: { conversationId: '5f0c2b7e' },
		answers: { 'POST /thulium/api/chat_conversations/:id/stop': {} },
	},
	'company.create': only({ name: 'Harbour Pumps' }),
	'company.delete': only({ companyId: '28' }),
	'company.get': only({ companyId: '28' }),
	'company.getAll': list,
	'company.update': only({ companyId: '28', updateFields: { name: 'Harbour Pumps' } }),
	'customApiCall.call': {
		parameters: { path: '/agents', body: '{}' },
		anyRoute: true,
		otherwise: { 'Response Is a File': A_FILE, 'Put Output File in Field': A_FILE, ...WITH_QUERY },
	},
	'customer.create': only({ surname: 'Lis' }),
	'customer.delete': only({ customerId: '5522' }),
	'customer.get': only({ customerId: '5522' }),
	'customer.getAll': list,
	'customer.update': only({ customerId: '5522', updateFields: { name: 'Ada' } }),
	'dictionary.getCategories': list,
	'dictionary.getQueues': list,
	'dictionary.getStatuses': list,
	'queue.getAll': list,
	'queue.scheduleCall': only({ queueId: byId('3'), phoneNumber: '600100200' }),
	'queue.waitingList': only({ queueId: byId('3') }),
	'queue.waitingStats': only({ queueId: byId('3') }),
	'recording.download': only({ filename: RECORDING }),
	'recording.getAll': list,
	'tag.add': only({ tags: ['vip'] }),
	'text.fromHtml': only({ html: '<p>Hello</p>' }),
	'ticket.agentResponse': only({ ticketId: '1234', body: 'Hello.', userLogin: byId('mnowak') }),
	'ticket.close': only({ ticketId: '1234', statusId: byId('6') }),
	'ticket.comment': only({ ticketId: '1234', comment: 'Called back.' }),
	'ticket.create': only({ to: 'service@example.com', subject: 'Help', body: 'It hurts.' }),
	'ticket.customerResponse': only({ ticketId: '1234', body: 'Thanks.' }),
	'ticket.delete': only({ ticketId: '1234' }),
	'ticket.get': only({ ticketId: '1234' }),
	'ticket.getAll': list,
	'ticket.todayStats': only(),
	'ticket.update': only({ ticketId: '1234', updateFields: { categoryId: byId('7') } }),
};

export const thuliumPollingBases: Record<string, Base> = { trigger: only() };

/** The password that the node has made up and told Thulium. */
function login({ registration }: IDataObject): string {
	const { user, password } =
		typeof registration === 'object' ? { user: '', password: '', ...registration } : { user: '', password: '' };
	return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export const thuliumWebhookBases: Record<string, Base> = {
	trigger: {
		parameters: {},
		call: (_url, staticData) => ({
			headers: { authorization: login(staticData), 'content-type': 'application/json' },
			body: { action: 'TICKET_CREATED', ticket_id: 1234, customer_id: 5521 },
		}),
	},
};
