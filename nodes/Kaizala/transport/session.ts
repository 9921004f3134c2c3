import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { assertWebAddress } from '../../shared/http/url';
import { asNodeError } from '../../shared/errors';
import { executionStore } from '../../shared/executionStore';
import type { ApiResponse, ApiContext, ApiRequest } from '../../shared/http/types';
import { sendAuthenticated } from '../../shared/http/sendAuthenticated';
import { sendOnce, toApiResponse } from '../../shared/http/types';
import { apiBase, authRoot, knownBase, movedOrigin, tidy } from './address';
import { refusesToken } from './errors';
import { readJson } from './losslessJson';
import { knownMove, LogInError, MAX_HOPS, takeLogInError, tokenOwner } from './logIn';
import { safeNumber } from '../../shared/safeConversion';

export const CREDENTIAL = 'kaizalaApi';

const EXPIRY_MARGIN_MS = 5 * 60_000;

/** JSON is read here and not by n8n's HTTP helper, which would cut long numbers. */
const asText = (request: ApiRequest): ApiRequest =>
	request.encoding === undefined
		? { ...request, encoding: 'text', headers: { Accept: 'application/json', ...request.headers } }
		: request;

interface Sent {
	result: ApiResponse;
	/** What it was sent with and to. */
	token: unknown;
	base: string;
	/** Whether the token was made for this request. */
	loggedIn: boolean;
}

/**
 * The credential as one node run uses it. n8n logs in when the access token that it is handed is empty, and stores
 * what the login returns; so handing it an empty one renews the token for this run and for all later ones.
 */
class Session {
	/** Set while a request is under way that logs in; all others wait for it, so that there is one login only. */
	private renewal: Promise<unknown> | undefined;
	/** A login that was refused for good: asking again for every item would only lock the connector out. */
	private refused: LogInError | undefined;
	/** Whether the token was made in this run: then only Kaizala may say that it is no good, not our clock. */
	private fresh = false;

	constructor(
		private readonly context: ApiContext,
		private readonly credentials: ICredentialDataDecryptedObject,
	) {}

	/** What no error may show. */
	secrets(): object {
		return { ...this.credentials };
	}

	/** Sends once; repeats only what was refused: a dead token or a service that moved. */
	async send(request: ApiRequest): Promise<ApiResponse | LogInError> {
		let renewed = false;
		let reread = false;
		for (let hops = 0; ;) {
			// Not a function of its own: between the last look and the sending nobody else may get a turn.
			while (this.renewal !== undefined) await this.renewal;
			if (this.refused !== undefined) return this.refused;
			const sent = await this.dispatch(request);
			if (sent instanceof LogInError) {
				if (sent.passing || reread || !(await this.takeStored())) return sent;
				reread = true;
				continue;
			}
			renewed ||= sent.loggedIn;
			if (sent.result.status === 308 && hops < MAX_HOPS && this.move(sent, request)) {
				hops++;
			} else if (refusesToken(sent.result) && !renewed) {
				renewed = true;
				if (this.credentials.accessToken === sent.token) this.credentials.accessToken = '';
			} else {
				return sent.result;
			}
		}
	}

	/** Another run may have logged in meanwhile and stored a new refresh token, which ends the one that this run has. */
	private async takeStored(): Promise<boolean> {
		const stored = await this.context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
		if (stored.refreshToken === this.credentials.refreshToken) return false;
		Object.assign(this.credentials, stored, knownMove(stored));
		this.refused = undefined;
		return true;
	}

	private needsLogIn(): boolean {
		const { accessToken, accessTokenExpiry, tokenOwner: owner } = this.credentials;
		if (!accessToken || apiBase(this.credentials) === '') return true;
		if (this.fresh) return false;
		const expiry = safeNumber(accessTokenExpiry);
		return owner !== tokenOwner(this.credentials) || (expiry > 0 && expiry - EXPIRY_MARGIN_MS < Date.now());
	}

	private async dispatch(request: ApiRequest): Promise<Sent | LogInError> {
		if (!this.needsLogIn()) return await this.call(request, false);
		this.credentials.accessToken = '';
		const call = this.call(request, true);
		this.renewal = call.then(
			() => undefined,
			() => undefined,
		);
		try {
			const sent = await call;
			if (!(sent instanceof LogInError)) this.fresh = true;
			else if (!sent.passing) this.refused = sent;
			return sent;
		} finally {
			this.renewal = undefined;
		}
	}

	private async call(request: ApiRequest, loggedIn: boolean): Promise<Sent | LogInError> {
		const { name = '', id } = this.context.getNode().credentials?.[CREDENTIAL] ?? {};
		const before = apiBase(this.credentials);
		const { accessToken: token } = this.credentials;
		try {
			// The path only: the credential puts the base before it, which may be known only after the login.
			const answered = await sendOnce(
				asText(request),
				request.path,
				async (options) =>
					await sendAuthenticated(this.context, CREDENTIAL, options, {
						credentialsDecrypted: { id: id ?? '', name, type: CREDENTIAL, data: this.credentials },
					}),
			);
			const response = toApiResponse(answered);
			const result = request.encoding === undefined ? { ...response, body: readJson(response.body) } : response;
			return { result, token, base: before || apiBase(this.credentials), loggedIn };
		} catch (error) {
			const logInError = takeLogInError(this.credentials);
			if (logInError !== undefined) return logInError;
			// Who refuses a token need not wait for the end of a file: the refusal may be lost with the connection.
			const mayBeRefused = request.content !== undefined && !this.fresh;
			if (mayBeRefused && this.credentials.accessToken === token) this.credentials.accessToken = '';
			throw asNodeError(this.context.getNode(), error);
		}
	}

	/** Takes the new base of a 308. It is stored with the credential by the login that comes with the next try. */
	private move({ result, base }: Sent, request: ApiRequest): boolean {
		// Another request of this run has already learned it.
		if (apiBase(this.credentials) !== base) return true;
		const root = this.credentials.endpointUrl ? base : authRoot(this.credentials);
		const origin = movedOrigin(result.headers.location, base + request.path, root);
		if (origin === undefined) return false;
		this.credentials.movedFrom = knownBase(this.credentials);
		this.credentials.movedTo = origin;
		this.credentials.accessToken = '';
		return true;
	}
}

/** The session of this node run. */
export const sessionOf = executionStore(async (context: ApiContext): Promise<Session> => {
	const credentials = await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL);
	const endpoint = tidy(credentials.endpointUrl);
	if (endpoint !== '') assertWebAddress(context, 'Endpoint URL', endpoint);
	return new Session(context, { ...credentials, ...knownMove(credentials) });
});
