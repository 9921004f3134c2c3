import type { IDataObject } from 'n8n-workflow';

import { assertWebAddress } from '../../shared/http/url';
import { inputError } from '../../shared/errors';
import type { Service } from '../../shared/http/client';
import type { ApiContext, ApiRequest } from '../../shared/http/types';
import { send } from '../../shared/http/client';
import { sendAuthenticated } from '../../shared/http/sendAuthenticated';
import { tidyText } from '../../shared/http/tidy';
import { classifyStatus, sendOnce as sendRequest, toApiResponse } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { apiUrl } from './address';
import { describeFailure } from './errors';
import { safeString } from '../../shared/safeConversion';

const CREDENTIAL = 'thuliumApi';

function addressOf(context: ApiContext, credentials: IDataObject): string {
	const url = apiUrl(credentials);
	if (url !== undefined) {
		// As it was entered, without the /api that the node adds.
		assertWebAddress(context, 'Base URL', tidyText(credentials.baseUrl) || url);
		return url;
	}
	throw inputError(context, 'The credential names no Thulium system', {
		description: 'Enter the System Name, for example acme for acme.thulium.com, or the Base URL.',
	});
}

/** Sends a request once and returns what n8n's HTTP helper makes of the answer. */
export async function sendOnce(context: ApiContext, request: ApiRequest): Promise<unknown> {
	const credentials = await context.getCredentials(CREDENTIAL);
	const headers = request.body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
	// n8n's helper drops an object without keys, and JSON that is announced has to come.
	const body = isRecord(request.body) && Object.keys(request.body).length === 0 ? '{}' : request.body;
	return await sendRequest(
		// `repeat` leaves the names as `phpQuery` wrote them.
		{ ...request, body, headers: { ...headers, ...request.headers }, arrayFormat: 'repeat' },
		addressOf(context, credentials) + request.path,
		async (options) => await sendAuthenticated(context, CREDENTIAL, options),
	);
}

export const thulium: Service = {
	name: 'Thulium',
	attempt: async (context, request) => toApiResponse(await sendOnce(context, request)),
	secrets: async (context) => await context.getCredentials(CREDENTIAL),
	/** Any 2xx is success, with or without a body: table and samples of the docs contradict each other. */
	classifyResponse: (response, request) => classifyStatus(response, describeFailure(response, request)),
};

/** Sends one request and returns the body of the good response. */
export async function thuliumRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	return (await send(context, thulium, request, itemIndex)).body;
}

/**
 * Deletes one thing. A delete is repeated when its answer was lost; if the thing is unknown then, it was this delete
 * that removed it.
 */
export async function thuliumDelete(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	const service: Service = {
		...thulium,
		classifyResponse: (response, sent, maybeApplied) =>
			maybeApplied && response.status === 404
				? { kind: 'ok', errorsRead: true }
				: thulium.classifyResponse(response, sent, maybeApplied),
	};
	const { status, body } = await send(context, service, request, itemIndex);
	return status === 404 ? undefined : body;
}

/** What the calls of a webhook carry that was set up by hand. Empty when the credential has none. */
export async function webhookLogin(context: ApiContext): Promise<{ user: string; password: string }> {
	const { webhookUser, webhookPassword } = await context.getCredentials(CREDENTIAL);
	return { user: safeString(webhookUser ?? '').trim(), password: safeString(webhookPassword ?? '') };
}

/** The zone of the times that Thulium writes without one. */
export async function systemTimeZone(context: ApiContext): Promise<string> {
	const { timeZone } = await context.getCredentials(CREDENTIAL);
	return safeString(timeZone ?? '').trim() || 'Europe/Warsaw';
}
