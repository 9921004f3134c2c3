import type { INodeProperties } from 'n8n-workflow';

import { locator } from '../../../shared/locator';
import { restOperation } from '../../../shared/rest';
import { attachmentFields, attachments, attachmentTokens } from '../../attachments';
import { dateReader } from '../../dates';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../values';
import { ticketId } from './fields';

const properties = [
	ticketId,
	{
		displayName: 'Message',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		description: 'What the customer reads. HTML, unless the body type says otherwise.',
	},
	locator({
		displayName: 'Agent',
		name: 'userLogin',
		description: 'The agent in whose name the message is sent. An API user does not do.',
		searchListMethod: 'searchAgents',
		required: true,
		byLabel: 'By Login',
		placeholder: 'testowy.agent17',
	}),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			attachmentFields,
			attachments,
			{
				displayName: 'Body Type',
				name: 'bodyType',
				type: 'options',
				options: [
					{ name: 'HTML', value: 'HTML' },
					{ name: 'Plain Text', value: 'PLAIN' },
				],
				default: 'HTML',
				description: 'How Thulium reads the message. It takes a reply for HTML when this is not set.',
			},
			{
				displayName: 'Date',
				name: 'date',
				type: 'dateTime',
				default: '',
				description: 'When the message counts as sent. Now, if not set.',
			},
		],
	},
] as const satisfies INodeProperties[];

export const agentResponse = restOperation({
	name: 'Reply as Agent',
	action: 'Reply to a ticket as an agent',
	description: 'Send a message to the customer of a ticket',
	properties: [...properties],
	send: thuliumRequest,
	async request(parameter, context, itemIndex) {
		const { bodyType, date, ...files } = parameter('options');
		const path = `${ticketPath(context, parameter('ticketId'), itemIndex)}/agent_response`;
		const readDate = await dateReader(context, itemIndex);
		const body = {
			body: textOf(context, 'Message', parameter('body'), itemIndex),
			user_login: parameter('userLogin'),
			// Left out unless chosen: the documented default of this endpoint is HTML, as is ours, and the vendor's
			// own request has no `body_type`. Create sends it always, because the default differs there (spec 5.14).
			body_type: bodyType,
			date: readDate('Date', date),
		};
		// The upload comes last, when everything else is known to be good.
		const tokens = await attachmentTokens(context, files, itemIndex);
		return { method: 'POST', path, body: filled({ ...body, attachments: tokens }), retry: 'unsafeWrite' };
	},
	output: (body, parameter) => written(body, parameter('ticketId')),
});
