import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, inputError, isOutcomeUnknown } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { listIn } from '../../../shared/http/shapes';
import { WHOLE_TICKET } from '../../transport/pagination';
import { attachmentFields, attachments, attachmentTokens } from '../../parameters/attachments';
import { dateReader, nowInThulium } from '../../parameters/dates';
import { sameText } from './sameText';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../parameters/values';
import { bodyType } from './bodyType';
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
	resourceLocator({
		displayName: 'Agent',
		name: 'userLogin',
		description: 'The agent in whose name the message is sent. An API user does not do.',
		searchListMethod: 'searchAgents',
		lookUp: 'agent',
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
			bodyType('HTML'),
			{
				displayName: 'Check Before Retry',
				name: 'checkBeforeRetry',
				type: 'boolean',
				default: true,
				description:
					'Whether to look for a reply with the same text in the ticket first, and not to send it again if there is one. Makes Retry On Fail and running an item again safe; a text that is meant to be sent twice is sent once.',
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
] as const satisfies Parameter[];

/** The reply with this text that the ticket holds already. */
async function findReply(
	context: IExecuteFunctions,
	path: string,
	text: string,
	type: 'HTML' | 'PLAIN',
	itemIndex: number,
): Promise<IDataObject | undefined> {
	const ticket = await thuliumRequest(
		context,
		{ method: 'GET', path, retry: 'read', expects: WHOLE_TICKET },
		itemIndex,
	);
	const messages = listIn(ticket, 'messages');
	return messages.find(
		(message) => message.type === 'REPLY' && typeof message.body === 'string' && sameText(text, type, message.body),
	);
}

/** Thulium may keep a reply back until its date, and its history cannot tell then. */
async function mustBeShown(context: IExecuteFunctions, date: string, itemIndex: number): Promise<void> {
	if (date === '' || date <= (await nowInThulium(context))) return;
	throw inputError(context, 'Check Before Retry does not go with a Date that is yet to come', {
		itemIndex,
		description: 'Thulium may keep the reply back until then, so the ticket cannot tell whether it was sent.',
	});
}

const NOT_FOUND = ' The ticket did not show the reply when it was looked at just after.';

export const agentResponse: SingleOperation = {
	name: 'Reply as Agent',
	action: 'Reply to a ticket as an agent',
	description: 'Send a message to the customer of a ticket',
	properties: [...properties],
	mayRepeat(itemIndex) {
		return itemParameters(this, itemIndex, properties)('options').checkBeforeRetry === true;
	},
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { bodyType: type, checkBeforeRetry = false, date, ...files } = parameter('options');
		const path = ticketPath(this, parameter('ticketId'), itemIndex);
		const text = textOf(this, 'Message', parameter('body'), itemIndex);
		const day = (await dateReader(this, itemIndex))('Options > Date', date);
		// Left out unless chosen: the documented default of this endpoint is HTML, as is ours, and the vendor's own
		// request has no `body_type`. Create sends it always, because the default differs there.
		const fields = filled({ body: text, user_login: parameter('userLogin'), body_type: type, date: day });

		const find = async () => await findReply(this, path, text, type ?? 'HTML', itemIndex);
		if (checkBeforeRetry) {
			await mustBeShown(this, day, itemIndex);
			const sent = await find();
			if (sent !== undefined) {
				return { ...written([], parameter('ticketId')), message_id: sent.message_id, alreadySent: true };
			}
		}
		// The upload comes last, when everything else is known to be good.
		const body = { ...fields, ...filled({ attachments: await attachmentTokens(this, files, itemIndex) }) };
		const request = {
			method: 'POST',
			path: `${path}/agent_response`,
			body,
			retry: 'unsafeWrite',
			reconcileHint:
				'Look at the ticket in Thulium, or with Ticket: Get, for the reply before you run this item again: each reply is an email to the customer.',
		} as const;
		try {
			return written(await thuliumRequest(this, request, itemIndex), parameter('ticketId'));
		} catch (error) {
			if (!checkBeforeRetry || !isOutcomeUnknown(error)) throw asNodeError(this.getNode(), error, itemIndex);
			const sent = await find().catch(() => null);
			if (sent) return { ...written([], parameter('ticketId')), message_id: sent.message_id };
			if (sent === undefined) error.description = `${error.description ?? ''}${NOT_FOUND}`;
			throw asNodeError(this.getNode(), error, itemIndex);
		}
	},
};
