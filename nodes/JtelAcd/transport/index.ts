import type { IDataObject } from 'n8n-workflow';

import { tidyText } from '../../shared/http/tidy';
import { assertWebAddress, pathPart } from '../../shared/http/url';
import { asNodeError } from '../../shared/errors';
import type { Service } from '../../shared/http/client';
import type { ApiContext, ApiRequest, ResponseAction } from '../../shared/http/types';
import { send } from '../../shared/http/client';
import { sendAuthenticated } from '../../shared/http/sendAuthenticated';
import { httpOptions, classifyStatus, toApiResponse } from '../../shared/http/types';
import { listIn, listOf, recordOf } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { serverRoot } from './address';
import { describeFailure, isEmpty } from './errors';
import { classifyResult, resultOf } from './setValue';
import { safeNumber } from '../../shared/safeConversion';

export { isNotOffered } from './errors';

const CREDENTIAL = 'jtelAcdApi';

/** `{server}/rest/v1.0/{ClientsID}`; a Server URL that already ends in `/rest/v1.0` is accepted. */
export function baseUrl(context: ApiContext, credentials: IDataObject): string {
	const server = serverRoot(credentials);
	assertWebAddress(context, 'Server URL', server);
	return `${server}/rest/v1.0/${pathPart('Client ID', tidyText(credentials.clientId))}`;
}

/** What sending needs to know of jtel. */
export const jtel: Service = {
	name: 'jtel',

	async attempt(context, request) {
		const credentials = await context.getCredentials(CREDENTIAL);
		const options = httpOptions(request, baseUrl(context, credentials) + request.path);
		const response = await sendAuthenticated(context, CREDENTIAL, {
			...options,
			skipSslCertificateValidation: credentials.ignoreSslIssues === true,
		});
		return toApiResponse(response);
	},

	secrets: async (context) => await context.getCredentials(CREDENTIAL),

	classifyResponse(response, request, maybeApplied): ResponseAction {
		const { body, status } = response;
		// `setValue` tells by `result` what came of it, under whatever status.
		const result = /\/setValue\/?$/.test(request.path) ? resultOf(body) : undefined;
		if (result !== undefined && isRecord(body)) {
			const action = classifyResult(result, body.error);
			return action.kind === 'ok' ? { ...action, errorsRead: true } : action;
		}
		// Every body repeats the status; an error status under HTTP 200 is an error too.
		const bodyStatus = isRecord(body) ? safeNumber(body.status) : Number.NaN;
		const effective = status === 200 && bodyStatus >= 400 ? { ...response, status: bodyStatus } : response;
		// Nothing left to delete: the try before, whose answer was lost, has done it.
		if (maybeApplied && request.method === 'DELETE' && effective.status === 404 && !isEmpty(body))
			return { kind: 'ok', errorsRead: true };
		return classifyStatus(effective, describeFailure(effective));
	},
};

/** Sends one request and returns the body of the good response. */
export async function jtelRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	return (await send(context, jtel, request, itemIndex)).body;
}

/**
 * Like `jtelRequest`, with another form of the request where jtel's pages leave two open. `refused` says by its error
 * that the first form was not understood, so that nothing was done.
 */
export async function jtelRequestOr(
	context: ApiContext,
	[request, otherwise]: [ApiRequest, ApiRequest],
	refused: (error: unknown) => boolean,
	itemIndex?: number,
): Promise<unknown> {
	try {
		return await jtelRequest(context, request, itemIndex);
	} catch (error) {
		if (refused(error)) return await jtelRequest(context, otherwise, itemIndex);
		throw asNodeError(context.getNode(), error, itemIndex);
	}
}

/** The `records` of an envelope. */
export function records(body: unknown): IDataObject[] {
	return listIn(body, 'records');
}

/** What all reads of jtel are answered with, also those of a single record. */
export const RECORDS = listOf('records');

/** The same of objects that are known by their ID. */
export const WITH_IDS = listOf('records', recordOf('ID'));

/** A whole list: jtel knows neither paging nor filters, it always sends everything. */
export async function jtelList(context: ApiContext, path: string): Promise<IDataObject[]> {
	return records(await jtelRequest(context, { method: 'GET', path, retry: 'read', expects: WITH_IDS }));
}
