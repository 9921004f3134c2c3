import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { shorten, valueError } from '../../../shared/errors';
import { trimInvisible } from '../../../shared/parameters/dateTime';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { restOperation } from '../../../shared/operations/restOperation';
import { CALLBACK, TICKET, VOICE_MAIL } from './eventTypes';
import { normalizeNumber, readId } from '../../parameters/numbers';
import { jtelRequest, records, WITH_IDS } from '../../transport';
import { eventType, group, user } from '../../parameters/fields';
import { simplifyEvent } from './simplify';
import { allOf } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'Type',
		name: 'eventType',
		type: 'options',
		options: [
			{ name: 'Callback', value: 'callback', description: 'An agent is asked to call a number back' },
			{ name: 'Other', value: 'other', description: 'Any other type that your jtel knows' },
			{ name: 'Ticket', value: 'ticket', description: 'An agent is given a ticket of another system' },
		],
		default: 'ticket',
		description: 'What kind of event the agents get',
	},
	eventType,
	group('The group that gets the event'),
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		required: true,
		placeholder: '4915112345678 or customer@example.com',
		description: 'Who the event comes from: for a callback the number to call, otherwise for example an email address',
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		description: 'What the agent reads first',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		displayOptions: { show: { eventType: ['callback', 'other'] } },
		description: 'Text for the agent. jtel documents it for callbacks only.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allow Script Addresses',
				name: 'allowScriptUrls',
				type: 'boolean',
				default: false,
				description:
					'Whether the CRM URL may begin with javascript: or data:. Whoever writes it runs code where the agent opens it.',
			},
			{
				displayName: 'CRM URL',
				name: 'crmUrl',
				type: 'string',
				default: '',
				placeholder: 'https://app.hubspot.com/…',
				description:
					'Address that the agent can open from the event: a web page, or a program by an address such as tel: or salesforce1:',
			},
			{
				displayName: 'Normalize Phone Numbers',
				name: 'normalizeNumbers',
				type: 'boolean',
				default: true,
				description:
					'Whether to bring the numbers of a callback or voice mail into the form that jtel wants: digits only, without +, 00, spaces or brackets',
			},
			resourceLocator({
				displayName: 'Receiver',
				name: 'receiver',
				description:
					'Who was addressed. For a callback or voice mail this must be a service number of your jtel, otherwise for example your support address.',
				searchListMethod: 'searchReceivers',
				byLabel: 'By Number or Address',
				placeholder: '4930123456 or support@example.com',
			}),
			user('The agent who gets the event. Without one it waits in the queue of the group.', false),
			{
				displayName: 'User Data',
				name: 'userData',
				type: 'string',
				default: '',
				description: 'Free text kept with the event. For a ticket: the ticket number in the other system.',
			},
		],
	},
] as const satisfies INodeProperties[];

const SCRIPTS = ['javascript:', 'vbscript:', 'data:'];

/** jtel takes any well-formed address (`CrmURL`), whatever program it opens. */
function checkUrl(context: IExecuteFunctions, text: string, allowScripts: boolean, itemIndex: number): void {
	// Addresses with control characters or blanks are read without them, so they would not go out as they are meant.
	if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) {
		throw valueError(context, `The CRM URL "${shorten(text)}" is not a complete address`, {
			itemIndex,
			description: 'Enter an address with its beginning, such as https:// or tel:, and without spaces.',
		});
	}
	if (allowScripts || !SCRIPTS.includes(new URL(text).protocol)) return;
	throw valueError(context, `The CRM URL "${shorten(text)}" runs code`, {
		itemIndex,
		description: 'Enter the address of a page or program, or switch on the option Allow Script Addresses.',
	});
}

/** The new event: without its ID nobody knows whether there is one. */
const CREATED = allOf(WITH_IDS, (body) => (records(body).length > 0 ? undefined : 'records.ID'));

export const create = restOperation({
	name: 'Create',
	action: 'Create an event',
	description: 'Create an ACD event for a group or an agent',
	properties: [...properties],
	simplify: simplifyEvent,
	simplifySince: 1.1,
	send: jtelRequest,
	request(parameter, context, itemIndex) {
		const { receiver = '', userId = '', userData = '', normalizeNumbers = true } = parameter('options');
		const { crmUrl: enteredUrl = '', allowScriptUrls = false } = parameter('options');
		const crmUrl = trimInvisible(enteredUrl);
		if (crmUrl !== '') checkUrl(context, crmUrl, allowScriptUrls, itemIndex);
		const kind = parameter('eventType');
		const id = (field: string, value: string) => readId(context, field, value, itemIndex);
		const typeId =
			kind === 'callback' ? CALLBACK : kind === 'ticket' ? TICKET : id('Event Type', parameter('eventTypeId'));
		const isPhone = typeId === CALLBACK || typeId === VOICE_MAIL;
		const addressOf = (field: string, value: string) =>
			isPhone && normalizeNumbers && value !== '' ? normalizeNumber(context, field, value, itemIndex) : value;

		const body: IDataObject = {
			AcdEventTypesID: typeId,
			AcdGroupsID: id('ACD Group', parameter('groupId')),
			// null means "through the queue of the group", as in jtel's own examples.
			UsersID: userId === '' ? null : id('User', userId),
			Sender: addressOf('Sender', parameter('sender')),
			Subject: parameter('subject'),
		};
		const optional = {
			Receiver: addressOf('Receiver', receiver),
			Body: kind === 'ticket' ? '' : parameter('body'),
			CrmURL: crmUrl,
			UserData: userData,
		};
		for (const [key, value] of Object.entries(optional)) if (value !== '') body[key] = value;
		return {
			method: 'POST',
			path: '/acd/events/create',
			body,
			retry: 'unsafeWrite',
			expects: CREATED,
			reconcileHint:
				'Look in jtel, or with Event: Get Many, for an event with the same Subject and User Data before you run this item again.',
		};
	},
	output: records,
});
