import type { Failure } from '../../shared/errors';
import { shorten } from '../../shared/errors';
import type { ApiResponse, ApiRequest } from '../../shared/http/types';
import { unescaped } from '../../shared/http/types';
import { htmlToText } from '../../shared/operations/html';
import { wordsIn } from '../../shared/http/words';
import { isRecord } from '../../shared/isRecord';

const STATUS_TEXTS: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	410: 'Gone',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** All messages of an error body, or nothing when it has another shape. */
function messages(body: unknown): string {
	if (!isRecord(body)) return Array.isArray(body) ? shorten(wordsIn(body)) : '';
	const errors: unknown[] = Array.isArray(body.errors) ? body.errors : [body];
	const texts = errors.map((error) => (isRecord(error) ? error.message : error));
	const own = texts.flatMap((text) => (typeof text === 'string' && text.trim() !== '' ? [text] : [])).join(' ');
	return shorten(own || wordsIn(body));
}

/** A proxy's page says within so much what is wrong. */
const LONGEST_PAGE = 100_000;

/** The readable text of a body that is not Thulium's: a proxy's page, plain text, unknown JSON. */
function excerpt(body: unknown): string {
	const text = typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body);
	return shorten(htmlToText(text.slice(0, LONGEST_PAGE)).replace(/\s+/g, ' ').trim());
}

/** The parts of a path, each with its name in the permission list where it is the ID of something. */
function partsOf(path: string): Array<{ part: string; name: string }> {
	const parts = path.slice(1).split('/');
	return parts.map((part, index) => ({ part, name: nameOf(part, index) }));

	function nameOf(part: string, index: number): string {
		const before = parts[index - 1];
		if (before === undefined) return part;
		if (before === 'agents' || before === 'users') return ':login';
		if (before === 'files' || before === 'attachments') return ':token';
		// No fixed part of a path has a digit in it.
		if (!/\d/.test(part)) return part;
		if (before === 'records') return parts[0] === 'crm_outbounds' ? ':customer_id' : ':phone_number';
		return ':id';
	}
}

/** `POST tickets/:id/agent_response`, as the permission list of an API user names a method. */
function methodName({ method, path }: ApiRequest): string {
	const names = partsOf(path).map(({ name }) => name);
	return `${method} ${names.join('/')}`;
}

/** What the path asks for: the last ID in it, as the user gave it. */
function askedFor({ path }: ApiRequest): string {
	const last = partsOf(path)
		.filter(({ part, name }) => part !== name)
		.at(-1);
	return last === undefined ? 'with this ID' : `with the ID "${shorten(unescaped(last.part) ?? last.part)}"`;
}

function advice(status: number, request: ApiRequest): string {
	if (status >= 500) return 'Try again later.';
	switch (status) {
		case 400:
			return 'Thulium did not accept a value. Check the fields of this node.';
		case 401:
			return 'Check the user and password in the credential. It must be an API user (Administration > Users > API users), not an agent.';
		case 403:
			return `User and password are right, but this API user may not do this. Permit "${methodName(request)}" in Thulium under Administration > Users > API users.`;
		case 404:
			return `Check the ID in the fields of this node: there is nothing ${askedFor(request)} in your Thulium, or no longer. Get Many lists what there is. If every call fails like this, check the address in the credential.`;
		case 429:
			return 'Thulium asks to slow down. Send fewer items at a time.';
		default:
			return 'Check the fields of this node and the address in the credential.';
	}
}

/** `request_id` is what Thulium's support asks for; one client found it in a header. */
function requestId({ body, headers }: ApiResponse): string {
	const id = isRecord(body) ? body.request_id : headers['x-request-id'];
	return typeof id === 'string' || typeof id === 'number'
		? ` Request ID for Thulium's support: ${shorten(String(id))}.`
		: '';
}

/** Status codes and error bodies; any other body is shown as far as it can be read. */
export function describeFailure(response: ApiResponse, request: ApiRequest): Failure {
	const { status, body } = response;
	const words = messages(body);
	const text = words === '' ? excerpt(body) : words;
	const plain = [`HTTP ${status}`, STATUS_TEXTS[status], 'from Thulium'].filter(Boolean).join(' ');
	return {
		status,
		message: words !== '' && status < 500 ? `Thulium says: ${words}` : text === '' ? plain : `${plain}: ${text}`,
		description: `${advice(status, request)} HTTP status ${status}.${requestId(response)}`,
	};
}
