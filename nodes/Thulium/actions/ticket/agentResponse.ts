import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, inputError, isOutcomeUnknown } from '../../../shared/errors';
import { executionStore } from '../../../shared/executionStore';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters, lookUpNames } from '../../../shared/parameters/reader';
import { allOf, listIn, listOf, recordIn, type Shape } from '../../../shared/http/shapes';
import { textToHtml } from '../../../shared/operations/html';
import { lookUps } from '../../methods/lookUps';
import { WHOLE_TICKET } from '../../transport/pagination';
import type { Parameter } from '../../../shared/parameters/types';
import {
	attachFiles,
	attachedFiles,
	attachmentFields,
	attachments,
	fileFieldsOfItems,
} from '../../parameters/attachments';
import { dateReader, nowInThulium } from '../../parameters/dates';
import { SINCE_1_1 } from '../../../shared/parameters/version';
import { isVersion1 } from '../../parameters/version';
import { sameText } from './sameText';
import { thuliumRequest } from '../../transport';
import { filled, textOf, ticketPath, written } from '../../parameters/values';
import { ticketId } from './fields';

const properties = [
	ticketId,
	{
		displayName: 'Message Format',
		name: 'messageFormat',
		type: 'options',
		displayOptions: { show: { '@version': SINCE_1_1 } },
		options: [
			{ name: 'HTML', value: 'html', description: 'The message contains HTML tags' },
			{ name: 'Text', value: 'text', description: 'Shown as it is, with its line breaks' },
		],
		default: 'text',
		description: 'The format of the message',
	},
	{
		displayName: 'Message',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		description: 'What the customer reads',
	},
	resourceLocator({
		displayName: 'Agent',
		name: 'userLogin',
		description: 'The agent in whose name the message is sent. An API user cannot be chosen.',
		searchListMethod: 'searchAgents',
		lookUp: 'agent',
		required: true,
		byLabel: 'By Login',
		placeholder: 'testowy.agent17',
	}),
	...fileFieldsOfItems,
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
				displayOptions: { show: { '@version': [1] } },
				options: [
					{ name: 'HTML', value: 'HTML' },
					{ name: 'Plain Text', value: 'PLAIN' },
				],
				default: 'HTML',
				description: 'How Thulium reads the text',
			},
			{
				displayName: 'Check Before Retry',
				name: 'checkBeforeRetry',
				type: 'boolean',
				default: true,
				description:
					'Whether to look for a reply with the same text first, and not to send it again. Makes Retry On Fail and running an item again safe; a text that is meant to be sent twice is sent once.',
			},
			{
				displayName: 'Date',
				name: 'date',
				type: 'dateTime',
				default: '',
				description: 'When the message counts as sent. Defaults to now.',
			},
		],
	},
] as const satisfies Parameter[];

/** The message of an item, as Thulium takes it. */
function messageOf(context: IExecuteFunctions, itemIndex: number): string {
	const parameter = itemParameters(context, itemIndex, properties);
	const text = textOf(context, 'Message', parameter('body'), itemIndex);
	return isVersion1(context) || parameter('messageFormat') === 'html' ? text : textToHtml(text);
}

/** What an item says of its reply, where several items may make one together. */
interface Draft {
	path: string;
	/** The agent in whose name it goes out. */
	login: string;
}

/**
 * The drafts of all items. Names and addresses in them are looked up as for each item by itself: two items of one ticket
 * may name it in two ways.
 */
const draftsOf = executionStore(async (context: IExecuteFunctions): Promise<Array<Draft | undefined>> => {
	const drafts: Array<Draft | undefined> = [];
	for (const index of context.getInputData().keys()) {
		await lookUpNames(context, index, properties, lookUps);
		drafts.push(draftOf(context, index));
	}
	return drafts;
});

/** Undefined for an item that cannot be read and goes on as an error of its own. */
function draftOf(context: IExecuteFunctions, itemIndex: number): Draft | undefined {
	try {
		const parameter = itemParameters(context, itemIndex, properties);
		return { path: ticketPath(context, parameter('ticketId'), itemIndex), login: parameter('userLogin') };
	} catch (error) {
		if (!context.continueOnFail()) throw asNodeError(context.getNode(), error, itemIndex);
		return undefined;
	}
}

/**
 * The items whose files go out with one reply. The first of them brings the message; the others have to agree with it, or
 * what they say would be lost.
 */
async function itemsOfReply(context: IExecuteFunctions, itemIndex: number): Promise<number[]> {
	if (itemParameters(context, itemIndex, properties)('attach') !== 'allItems') return [itemIndex];
	const drafts = await draftsOf(context);
	const own = drafts[itemIndex];
	if (own === undefined) return [itemIndex];
	const indexes = [...drafts.keys()].filter((index) => drafts[index]?.path === own.path);
	const [first = itemIndex] = indexes;
	const dateOf = (index: number) => itemParameters(context, index, properties)('options').date ?? '';
	const same: Record<string, (index: number) => string | undefined> = {
		messages: (index) => messageOf(context, index),
		agents: (index) => drafts[index]?.login,
		dates: dateOf,
	};
	for (const [what, of] of Object.entries(same)) {
		const other = indexes.find((index) => of(index) !== of(first));
		if (other === undefined) continue;
		throw inputError(context, `The items ${first} and ${other} have different ${what} for one ticket`, {
			itemIndex,
			description: `"Files of All Items" sends one reply per ticket. Let all items of a ticket have the same ${what}, or choose "All Files of the Item".`,
		});
	}
	return indexes;
}

/** The tokens that the items of a reply give, each once. */
function tokensOf(context: IExecuteFunctions, group: readonly number[]): string[] {
	const given = group.flatMap((index) => itemParameters(context, index, properties)('options').attachments ?? []);
	return [...new Set(given)];
}

/** Of anything else nobody can say that it is not the reply, which would be sent once more then. */
const aReadableMessage: Shape = (message) => {
	const { type, body } = recordIn(message);
	if (typeof type !== 'string' || type === '') return 'type';
	return type === 'REPLY' && typeof body !== 'string' && body !== null ? 'body' : undefined;
};

const READABLE_TICKET = allOf(WHOLE_TICKET, listOf('messages', aReadableMessage));

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
		{ method: 'GET', path, retry: 'read', expects: READABLE_TICKET },
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
	throw inputError(context, 'Check Before Retry cannot be used with a Date in the future', {
		itemIndex,
		description: 'Thulium may keep the reply back until then, so the ticket cannot tell whether it was sent.',
	});
}

const NOT_FOUND = ' The ticket did not show the reply when it was looked at just after.';

/** Sends the reply that this item brings, with the files of its group. */
async function send(context: IExecuteFunctions, itemIndex: number, group: readonly number[]): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const { bodyType, checkBeforeRetry = false, date, ...files } = parameter('options');
	const path = ticketPath(context, parameter('ticketId'), itemIndex);
	const text = messageOf(context, itemIndex);
	// Left out unless chosen: the documented default of this endpoint is HTML, and the vendor's own request has no
	// `body_type`. Create sends it always, because the default differs there.
	const type = isVersion1(context) ? bodyType : undefined;
	const day = (await dateReader(context, itemIndex))('Options > Date', date);
	const fields = filled({ body: text, user_login: parameter('userLogin'), body_type: type, date: day });

	const find = async () => await findReply(context, path, text, type ?? 'HTML', itemIndex);
	if (checkBeforeRetry) {
		await mustBeShown(context, day, itemIndex);
		const sent = await find();
		if (sent !== undefined) {
			return { ...written([], parameter('ticketId')), message_id: sent.message_id, alreadySent: true };
		}
	}
	// The upload comes last, when everything else is known to be good.
	const attachments = tokensOf(context, group);
	const { tokens, names } = await attachFiles(context, { ...files, attachments }, itemIndex, group);
	const body = { ...fields, ...filled({ attachments: tokens }) };
	const attached = attachedFiles(context, names, itemIndex);
	const request = {
		method: 'POST',
		path: `${path}/agent_response`,
		body,
		retry: 'unsafeWrite',
		reconcileHint:
			'Look at the ticket in Thulium, or with Ticket: Get, for the reply before you run this item again: each reply is an email to the customer.',
	} as const;
	try {
		return { ...written(await thuliumRequest(context, request, itemIndex), parameter('ticketId')), ...attached };
	} catch (error) {
		if (!checkBeforeRetry || !isOutcomeUnknown(error)) throw asNodeError(context.getNode(), error, itemIndex);
		const sent = await find().catch(() => null);
		if (sent) return { ...written([], parameter('ticketId')), message_id: sent.message_id, ...attached };
		if (sent === undefined) error.description = `${error.description ?? ''}${NOT_FOUND}`;
		throw asNodeError(context.getNode(), error, itemIndex);
	}
}

/** Why the reply of an item did not go out. */
const failures = executionStore(() => new Map<number, unknown>());

export const agentResponse: SingleOperation = {
	name: 'Reply as Agent',
	action: 'Reply to a ticket as an agent',
	description: 'Send a message to the customer of a ticket',
	properties: [...properties],
	mayRepeat(itemIndex) {
		return itemParameters(this, itemIndex, properties)('options').checkBeforeRetry === true;
	},
	async execute(itemIndex) {
		const group = isVersion1(this) ? [itemIndex] : await itemsOfReply(this, itemIndex);
		const [first = itemIndex] = group;
		if (first === itemIndex) {
			return await send(this, itemIndex, group).catch(async (error: unknown) => {
				failures(this).set(itemIndex, error);
				return await Promise.reject(error);
			});
		}
		// What goes out with another item is not sent either where that one fails.
		if (failures(this).has(first)) throw asNodeError(this.getNode(), failures(this).get(first));
		return [];
	},
};
