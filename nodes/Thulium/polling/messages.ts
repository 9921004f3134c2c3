import type { IDataObject } from 'n8n-workflow';

import { isFilled, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { toTimestamp, toNumber } from './timestamps';
import type { TriggerEvent } from './types';
import { safeString } from '../../shared/safeConversion';

export const messagesIn = (ticket: IDataObject): IDataObject[] =>
	Array.isArray(ticket.messages) ? ticket.messages.filter(isRecord) : [];

/** 0 for anything that is not a message. */
export const messageId = ({ message_id: id }: IDataObject): number => {
	const number = typeof id === 'string' || typeof id === 'number' ? Number(id) : 0;
	return Number.isSafeInteger(number) && number > 0 ? number : 0;
};

/** What a message needs to be told, once and for what it is. One without it would be left out, and nobody would know. */
export const aMessage: Shape = (message) => {
	if (!isRecord(message) || messageId(message) === 0) return 'message_id';
	if (typeof message.type !== 'string' || message.type === '') return 'type';
	const { system_comment: note } = message;
	return isFilled(note) && typeof note !== 'string' ? 'system_comment' : undefined;
};

export const withoutMessages = (ticket: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(ticket).filter(([name]) => name !== 'messages'));

const event = (message: IDataObject, json: IDataObject): TriggerEvent => ({
	timestamp: toTimestamp(message.created_at),
	order: messageId(message),
	json,
});

/** By date, then ID: a greater ID alone does not make a message the newer one. */
export const newestFirst = (a: TriggerEvent, b: TriggerEvent): number =>
	b.timestamp.localeCompare(a.timestamp) || b.order - a.order;

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** A comment without text only carries what the system notes, such as a change of status. */
const hasText = ({ body, comment, attachments }: IDataObject): boolean =>
	!isEmpty(body) || !isEmpty(comment) || (Array.isArray(attachments) && attachments.length > 0);

export function newMessages(ticket: IDataObject, added: IDataObject[], types: readonly string[]): TriggerEvent[] {
	return added
		.filter((message) => hasText(message) && types.includes(safeString(message.type)))
		.map((message) => event(message, { ticket_id: ticket.ticket_id, ...message, ticket: withoutMessages(ticket) }));
}

/** Where the name of a status ends that begins behind the bracket at `open`; -1 when it does not. */
type EndOfName = (note: string, open: number) => number;

/** It may have brackets of its own, in pairs. */
const inPairs: EndOfName = (note, open) => {
	let close = note.indexOf(']', open);
	for (let inner = note.indexOf('[', open + 1); inner >= 0 && inner < close;) {
		const next = note.indexOf('[', inner + 1);
		if (next >= 0 && next < close) return -1;
		inner = next;
		close = note.indexOf(']', close + 1);
	}
	return close;
};

/** A single bracket in it is worth a change all the same. */
const upToBracket: EndOfName = (note, open) => note.indexOf(']', open);

/** "status … [from] … [to]": English whatever the language of the system, and on a message of any type. */
function namesIn(note: string, endOf: EndOfName): { from: string; to: string } | undefined {
	for (const { index } of note.matchAll(/status/gi)) {
		const first = note.indexOf('[', index);
		const end = first < 0 ? -1 : endOf(note, first);
		const second = end < 0 ? -1 : note.indexOf('[', end);
		const last = second < 0 ? -1 : endOf(note, second);
		if (last >= 0) return { from: note.slice(first + 1, end), to: note.slice(second + 1, last) };
	}
	return undefined;
}

/** What the remarks of the system are far below. */
const LONGEST_NOTE = 5_000;

function changeIn(message: IDataObject): { from: string; to: string } | undefined {
	const note = safeString(message.system_comment ?? '').slice(0, LONGEST_NOTE);
	return namesIn(note, inPairs) ?? namesIn(note, upToBracket);
}

export function statusChanges(ticket: IDataObject, added: IDataObject[]): TriggerEvent[] {
	return added.flatMap((message) => {
		const change = changeIn(message);
		if (change === undefined) return [];
		const json = {
			...withoutMessages(ticket),
			previousStatus: change.from,
			newStatus: change.to,
			changedAt: message.created_at,
			changedBy: message.user_login,
			message_id: message.message_id,
		};
		return [event(message, json)];
	});
}

/** A sub-status stands behind the status: `full_status_name` is `status - substatus`. */
const SUB = ' - ';

/** Whether one of the two is the other with a sub-status. */
const addsSubStatus = (one: string, other: string): boolean =>
	one === other || one.startsWith(other + SUB) || other.startsWith(one + SUB);

const withoutSubStatus = (name: string): string => (name.includes(SUB) ? name.slice(0, name.lastIndexOf(SUB)) : name);

/**
 * The change to the status in which the ticket is closed, which may have got another sub-status since. A change between
 * two closed statuses does not count.
 */
export function closings(ticket: IDataObject, added: IDataObject[]): TriggerEvent[] {
	const closed = toTimestamp(ticket.closed_at);
	if (closed === '') return [];
	const status = safeString(ticket.full_status_name);
	// The message may be written just after the ticket, in the next minute.
	const moves = statusChanges(ticket, added)
		.map((found) => ({ found, from: safeString(found.json.previousStatus), to: safeString(found.json.newStatus) }))
		.filter(({ found, from, to }) => {
			return Math.abs(toNumber(found.timestamp) - toNumber(closed)) <= 60_000 && !addsSubStatus(from, to);
		})
		.sort((a, b) => newestFirst(a.found, b.found));
	const move =
		moves.find(({ to }) => to === status) ??
		moves.find(({ to }) => addsSubStatus(to, status) || withoutSubStatus(to) === withoutSubStatus(status));
	return move === undefined ? [] : [move.found];
}
