import type { IDataObject, IHttpRequestHelper } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import type { ApiResponse, ApiRequest } from '../../shared/http/types';
import { httpOptions, isSuccess, retryAfterMs, toApiResponse } from '../../shared/http/types';
import { networkProblem } from '../../shared/http/networkErrors';
import { executionStore } from '../../shared/executionStore';
import { isRecord } from '../../shared/isRecord';
import { mapTexts, redactor, withoutUserInfo } from '../../shared/http/secrets';
import { tidyText, tidyToken } from '../../shared/http/tidy';
import { sha256 } from '../../shared/crypto';
import { anyJson } from '../../shared/http/shapes';
import { authRoot, isHttp, knownBase, movedOrigin, tidy, trustedEndpoint } from './address';
import { errorCode, reason } from './errors';
import { safeNumber, safeString } from '../../shared/safeConversion';

const PATH = '/v1/accessToken';
export const MAX_HOPS = 3;

/** No access token could be had. The request that needed it was not sent, so it may be tried again in every case. */
export class LogInError extends Error {
	constructor(
		readonly failure: Failure,
		/** Whether another try can help. */
		readonly passing: boolean,
		readonly waitMs?: number,
	) {
		super([failure.message, failure.description].filter(Boolean).join('. '));
	}
}

/**
 * Marks which login data a stored access token belongs to: with changed data the token, and the endpoint learned with
 * it, must not be used any more.
 */
export function tokenOwner(credentials: IDataObject): string {
	const { authBaseUrl, applicationId, applicationSecret, refreshToken } = credentials;
	return sha256(JSON.stringify([authBaseUrl, applicationId, applicationSecret, refreshToken]));
}

/** A move that Kaizala told of, as long as the login data are those that it was told with: others may mean another Kaizala. */
export function knownMove(credentials: IDataObject): { movedFrom: string; movedTo: string } {
	const { movedFrom, movedTo, tokenOwner: owner } = credentials;
	if (owner !== tokenOwner(credentials)) return { movedFrom: '', movedTo: '' };
	return { movedFrom: safeString(movedFrom ?? ''), movedTo: safeString(movedTo ?? '') };
}

async function ask(helpers: IHttpRequestHelper['helpers'], url: string, headers: IDataObject): Promise<ApiResponse> {
	const request: ApiRequest = { method: 'GET', path: PATH, headers, retry: 'read', expects: anyJson };
	try {
		return toApiResponse(await helpers.httpRequest(httpOptions(request, url)));
	} catch (error) {
		return await Promise.reject(unreached(error, new URL(url).origin));
	}
}

/** No answer to the login. What is none of the network is n8n's own refusal, for example of a domain; its text says why. */
function unreached(error: unknown, origin: string): LogInError {
	const problem = networkProblem(error);
	const why = problem?.text ?? (error instanceof Error ? error.message : safeString(error));
	const failure: Failure = { message: `Kaizala cannot be reached for the login at ${origin}: ${why}` };
	if (problem !== undefined) {
		failure.description =
			'Check the Auth Base URL in the credential. Microsoft retired Kaizala on 31 August 2023: its own addresses no longer answer.';
	}
	return new LogInError(failure, problem?.passing ?? false);
}

function refusal(response: ApiResponse): LogInError {
	const { status } = response;
	const failure: Failure = { status, message: `Kaizala refused the login: ${reason(response)}` };
	if (status === 429 || status >= 500) return new LogInError(failure, true, retryAfterMs(response));
	failure.description = adviceAbout(response);
	return new LogInError(failure, false);
}

function adviceAbout(response: ApiResponse): string {
	const { status } = response;
	if (status === 308) {
		return 'Kaizala named an address that this node does not follow. Check the Auth Base URL in the credential.';
	}
	// Kaizala gives a code with each refusal; without one it is the page of another program.
	if ((status === 404 || isSuccess(status)) && errorCode(response) === '') {
		return 'There seems to be something other than Kaizala at this address. Check the Auth Base URL in the credential: it is entered without the path.';
	}
	return 'Check the Connector ID, the Connector Secret and the Refresh Token in the credential. A refresh token ends after 365 days, and as soon as a newer one is made for the same connector.';
}

/**
 * By the credential as n8n hands it on. n8n wraps what a login throws into an error of its own, and n8n 1 forgets there
 * what it came from.
 */
const lastLogIn = executionStore((): { error?: LogInError } => ({}));

/** What went wrong in the last login with these data, once. */
export function takeLogInError(credentials: object): LogInError | undefined {
	const { error } = lastLogIn(credentials);
	lastLogIn(credentials).error = undefined;
	return error;
}

/**
 * What the credential has to keep of a login.
 * @throws LogInError
 */
export async function logIn(helpers: IHttpRequestHelper['helpers'], credentials: IDataObject): Promise<IDataObject> {
	lastLogIn(credentials).error = undefined;
	return await requestToken(helpers, credentials).catch(async (error: unknown) => {
		if (error instanceof LogInError) lastLogIn(credentials).error = error;
		return await Promise.reject(error);
	});
}

/** @throws LogInError */
function assertAddress(field: string, address: string): void {
	if (isHttp(address)) return;
	const failure: Failure = {
		message: `The ${field} "${withoutUserInfo(address)}" in the credential is not a web address`,
		description: 'It must begin with https:// or http://.',
	};
	throw new LogInError(failure, false);
}

/** `GET /v1/accessToken`. */
async function requestToken(helpers: IHttpRequestHelper['helpers'], credentials: IDataObject): Promise<IDataObject> {
	const [applicationId, applicationSecret, refreshToken] = [
		tidyText(credentials.applicationId),
		tidyText(credentials.applicationSecret),
		tidyToken(credentials.refreshToken),
	];
	const root = authRoot(credentials);
	const entered = Object.entries({
		'Connector ID': applicationId,
		'Connector Secret': applicationSecret,
		'Refresh Token': refreshToken,
		'Auth Base URL': root,
	});
	for (const [field, value] of entered) {
		if (value === '') throw new LogInError({ message: `The ${field} in the credential is empty` }, false);
	}
	assertAddress('Auth Base URL', root);
	const own = tidy(credentials.endpointUrl);
	if (own !== '') assertAddress('Endpoint URL', own);
	const headers = { applicationId, applicationSecret, refreshToken };
	let base = root;
	let response = await ask(helpers, base + PATH, headers);
	// The token call itself may have moved too.
	for (let hops = 0; response.status === 308 && hops < MAX_HOPS; hops++) {
		const origin = movedOrigin(response.headers.location, base + PATH, root);
		if (origin === undefined) break;
		base = origin;
		response = await ask(helpers, base + PATH, headers);
	}

	const body = isRecord(response.body) ? response.body : {};
	const { accessToken, accessTokenExpiry, endpointUrl } = body;
	const good = isSuccess(response.status) && errorCode(response) === '';
	if (!good || typeof accessToken !== 'string' || accessToken === '') {
		// Some servers and proxies show the headers of a request that they refuse.
		throw refusal({ ...response, body: mapTexts(response.body, redactor(credentials)) });
	}
	const endpoint = trustedEndpoint(endpointUrl, root);
	if (endpoint === undefined && knownBase({ endpointUrl: credentials.endpointUrl }) === '') {
		throw new LogInError(
			{
				message: 'Kaizala did not name a usable address of its API (endpointUrl)',
				description: 'Enter the address as Endpoint URL in the credential.',
			},
			false,
		);
	}
	// Empty until day 328 of the old one; from then on every call returns a replacement that has to be used next.
	const next = typeof body.refreshToken === 'string' && body.refreshToken !== '' ? body.refreshToken : refreshToken;
	return {
		accessToken,
		accessTokenExpiry: safeNumber(accessTokenExpiry) || 0,
		endpoint: endpoint ?? '',
		...(next === refreshToken ? {} : { refreshToken: next }),
		tokenOwner: tokenOwner({ ...credentials, refreshToken: next }),
		...knownMove(credentials),
	};
}
