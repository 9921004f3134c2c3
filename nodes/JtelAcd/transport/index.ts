import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import type { Service } from '../../shared/exchange';
import type { ApiAnswer, ApiContext, ApiRequest, Verdict } from '../../shared/http';
import { exchange } from '../../shared/exchange';
import { httpOptions, judgeStatus, toAnswer } from '../../shared/http';
import { isRecord } from '../../shared/records';

const CREDENTIAL = 'jtelAcdApi';

/** `{server}/rest/v1.0/{ClientsID}`; a Server URL that already ends in `/rest/v1.0` is accepted (spec 1.1). */
function baseUrl(credentials: IDataObject): string {
	const server = String(credentials.serverUrl)
		.trim()
		.replace(/\/+$/, '')
		.replace(/\/rest\/v1\.0$/, '');
	return `${server}/rest/v1.0/${encodeURIComponent(String(credentials.clientId).trim())}`;
}

function reason(answer: ApiAnswer): string {
	if (isRecord(answer.body) && typeof answer.body.error === 'string') return answer.body.error;
	if (typeof answer.body === 'string' && answer.body.trim() !== '' && !answer.body.trimStart().startsWith('<')) {
		return answer.body.slice(0, 300);
	}
	return `HTTP ${answer.status} without a reason`;
}

const isEmpty = (body: unknown) => body === undefined || body === null || body === '';

/** Status codes and error bodies of spec 1.4. */
function describeFailure(answer: ApiAnswer): Failure {
	const { status } = answer;
	if (status === 404 && isEmpty(answer.body)) {
		return {
			status,
			message: 'This jtel release does not offer this function',
			description:
				'jtel answered 404 without a reason, which means that the REST endpoint does not exist there. Ask your jtel administrator for an update.',
		};
	}
	const advice: Record<number, string> = {
		400: 'A mandatory value is missing or not acceptable. Check the fields of this node.',
		401: 'Check the token and the Client ID in the credential: they belong together, and a new token ends the old one at once.',
		404: 'Check the ID. It may belong to another client account or have been removed.',
		409: 'The object exists already, or another precondition is not met.',
	};
	return { status, message: `jtel says: ${reason(answer)}`, description: advice[status] };
}

const jtel: Service = {
	name: 'jtel',

	async attempt(context, request) {
		const credentials = await context.getCredentials(CREDENTIAL);
		const options = httpOptions(request, baseUrl(credentials) + request.path);
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, {
			...options,
			skipSslCertificateValidation: credentials.ignoreSslIssues === true,
		});
		return toAnswer(response);
	},

	judge(answer): Verdict {
		// Every body repeats the status; an error status under HTTP 200 is an error too (spec 1.4).
		const inner = isRecord(answer.body) ? Number(answer.body.status) : Number.NaN;
		const effective = answer.status === 200 && inner >= 400 ? { ...answer, status: inner } : answer;
		return judgeStatus(effective, describeFailure(effective));
	},

	howToFindOut: () =>
		'Look in jtel, or with Event: Get Many, for an event with the same Subject and User Data before you run this item again.',
};

/** Sends one request and returns the body of the good answer. */
export async function jtelRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	return (await exchange(context, jtel, request, itemIndex)).body;
}

/** The `records` of an envelope (spec 1.5). */
export function records(body: unknown): IDataObject[] {
	return isRecord(body) && Array.isArray(body.records) ? body.records.filter(isRecord) : [];
}

/** A whole list: jtel knows neither paging nor filters, it always sends everything (spec 1.5). */
export async function jtelList(context: ApiContext, path: string): Promise<IDataObject[]> {
	return records(await jtelRequest(context, { method: 'GET', path, retry: 'read' }));
}
