import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { apiError, asNodeError, replaceErrorText } from '../../../shared/errors';
import type { ApiContext, ApiRequest } from '../../../shared/http/types';
import { isRecord } from '../../../shared/isRecord';
import { isFilled, isName, recordIn, recordOf, type Shape } from '../../../shared/http/shapes';
import type { HubSpotRequest } from '../../transport';
import { hubSpotRequest, pages } from '../../transport';
import { toTimestamp } from '../../crm/timestamps';
import { safeString } from '../../../shared/safeConversion';
import { crmRecord } from '../../crm/record';

/** Conversations with customers. */

const PAGE = 100;

/** Sends one call; where HubSpot finds nothing, the error also thinks of accounts without conversations. */
export async function conversationRequest(
	context: ApiContext,
	request: ApiRequest & Pick<HubSpotRequest, 'creates'> & { family?: 'assignees' },
	itemIndex?: number,
): Promise<IDataObject> {
	try {
		const body = await hubSpotRequest(context, { family: 'conversations', ...request }, itemIndex);
		return recordIn(body);
	} catch (error) {
		throw explained(asNodeError(context.getNode(), error, itemIndex));
	}
}

export function explained<E extends Error>(failure: E): E {
	if (failure instanceof NodeApiError && failure.httpCode === '404') {
		const correlation = /HubSpot correlation ID: \S+/.exec(failure.description ?? '')?.[0] ?? '';
		const description = `There is no such conversation, or this HubSpot account has no conversations API. ${correlation}`;
		replaceErrorText(failure, { description: description.trimEnd() });
	}
	return failure;
}

/** The ticket that HubSpot associates a thread with, for those who ask for associations. */
export function ticketOf({ threadAssociations }: IDataObject): string | undefined {
	const id = isRecord(threadAssociations) ? threadAssociations.associatedTicketId : undefined;
	return id === undefined || id === null ? undefined : safeString(id);
}

/** A thread of a known ticket, or of none. */
export const aThread: Shape = (thread) => {
	const { threadAssociations: links } = recordIn(thread);
	const isOfTicket = isRecord(links)
		? !isFilled(links.associatedTicketId) || isName(links.associatedTicketId)
		: !isFilled(links);
	return recordOf('id')(thread) ?? (isOfTicket ? undefined : 'threadAssociations.associatedTicketId');
};

/** As texts, moments have no order: one on the full second may come without a fraction. */
const timeOf = ({ latestMessageTimestamp, createdAt }: IDataObject): number =>
	toTimestamp(latestMessageTimestamp ?? createdAt) ?? 0;

/**
 * The threads that HubSpot finds for a ticket. Undefined where the account or version does not know that filter: then
 * it is refused or, worse, returns the threads of all contacts.
 */
async function filtered(
	context: IExecuteFunctions,
	ticketId: string,
	itemIndex: number,
): Promise<IDataObject[] | undefined> {
	const qs = { associatedTicketId: ticketId, association: 'TICKET', limit: PAGE };
	const request = { family: 'conversations', method: 'GET', path: '/threads', qs } as const;
	const threads: IDataObject[] = [];
	try {
		for await (const page of pages(context, request, aThread, itemIndex)) {
			if (page.some((thread) => ticketOf(thread) !== ticketId)) return undefined;
			threads.push(...page);
		}
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '400') return undefined;
		throw explained(asNodeError(context.getNode(), error, itemIndex));
	}
	return threads;
}

interface Origin {
	/** Another one when the ticket was merged. */
	ticketId: string;
	/** Where the ticket came from. */
	threadId?: string;
}

async function originOf(context: IExecuteFunctions, ticketId: string, itemIndex: number): Promise<Origin> {
	const qs = { properties: 'hs_conversations_originating_thread_id' };
	const request = {
		family: 'objects',
		method: 'GET',
		path: `/tickets/${ticketId}`,
		qs,
		retry: 'read',
		expects: crmRecord,
	} as const;
	const ticket = await hubSpotRequest(context, request, itemIndex);
	const { id, properties } = recordIn(ticket);
	const threadId = recordIn(properties).hs_conversations_originating_thread_id;
	return { ticketId: safeString(id), ...(threadId ? { threadId: safeString(threadId) } : {}) };
}

async function readOrigin(context: IExecuteFunctions, { threadId }: Origin, itemIndex: number): Promise<IDataObject[]> {
	if (threadId === undefined) return [];
	try {
		return [await readThread(context, threadId, itemIndex)];
	} catch (error) {
		// The conversation was deleted since, or the account has none.
		if (error instanceof NodeApiError && error.httpCode === '404') return [];
		throw asNodeError(context.getNode(), error, itemIndex);
	}
}

export async function readThread(context: IExecuteFunctions, id: string, itemIndex: number): Promise<IDataObject> {
	const qs = { association: 'TICKET' };
	return await conversationRequest(
		context,
		{ method: 'GET', path: `/threads/${pathPart('Conversation', id)}`, qs, retry: 'read', expects: aThread },
		itemIndex,
	);
}

/** For sorting: the one with the latest message comes first. */
export const latestFirst = (a: IDataObject, b: IDataObject): number => timeOf(b) - timeOf(a);

/** All threads of a ticket, the one with the latest message first. A ticket that does not exist is an error. */
export async function threadsOf(
	context: IExecuteFunctions,
	ticketId: string,
	itemIndex: number,
): Promise<IDataObject[]> {
	let threads = await filtered(context, ticketId, itemIndex);
	if (threads === undefined || threads.length === 0) {
		const origin = await originOf(context, ticketId, itemIndex);
		if (threads !== undefined && origin.ticketId !== ticketId) {
			threads = await filtered(context, origin.ticketId, itemIndex);
		}
		if (threads === undefined || threads.length === 0) threads = await readOrigin(context, origin, itemIndex);
	}
	return threads.sort(latestFirst);
}

/** The thread in which the people of this ticket spoke last. */
export async function latestThreadOf(
	context: IExecuteFunctions,
	ticketId: string,
	itemIndex: number,
): Promise<IDataObject> {
	const [latest] = await threadsOf(context, ticketId, itemIndex);
	if (latest !== undefined) return latest;
	throw apiError(
		context.getNode(),
		{
			message: `The ticket ${ticketId} has no conversation`,
			description:
				'Only tickets that came in through a connected inbox or the help desk have one, and not every HubSpot account has the conversations API.',
		},
		itemIndex,
	);
}

/** All that was said or happened in a thread, the newest first. HubSpot promises no order. */
export async function messagesOf(
	context: IExecuteFunctions,
	threadId: string,
	itemIndex: number,
): Promise<IDataObject[]> {
	const path = `/threads/${pathPart('Conversation', threadId)}/messages`;
	const request = { family: 'conversations', method: 'GET', path, qs: { limit: PAGE } } as const;
	const messages: IDataObject[] = [];
	try {
		for await (const page of pages(context, request, recordOf('id', 'type'), itemIndex)) messages.push(...page);
	} catch (error) {
		throw explained(asNodeError(context.getNode(), error, itemIndex));
	}
	return messages.reverse().sort((a, b) => timeOf(b) - timeOf(a));
}
