import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import { collect } from '../../../shared/http/pagination';
import { readInstant } from '../../../shared/parameters/dateFields';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { Parameter } from '../../../shared/parameters/types';
import { pages } from '../../transport';
import { aThread, explained, latestFirst, threadsOf } from './threads';
import { ticketField } from '../../crm/ticketFields';
import { readId, readTicketId } from '../../crm/recordId';
import { simplifyThread } from './simplify';
import { safeString } from '../../../shared/safeConversion';

const properties = [
	{
		displayName: 'List By',
		name: 'listBy',
		type: 'options',
		options: [
			{ name: 'Contact', value: 'contact', description: 'The conversations of a contact' },
			{ name: 'Inbox', value: 'inbox', description: 'The conversations of an inbox or a help desk' },
			{ name: 'Ticket', value: 'ticket', description: 'The conversations of a ticket' },
		],
		default: 'ticket',
		description: 'Whose conversations to return',
	},
	{ ...ticketField, displayOptions: { show: { listBy: ['ticket'] } } },
	resourceLocator({
		displayName: 'Contact',
		name: 'contactId',
		description: 'The contact, chosen from the list, by its ID or by its URL in HubSpot',
		searchListMethod: 'searchContacts',
		lookUp: 'contact',
		required: true,
		placeholder: '201',
		urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-1/201',
		displayOptions: { show: { listBy: ['contact'] } },
	}),
	resourceLocator({
		displayName: 'Inbox',
		name: 'inboxId',
		description: 'The inbox or help desk, chosen from the list or by its ID',
		searchListMethod: 'searchInboxes',
		required: true,
		placeholder: '512001',
		displayOptions: { show: { listBy: ['inbox'] } },
	}),
	...returnAllOrLimit,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Archived',
				name: 'archived',
				type: 'boolean',
				default: false,
				description: 'Whether to return only conversations that were archived. Of contacts and inboxes.',
			},
			{
				displayName: 'Latest Message After',
				name: 'since',
				condition: true,
				type: 'dateTime',
				default: '',
				description: 'Only conversations in which something was written since then',
			},
			{
				displayName: 'Status',
				name: 'status',
				condition: true,
				type: 'options',
				options: [
					{ name: 'Closed', value: 'CLOSED' },
					{ name: 'Open', value: 'OPEN' },
				],
				default: 'OPEN',
				description: 'Only conversations with this status',
			},
		],
	},
] as const satisfies Parameter[];

const PAGE = 500;

async function listed(
	context: IExecuteFunctions,
	qs: IDataObject,
	most: number,
	itemIndex: number,
): Promise<IDataObject[]> {
	const query = { association: 'TICKET', limit: Math.min(most, PAGE), ...qs };
	const request = { family: 'conversations', method: 'GET', path: '/threads', qs: query, retry: 'read' } as const;
	try {
		return await collect(pages(context, request, aThread, itemIndex), most);
	} catch (error) {
		throw explained(asNodeError(context.getNode(), error, itemIndex));
	}
}

const STATUS = ['OPEN', 'CLOSED'] as const;

/** HubSpot wants a status with a contact. */
async function ofContact(
	context: IExecuteFunctions,
	contactId: string,
	{ threadStatus, ...qs }: IDataObject,
	itemIndex: number,
): Promise<IDataObject[]> {
	const threads: IDataObject[] = [];
	for (const status of threadStatus === undefined ? STATUS : [threadStatus]) {
		const own = { ...qs, associatedContactId: contactId, threadStatus: status };
		threads.push(...(await listed(context, own, Number.POSITIVE_INFINITY, itemIndex)));
	}
	return threads.sort(latestFirst);
}

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many conversations',
	description: 'Get the conversations of a ticket, of a contact or of an inbox',
	properties: [...properties],
	simplify: simplifyThread,
	concurrency: 4,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const { status, archived = false, since = '' } = parameter('options');
		const most = wantedCount(parameter);
		const listBy = parameter('listBy');
		const after = since.trim() === '' ? undefined : readInstant(this, 'Latest Message After', since, itemIndex);
		if (listBy === 'ticket') {
			const ticketId = readTicketId(this, parameter('ticketId'), itemIndex);
			const threads = await threadsOf(this, ticketId, itemIndex);
			return threads
				.filter((thread) => status === undefined || thread.status === status)
				.filter(
					({ latestMessageTimestamp: latest }) =>
						after === undefined || Date.parse(safeString(latest)) > new Date(after).getTime(),
				)
				.slice(0, most);
		}
		const narrowed = {
			...(status === undefined ? {} : { threadStatus: status }),
			...(archived ? { archived } : {}),
			...(after === undefined
				? {}
				: { sort: 'latestMessageTimestamp', latestMessageTimestampAfter: new Date(after).toISOString() }),
		};
		if (listBy === 'contact') {
			const contactId = readId(this, { field: 'Contact', kind: 'contacts' }, parameter('contactId'), itemIndex);
			return (await ofContact(this, contactId, narrowed, itemIndex)).slice(0, most);
		}
		const inboxId = readId(this, { field: 'Inbox', kind: 'inbox' }, parameter('inboxId'), itemIndex);
		return await listed(this, { ...narrowed, inboxId }, most, itemIndex);
	},
};
