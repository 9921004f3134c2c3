import chatCardView from '../../../sandbox/kaizala/packages/com.gls.xyz.care/ChatCardView.json';
import { SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import { byId } from '../../HubSpotTickets/setup';
import type { Base } from '../lib/fuzz';

const TEAM = byId(SEED_GROUPS.supportDesk);
const PACKAGE = 'com.gls.xyz.care';
/** The first and the second ID that the sandbox gives. */
const FIRST_ID = '9d91c41c-26ff-49ae-86f5-32f57b4ab58c';
const ACTION_ID = '1ce4ba63-6ca3-438f-9bf8-bce04f44be95';
const MEMBER = byId('20bb0000-0000-4000-8000-000000000002');

const only = (parameters: Base['parameters'] = {}): Base => ({ parameters });
/** After another operation, whose result it works on. */
const after = (needs: string, parameters: Base['parameters'] = {}): Base => ({ parameters, needs });

/** What Kaizala says where the sandbox would want to know an action, a file or a kind of group. */
const ANSWERS = {
	'GET /kaizala/v1/groups/:groupId/actions/:actionId': { actionId: ACTION_ID, actionType: 'Job', properties: [] },
	'POST /kaizala/v1/groups/:groupId/actions': { actionId: ACTION_ID, referenceId: FIRST_ID },
	'POST /kaizala/v1/groups/:groupId/actions/:actionId/reminder': { result: true },
	'POST /kaizala/v1/groups/:groupId/actions/:actionId/responses': { responseId: 'r1' },
	'POST /kaizala/v1/groups/:groupId/messages': { referenceId: FIRST_ID },
	'PUT /kaizala/v1/groups/:groupId/actions/:actionId': { result: true },
	'PUT /kaizala/v1/groups/:groupId/actions/:actionId/properties': { result: true },
};
const LINES = { line: [{ shows: 'property', property: 'note', text: 'Hello', maxNumberOfLines: 1 }] };
const answered = (parameters: Base['parameters']): Base => ({ parameters, answers: ANSWERS });

/** Fields of the item with a file of the right kind. */
const FILE_OF: Record<string, string> = { Audio: 'sound', Document: 'paper', Video: 'film' };

/** What each type of action needs; those of a type that is not chosen are not shown. */
const ACTION = {
	groupId: TEAM,
	recipients: 'group',
	packageId: PACKAGE,
	subscribers: SEED_PHONES.customer,
	title: 'Broken printer',
	message: 'It is on fire.',
	question: 'Is it on fire?',
	assignedTo: SEED_PHONES.agent,
	startingTime: '2030-11-21T08:00:00Z',
	mediaSource: 'mediaResource',
	mediaResource: '{"id":"m1"}',
	properties: { property: [{ name: 'ticketstatus', type: 'Text', value: 'open' }] },
	choices: { choice: [{ title: 'Yes' }, { title: 'No' }] },
	questions: { question: [{ title: 'Solved?', type: 'Text' }] },
};

/** Valid parameters of each operation of Kaizala, on the seed of the sandbox. */
export const kaizalaBases: Record<string, Base> = {
	'action.get': answered({ groupId: TEAM, actionId: ACTION_ID }),
	'action.getAll': only({ groupId: TEAM, packageId: PACKAGE }),
	'action.respond': {
		parameters: {
			groupId: TEAM,
			actionId: ACTION_ID,
			packageId: PACKAGE,
			answers: { answer: [{ type: 'Text', value: 'Yes' }] },
		},
		answers: { 'POST /kaizala/v1/groups/:groupId/actions/:actionId/responses': { responseId: 'r1' } },
	},
	'action.send': {
		...answered({ ...ACTION, actionType: 'package' }),
		adapt: ({ actionType }) => ({ binaryPropertyName: FILE_OF[String(actionType)] ?? 'data' }),
	},
	'action.sendAndWaitForResponse': answered({ ...ACTION, actionType: 'package' }),
	'action.sendReminder': answered({
		groupId: TEAM,
		actionId: ACTION_ID,
		recipients: 'group',
		subscribers: SEED_PHONES.customer,
	}),
	'action.updateProperties': answered({
		groupId: TEAM,
		actionId: ACTION_ID,
		properties: { property: [{ name: 'ticketstatus', type: 'Text', value: 'done' }] },
	}),
	'authentication.exchangeCode': {
		parameters: { code: 'code-from-the-browser' },
		answers: { 'POST /kaizala/api/oauth/token': { access_token: 'given-token', refresh_token: 'given-refresh-token' } },
	},
	'authentication.generatePin': only({ mobileNumber: SEED_PHONES.lead }),
	'authentication.logInWithPin': after('authentication.generatePin', {
		mobileNumber: SEED_PHONES.lead,
		pin: '878387',
	}),
	'bot.addToGroup': after('bot.create', { groupId: TEAM, botUserId: byId(FIRST_ID) }),
	'bot.create': only({ name: 'Desk bot' }),
	'bot.delete': after('bot.create', { botUserId: byId(FIRST_ID) }),
	'bot.getAccessToken': after('bot.create', { botUserId: byId(FIRST_ID) }),
	'bot.getAll': only(),
	'bot.update': after('bot.create', { botUserId: byId(FIRST_ID), name: 'Night bot' }),
	'card.buildPackage': only({
		packageId: PACKAGE,
		displayName: 'Customer Support',
		providerName: 'Desk',
		packageDescription: 'Tickets of customers',
		banner: 'CUSTOMER CARE',
		lines: LINES,
	}),
	'card.toAdaptiveCard': only({
		chatCardView: JSON.stringify(chatCardView),
		banner: 'CUSTOMER CARE',
		lines: LINES,
		properties: { property: [{ name: 'note', type: 'Text', value: '42' }] },
		buttons: { button: [{ title: 'Open', url: 'https://example.com/42' }] },
	}),
	'group.create': only({ name: 'Public', welcomeMessage: 'Hello' }),
	'group.get': only({ groupId: TEAM }),
	'group.getAll': only(),
	'group.search': only({ query: 'e' }),
	'media.upload': only(),
	'media.uploadFromUrl': {
		parameters: { mediaUrl: 'https://example.com/printer.png' },
		answers: { 'POST /kaizala/v1/media/url': { mediaResource: '{"id":"m1"}' } },
	},
	'member.add': only({ groupId: TEAM, phones: SEED_PHONES.clerk }),
	'member.getAll': only({ groupId: TEAM }),
	'member.remove': only({ groupId: TEAM, memberId: MEMBER }),
	'member.updateRole': only({ groupId: TEAM, memberId: MEMBER, role: 'Admin' }),
	'message.reply': answered({
		groupId: TEAM,
		recipients: 'group',
		subscribers: SEED_PHONES.customer,
		referenceId: FIRST_ID,
		message: 'Done.',
	}),
	'message.send': answered({
		groupId: TEAM,
		recipients: 'group',
		subscribers: SEED_PHONES.customer,
		message: 'Hello.',
	}),
	'reaction.add': after('message.send', { groupId: TEAM, referenceId: FIRST_ID, comment: 'Thanks.' }),
	'reaction.getAll': after('message.send', { groupId: TEAM, referenceId: FIRST_ID }),
	'reaction.getGroupSummary': only({ groupId: TEAM }),
	'reaction.getSummary': after('message.send', { groupId: TEAM, referenceId: FIRST_ID }),
	'subGroup.add': only({ groupId: TEAM, subGroups: SEED_GROUPS.backOffice }),
	'subGroup.create': only({ groupId: TEAM, name: 'Second level', welcomeMessage: 'Hello' }),
	'subGroup.getAll': only({ groupId: TEAM }),
	'subGroup.remove': only({ groupId: TEAM, subGroupId: byId(SEED_GROUPS.fieldService) }),
	'subscriber.add': only({ groupId: byId(SEED_GROUPS.customerCare), phones: SEED_PHONES.clerk }),
	'subscriber.getAll': only({ groupId: byId(SEED_GROUPS.customerCare) }),
	'subscriber.remove': only({ groupId: byId(SEED_GROUPS.customerCare), phones: SEED_PHONES.customer }),
	'user.getMe': only(),
	'webhook.create': {
		parameters: {
			objectId: SEED_GROUPS.supportDesk,
			eventTypes: ['UserJoined'],
			callBackUrl: 'https://example.com/hook',
		},
		answers: { 'POST /kaizala/v1/webhook': { webhookId: 'w1' } },
	},
	'webhook.delete': {
		parameters: { webhookId: 'w1' },
		answers: { 'DELETE /kaizala/v1/webhook/:webhookId': { result: true } },
	},
	'webhook.getAll': only({ objectId: SEED_GROUPS.supportDesk }),
	'webhook.update': {
		parameters: { webhookId: 'w1', updateFields: { callBackToken: 't' } },
		answers: { 'PUT /kaizala/v1/webhook/:webhookId': { result: true } },
	},
};

export const kaizalaTriggerBases: Record<string, Base> = {
	trigger: {
		parameters: { groupId: TEAM, actionId: ACTION_ID, packageId: PACKAGE },
		answers: {
			'POST /kaizala/v1/webhook': { webhookId: 'w1' },
			'GET /kaizala/v1/webhook': { webhooks: [] },
			'DELETE /kaizala/v1/webhook/:webhookId': { result: true },
			'PUT /kaizala/v1/webhook/:webhookId': { result: true },
		},
		call: (_url, { callBackToken }) => ({
			headers: { 'kz-callback-token': String(callBackToken), 'content-type': 'application/json' },
			body: {
				objectId: SEED_GROUPS.supportDesk,
				objectType: 'Group',
				eventType: 'ActionResponse',
				eventId: 'e1',
				data: { actionId: ACTION_ID, groupId: SEED_GROUPS.supportDesk },
			},
		}),
	},
};
