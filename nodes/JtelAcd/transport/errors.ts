import { NodeApiError } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import { shorten } from '../../shared/errors';
import type { ApiResponse } from '../../shared/http/types';
import { wordsIn } from '../../shared/http/words';
import { isRecord } from '../../shared/isRecord';

const NOT_OFFERED = 'This jtel release does not offer this function';

const ADVICE: Record<number, string> = {
	400: 'A mandatory value is missing or not acceptable. Check the fields of this node.',
	401: 'Check the token and the Client ID in the credential: they belong together, and a new token ends the old one at once.',
	404: 'Check the ID; of a call, the UFN. It may belong to another client account, or the object has been removed; a call may have ended.',
	409: 'The object exists already, or another precondition is not met.',
};

const NO_GROUP =
	'The client account of the credential has no ACD group with this ID. Choose the group from the list of the field "ACD Group", or enter its name.';

export const isEmpty = (body: unknown) =>
	body === undefined || body === null || (typeof body === 'string' && body.trim() === '');

const isPage = (body: unknown) => typeof body === 'string' && body.trimStart().startsWith('<');

function reason(response: ApiResponse): string {
	const { body } = response;
	if (isRecord(body) && typeof body.error === 'string' && !isEmpty(body.error)) return shorten(body.error);
	return shorten(wordsIn(body)) || `HTTP ${response.status} without a reason`;
}

/**
 * Status codes and error bodies. A 404 without a body means that the endpoint does not exist in this
 * release; with jtel's JSON it means that there is no such object.
 */
export function describeFailure(response: ApiResponse): Failure {
	const { status, body } = response;
	if (status === 404 && isEmpty(body)) {
		return {
			status,
			message: NOT_OFFERED,
			description:
				'jtel answered 404 without a reason, which means that the REST endpoint does not exist there. Ask your jtel administrator for an update.',
		};
	}
	if (isPage(body) && status < 500) {
		return {
			status,
			message: `Something other than jtel's REST server answered (HTTP ${status})`,
			description:
				'Check the Server URL in the credential: the response is a web page, such as a proxy or a portal sends.',
		};
	}
	const spoken = reason(response);
	const description = status === 404 && /group/i.test(spoken) ? NO_GROUP : ADVICE[status];
	return { status, message: `jtel says: ${spoken}`, description };
}

/** Whether a request failed because this jtel release does not have its endpoint. */
export function isNotOffered(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && error.message === NOT_OFFERED;
}
