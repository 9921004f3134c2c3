import type { ApiResponse } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';

/** Our own categories: n8n could not renew the token of an OAuth2 credential. */
export const NOT_RENEWED = 'OAUTH_NOT_RENEWED';
export const CLIENT_REFUSED = 'OAUTH_CLIENT_REFUSED';

/** Whether the category of an error says that no new token came. */
export const isRefusedRenewal = (category: string): boolean => category === NOT_RENEWED || category === CLIENT_REFUSED;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsed(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** The token endpoint's own words; every field may be absent. */
function answerOf(body: unknown): Pick<ApiResponse, 'body'> {
	const source = parsed(body);
	const { error, error_description: description, status, message, correlationId } = isRecord(source) ? source : {};
	const words = text(message) || text(description);
	const client = error === 'invalid_client' || text(status).startsWith('BAD_CLIENT');
	return {
		body: {
			message: `the access token has expired and was not renewed${words === '' ? '' : `: ${words}`}`,
			category: client ? CLIENT_REFUSED : NOT_RENEWED,
			correlationId: text(correlationId),
		},
	};
}

/**
 * What n8n's OAuth2 client threw when the token endpoint refused to renew a token, read back into an answer. HubSpot
 * has refused the call itself before that. Undefined for any other error.
 */
export function refusedRenewal(error: unknown): ApiResponse | undefined {
	for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
		if (!('code' in current) || (current.code !== 'ESTATUS' && current.code !== 'EAUTH')) continue;
		return { status: 401, headers: {}, ...answerOf('body' in current ? current.body : undefined) };
	}
	return undefined;
}
