import type { IExecuteFunctions, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { ERROR_ENTRIES } from './errorEntries';
import { safeString } from './safeConversion';

/** Texts of others are cut to so many characters in errors: values, and what a service says. */
const LONGEST_TEXT = 200;

/** At most 200 characters of a text, whatever its source, never through the middle of a character. */
export function shorten(text: string, most = LONGEST_TEXT): string {
	if (text.length <= most) return text;
	const cut = text.slice(0, most);
	return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Longer messages hold a text that somebody else has written. */
const LONGEST_MESSAGE = 1_500;

/**
 * A message with values in it: each that is quoted is cut by itself. What is still too long is cut in the middle, because
 * what is wrong with the value stands at the end.
 */
function brief(message: string): string {
	const text =
		message.length <= LONGEST_TEXT
			? message
			: message.replace(/"[^"]*"/g, (given) => `"${shorten(given.slice(1, -1))}"`);
	if (text.length <= LONGEST_MESSAGE) return text;
	return `${shorten(text)}${text.slice(-LONGEST_TEXT).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** n8n shows descriptions as HTML, in which an address alone cannot be clicked. */
const link = (text: string, url: string): string => `<a href="${url}" target="_blank">${text}</a>`;

/** What is to be read elsewhere than in n8n's panel. */
export const withoutLinks = (description: string): string =>
	description.replace(/<a href="([^"<>]*)" target="_blank">([^<]*)<\/a>/g, '$2: $1');

export const VALUES_PAGE = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/values.md';

const valuesHint = (section: string): string => link('What fields take', VALUES_PAGE + section);

/** Ends each error about a value: where the kinds of values are explained. */
export const VALUES_HINT = valuesHint('');
/** The same for what has a section of its own there. */
export const DATES_HINT = valuesHint('#seconds-milliseconds-and-days');
export const EMPTY_FILTER_HINT = valuesHint('#if-a-filter-is-empty');

export const TROUBLESHOOTING = 'https://ticket-relay.github.io/n8n-nodes-ticket-relay/troubleshooting.html';

/** The texts of the entries in their fixed parts; the text that says the most comes first. */
const ENTRIES = Object.entries(ERROR_ENTRIES)
	.map(([text, anchor]) => ({ anchor, parts: text.split('…'), isPart: /^\p{Ll}/u.test(text) }))
	.sort((a, b) => b.parts.join('').length - a.parts.join('').length);

/** Texts with a small first letter are found inside of a message. */
function fits(message: string, { parts, isPart }: (typeof ENTRIES)[number]): boolean {
	let end = 0;
	return parts.every((part, index) => {
		const start = message.indexOf(part, end);
		end = start + part.length;
		return index === 0 && !isPart ? start === 0 : start >= 0;
	});
}

/** The entry of docs/troubleshooting.md for a message: the most precise one for its words or its HTTP status. */
export function entryOf(message: string, status?: number): string | undefined {
	const texts = status === undefined ? [message] : [message, `HTTP ${status}`];
	return ENTRIES.find((entry) => texts.some((text) => fits(text, entry)))?.anchor;
}

/** The description with a link to the entry of the error. */
function explained(message: string, description: string | null | undefined, status?: number): string | undefined {
	const entry = entryOf(message, status);
	if (entry === undefined || description?.includes(TROUBLESHOOTING) === true) return description ?? undefined;
	// Two links side by side would read as one.
	const separator = description?.endsWith('</a>') === true ? ' · ' : ' ';
	return [description, link('More about this error', `${TROUBLESHOOTING}#${entry}`)].filter(Boolean).join(separator);
}

/** What went wrong, in words for the person who built the workflow. */
export interface Failure {
	/** What happened, in the vendor's words. */
	message: string;
	/** What to do next. */
	description?: string;
	/** HTTP status, when there was an answer. */
	status?: number;
	/** A write that may or may not have taken effect. */
	outcomeUnknown?: boolean;
}

/**
 * An error that n8n shows as it is. It carries no request, header or credential: only what is in `failure`.
 * The fields are set after construction because the constructor of `NodeApiError` puts its own texts over them.
 */
export function apiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const message = brief(failure.message);
	const plain: JsonObject = { message };
	const error = new NodeApiError(node, plain, {
		httpCode: failure.status === undefined ? undefined : String(failure.status),
		itemIndex,
	});
	error.message = message;
	error.description = explained(message, failure.description, failure.status) ?? null;
	error.messages = [];
	if (failure.outcomeUnknown === true) error.context.outcomeUnknown = true;
	return error;
}

const ENTRY_LINK = /(?: ·)? ?<a href="[^"<>]*" target="_blank">More about this error<\/a>/g;

/** Replaces the message and description of an error. The link leads to the entry of the new message. */
export function replaceErrorText(
	error: NodeApiError,
	{ message = error.message, description = '' }: Partial<Failure>,
): void {
	error.message = message;
	error.description = explained(message, description.replace(ENTRY_LINK, ''), Number(error.httpCode)) || null;
}

/** Whether an error says that nobody knows if its write took effect. */
export function isOutcomeUnknown(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && error.context.outcomeUnknown === true;
}

interface Refusal {
	description?: string;
	itemIndex?: number;
	/** A link that follows the description. */
	hint?: string;
}

/** A value that the user entered cannot be sent, or something else that no request has to find out. */
export function inputError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	{ description = '', itemIndex, hint = '' }: Refusal = {},
): NodeOperationError {
	const text = brief(message);
	const told = [brief(description), hint].filter(Boolean).join(' ');
	return new NodeOperationError(context.getNode(), text, {
		itemIndex,
		description: explained(text, told === '' ? undefined : told),
	});
}

/** As `inputError`, for a value that is not understood: it says where the kinds of values are explained. */
export function valueError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	{ hint = VALUES_HINT, ...refusal }: Refusal = {},
): NodeOperationError {
	return inputError(context, message, { ...refusal, hint });
}

/** Anything thrown as one of n8n's own errors. Never wraps one of those again, which would drop its texts. */
export function asNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
		return error;
	}
	const wrapped = new NodeOperationError(node, error instanceof Error ? error : safeString(error), { itemIndex });
	wrapped.description = explained(wrapped.message, wrapped.description) ?? wrapped.description;
	return wrapped;
}

/** The text of an error item: with Continue On Fail only this survives, so it says what to do as well. */
export function errorText(error: unknown): string {
	if (!(error instanceof Error)) return safeString(error);
	const given = 'description' in error && typeof error.description === 'string' ? error.description.trim() : '';
	const description = withoutLinks(given);
	const message = error.message.trim();
	if (description === '' || message.includes(description)) return message;
	return `${/[.!?…]$/.test(message) ? message : `${message}.`} ${description}`;
}
