import type { IExecuteFunctions, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

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

const VALUES_PAGE = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/values.md';

/** Ends each error about a value: where the kinds of values are explained. */
export const VALUES_HINT = `What fields take: ${VALUES_PAGE}`;
/** The same for what has a section of its own there. */
export const DATES_HINT = `${VALUES_HINT}#seconds-milliseconds-and-days`;
export const EMPTY_FILTER_HINT = `${VALUES_HINT}#if-a-filter-is-empty`;

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
	error.description = failure.description ?? null;
	error.messages = [];
	if (failure.outcomeUnknown === true) error.context.outcomeUnknown = true;
	return error;
}

/** Whether an error says that nobody knows if its write took effect. */
export function isOutcomeUnknown(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && error.context.outcomeUnknown === true;
}

/** A value that the user entered cannot be sent. Raised before any request. */
export function inputError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	options: { description?: string; itemIndex?: number } = {},
): NodeOperationError {
	const description = options.description === undefined ? undefined : brief(options.description);
	return new NodeOperationError(context.getNode(), brief(message), { ...options, description });
}

/** As `inputError`, for a value that is not understood: it says where the kinds of values are explained. */
export function valueError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	message: string,
	{ description, itemIndex, hint = VALUES_HINT }: { description?: string; itemIndex?: number; hint?: string } = {},
): NodeOperationError {
	return inputError(context, message, { itemIndex, description: [description, hint].filter(Boolean).join(' ') });
}

/** Anything thrown as one of n8n's own errors. Never wraps one of those again, which would drop its texts. */
export function asNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
		return error;
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), { itemIndex });
}

/** The text of an error item: with Continue On Fail only this survives, so it says what to do as well. */
export function errorText(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const description = 'description' in error && typeof error.description === 'string' ? error.description.trim() : '';
	const message = error.message.trim();
	if (description === '' || message.includes(description)) return message;
	return `${/[.!?…]$/.test(message) ? message : `${message}.`} ${description}`;
}
