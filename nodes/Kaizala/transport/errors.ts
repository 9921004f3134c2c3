import type { Failure } from '../../shared/errors';
import { shorten } from '../../shared/errors';
import type { ApiResponse, ResponseAction } from '../../shared/http/types';
import { classifyStatus } from '../../shared/http/types';
import { wordsIn } from '../../shared/http/words';
import { entryOf, isRecord } from '../../shared/isRecord';

/** The `errorCode` of an error body; empty when there is none. */
export function errorCode(response: ApiResponse): string {
	const code = isRecord(response.body) ? response.body.errorCode : undefined;
	return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
}

/** What Kaizala says went wrong. */
export function reason(response: ApiResponse): string {
	const { body, status } = response;
	if (isRecord(body)) {
		const code = errorCode(response);
		const message = shorten((typeof body.message === 'string' ? body.message.trim() : '') || wordsIn(body));
		if (message !== '' && code !== '') return `${message} (${shorten(code, 60)})`;
		if (message !== '' || code !== '') return message || shorten(code);
	}
	return shorten(wordsIn(body)) || `HTTP ${status} without a reason`;
}

/** Whether Kaizala knows no such thing. The code may come under status 200. */
export function isNotFound(response: ApiResponse): boolean {
	return response.status === 404 || errorCode(response).toLowerCase() === 'notfound';
}

/** Refused because of the access token. Its HTTP status is not on record, so the code decides as well. */
export function refusesToken(response: ApiResponse): boolean {
	return response.status === 401 || errorCode(response).toLowerCase() === 'invalidtoken';
}

const ADVICE: Record<string, string> = {
	forbidden:
		'The connector may lack a permission, or the user behind the refresh token is not a member or admin of this group. Recipients can only be named by an admin of a public group.',
	invalidparameters:
		'Check the fields of this node. An action package has to be added to the group; subscribers exist in managed public groups only.',
	invalidtoken: 'Kaizala refused a new access token as well. Check the credential.',
	notfound:
		'Check the Group (choose it where there is a list) and any other ID. The refresh token in the credential may not reach this group.',
	throttled: 'Kaizala takes 100 calls a minute per connector. Let the workflow run less often or with fewer items.',
	unauthenticated: 'Kaizala refused a new access token as well. Check the credential.',
	unsupportedmediatype:
		'Kaizala takes pictures (jpg, jpeg, png), sound (mp3, wav), documents (doc, docx, xls, xlsx, ppt, pptx, pdf) and videos (mp4, 3gpp), each with a file name and the matching type. Check the file.',
	versionmismatch:
		'The card was updated in the meantime. Set the option Version to -1 to update it whatever its version is.',
};

const CODE_OF_STATUS: Record<number, string> = {
	400: 'invalidparameters',
	401: 'invalidtoken',
	403: 'forbidden',
	404: 'notfound',
	409: 'versionmismatch',
	415: 'unsupportedmediatype',
	429: 'throttled',
};

function describeFailure(response: ApiResponse): Failure {
	const { status: sent } = response;
	const status = sent < 300 && isNotFound(response) ? 404 : sent;
	if (status === 308) {
		return {
			status,
			message: 'Kaizala has moved this service to an address that this node does not follow',
			description:
				'At most three redirects are followed, to web addresses only, and to https unless the credential itself names http.',
		};
	}
	const description = entryOf(ADVICE, errorCode(response).toLowerCase()) ?? ADVICE[CODE_OF_STATUS[status] ?? ''];
	return {
		status,
		message: `Kaizala says: ${reason(response)}`,
		...(description === undefined ? {} : { description }),
	};
}

/** A body with an error code is an error whatever the status is. */
export function classifyResponse(response: ApiResponse): ResponseAction {
	const failure = describeFailure(response);
	const action = classifyStatus(response, failure);
	return action.kind === 'ok' && errorCode(response) !== '' ? { kind: 'failed', failure } : action;
}
