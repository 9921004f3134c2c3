import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { collect } from '../../shared/http/pagination';
import { aThread, ticketOf } from '../actions/conversation/threads';
import { hubSpotRequest, pages, results, resultsOf } from '../transport';
import { plainText, safeString } from '../../shared/safeConversion';
import { recordOf } from '../../shared/http/shapes';

/** Where conversations come in. */

const DAYS_30_MS = 30 * 86_400_000;
const MOST = 500;

function threadItem(thread: IDataObject): INodeListSearchItems {
	const { id, status, latestMessageTimestamp, createdAt } = thread;
	const ticketId = ticketOf(thread);
	const day = plainText(latestMessageTimestamp ?? createdAt).slice(0, 10);
	const about = ticketId === undefined ? 'without a ticket' : `of ticket ${ticketId}`;
	return {
		name: `${day} ${status === 'CLOSED' ? 'Closed' : 'Open'}, ${about} (${safeString(id)})`,
		value: safeString(id),
	};
}

/** Those with a message in the last 30 days, the latest first. HubSpot lists them the other way round. */
async function listConversations(
	context: ILoadOptionsFunctions,
	archived: boolean,
	filter?: string,
): Promise<INodeListSearchResult> {
	const qs = {
		association: 'TICKET',
		sort: 'latestMessageTimestamp',
		latestMessageTimestampAfter: new Date(Date.now() - DAYS_30_MS).toISOString(),
		limit: MOST,
		...(archived ? { archived } : {}),
	};
	const request = {
		family: 'conversations',
		method: 'GET',
		path: '/threads',
		qs,
		retry: 'read',
		expects: resultsOf(aThread),
	} as const;
	const threads = results(await hubSpotRequest(context, request)).reverse();
	return matching(threads.map(threadItem), filter);
}

export async function searchConversations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await listConversations(this, false, filter);
}

export async function searchArchivedConversations(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await listConversations(this, true, filter);
}

export async function searchInboxes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const request = { family: 'conversations', method: 'GET', path: '/inboxes', retry: 'read' } as const;
	const inboxes = await collect(pages(this, request, recordOf('id')));
	return matching(
		inboxes.map(({ id, name }) => ({ name: plainText(name) || plainText(id), value: safeString(id) })),
		filter,
	);
}

/** The mailboxes and chats that messages can be sent with. */
export async function searchChannelAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const request = { family: 'conversations', method: 'GET', path: '/channel-accounts' } as const;
	const accounts = (await collect(pages(this, request, recordOf('id')))).filter(({ active }) => active !== false);
	return matching(
		accounts.map(({ id, name }) => ({ name: plainText(name) || plainText(id), value: safeString(id) })),
		filter,
	);
}
