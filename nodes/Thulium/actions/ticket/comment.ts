import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { locator } from '../../../shared/locator';
import { restOperation } from '../../../shared/rest';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../values';
import { ticketId } from './fields';

const properties = [
	ticketId,
	{
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		description: 'Internal note that the customer does not see',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			locator({
				displayName: 'Agent',
				name: 'userLogin',
				description: 'The agent in whose name the comment is written',
				searchListMethod: 'searchAgents',
				byLabel: 'By Login',
				placeholder: 'testowy.agent17',
			}),
		],
	},
] as const satisfies INodeProperties[];

/** The body is not documented: its neighbours call the text `body`, tickets and messages call it `comment` (spec 3.1). */
const commentBody = (text: string, login: string | undefined): IDataObject =>
	filled({ comment: text, body: text, user_login: login });

export const comment = restOperation({
	name: 'Add Comment',
	action: 'Add a comment to a ticket',
	description: 'Add an internal note that the customer does not see',
	properties: [...properties],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'POST',
		path: `${ticketPath(context, parameter('ticketId'), itemIndex)}/comment`,
		body: commentBody(textOf(context, 'Comment', parameter('comment'), itemIndex), parameter('options').userLogin),
		retry: 'unsafeWrite',
	}),
	output: (body, parameter) => written(body, parameter('ticketId')),
});
