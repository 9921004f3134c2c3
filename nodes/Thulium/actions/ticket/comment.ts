import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { attachFiles, attachedFiles, attachmentFields, attachments, fileFields } from '../../parameters/attachments';
import { listIn } from '../../../shared/http/shapes';
import { WHOLE_TICKET } from '../../transport/pagination';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../parameters/values';
import { FIND_MESSAGE, ticketId } from './fields';
import { safeString } from '../../../shared/safeConversion';

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
	...fileFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			resourceLocator({
				displayName: 'Agent',
				name: 'userLogin',
				description: 'The agent in whose name the comment is written',
				searchListMethod: 'searchAgents',
				lookUp: 'agent',
				byLabel: 'By Login',
				placeholder: 'testowy.agent17',
			}),
			attachmentFields,
			attachments,
		],
	},
] as const satisfies Parameter[];

/** The body is not documented: its neighbors call the text `body`, tickets and messages call it `comment`. */
const commentBody = (text: string, login: string | undefined, tokens: string[]): IDataObject =>
	filled({ comment: text, body: text, user_login: login, attachments: tokens });

/** Whether a comment of the ticket holds all these files. */
async function holdsFiles(context: IExecuteFunctions, path: string, tokens: string[], itemIndex: number) {
	const ticket = await thuliumRequest(
		context,
		{ method: 'GET', path, retry: 'read', expects: WHOLE_TICKET },
		itemIndex,
	);
	return listIn(ticket, 'messages').some(({ type, attachments: held }) => {
		return type === 'COMMENT' && Array.isArray(held) && tokens.every((token) => held.map(safeString).includes(token));
	});
}

export const comment: SingleOperation = {
	name: 'Add Comment',
	action: 'Add a comment to a ticket',
	description: 'Add an internal note that the customer does not see',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { userLogin, ...files } = parameter('options');
		const path = ticketPath(this, parameter('ticketId'), itemIndex);
		const text = textOf(this, 'Comment', parameter('comment'), itemIndex);
		const { tokens, names } = await attachFiles(this, files, itemIndex);
		const body = commentBody(text, userLogin, tokens);
		const request = {
			method: 'POST',
			path: `${path}/comment`,
			body,
			retry: 'unsafeWrite',
			reconcileHint: FIND_MESSAGE,
		} as const;
		const answer = written(await thuliumRequest(this, request, itemIndex), parameter('ticketId'));
		if (tokens.length === 0) return { ...answer, ...attachedFiles(this, names, itemIndex) };
		// Files on comments are not documented either, and Thulium may pass over what it does not know.
		const attached = await holdsFiles(this, path, tokens, itemIndex).catch(() => null);
		return { ...answer, ...attachedFiles(this, attached === false ? [] : names, itemIndex), attached };
	},
};
