import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { assertWebAddress } from '../../shared/http/url';
import { asNodeError } from '../../shared/errors';
import type { Service } from '../../shared/http/client';
import type { ApiResponse, ApiContext, ApiRequest, ResponseAction } from '../../shared/http/types';
import { send } from '../../shared/http/client';
import { mapTexts, redactor } from '../../shared/http/secrets';
import { pageReadAlready, paginate } from '../../shared/http/pagination';
import { allOf, isName, listIn, listOf, type Shape } from '../../shared/http/shapes';
import type { RateLimit } from '../../shared/http/rateLimiter';
import { sendAuthenticated } from '../../shared/http/sendAuthenticated';
import { classifyStatus, isSuccess, retryAfterMs, sendOnce, toApiResponse, unescaped } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { apiRoot } from './address';
import { describeFailure, readEnvelope } from './errors';
import { isRefusedRenewal, refusedRenewal } from './tokenRenewal';
import { CURRENT_VERSION, familyPath, type Family } from './versions';
import { safeString } from '../../shared/safeConversion';

export type { Family } from './versions';

/** A call below one of HubSpot's API families; the transport adds the version that the node is set to. */
export type HubSpotRequest = ApiRequest & {
	family: Family;
	/** What the call creates, for people. It always has an ID; without one nobody knows whether it was created. */
	creates?:
		| 'merged ticket'
		| 'new contact'
		| 'new file'
		| 'new import'
		| 'new message'
		| 'new note'
		| 'new pipeline'
		| 'new stage'
		| 'new task'
		| 'new ticket';
	/** The limit that the call counts toward; `burst` when left out. */
	rateLimit?: keyof typeof RATE_LIMITS;
};

/** Published limits: 5 searches per second for the account, 100 calls per 10 s for the smallest plan. */
const RATE_LIMITS = {
	burst: { bucket: 'burst', calls: 95, perMs: 10_000 },
	search: { bucket: 'search', calls: 4, perMs: 1_000 },
} as const satisfies Record<string, RateLimit>;

type CredentialType = 'hubSpotTicketsApi' | 'hubSpotTicketsOAuth2Api';

/** A parameter of the node as a whole. It takes no expression, so it is read as it stands, in every context alike. */
function nodeSetting(context: ApiContext, name: string): unknown {
	return context.getNode().parameters[name];
}

export function apiVersion(context: ApiContext): string {
	return safeString(nodeSetting(context, 'apiVersion') ?? CURRENT_VERSION);
}

export function credentialType(context: ApiContext): CredentialType {
	return nodeSetting(context, 'authentication') === 'oAuth2' ? 'hubSpotTicketsOAuth2Api' : 'hubSpotTicketsApi';
}

async function sendOAuth2(context: ApiContext, options: IHttpRequestOptions): Promise<ApiResponse> {
	const response = await sendAuthenticated(context, 'hubSpotTicketsOAuth2Api', {
		...options,
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
	});
	return toApiResponse(response);
}

/**
 * With OAuth2 a 401 must reach n8n, which renews the token and sends the call again: it was refused, so nothing is
 * doubled. What is thrown after that is turned back into a response. n8n 1.x does not know the exception, so that a 401
 * comes back as an answer; the token is renewed here then.
 */
async function attemptOAuth2(context: ApiContext, send: () => Promise<ApiResponse>): Promise<ApiResponse> {
	try {
		const response = await send();
		// Older engines cannot renew a token on request.
		if (response.status !== 401 || typeof context.helpers.refreshOAuth2Token !== 'function') return response;
		await context.helpers.refreshOAuth2Token.call(context, 'hubSpotTicketsOAuth2Api');
		return await send();
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '401') {
			return { status: 401, headers: {}, body: error.context.data ?? {} };
		}
		const refused = refusedRenewal(error);
		if (refused !== undefined) return refused;
		throw asNodeError(context.getNode(), error);
	}
}

/** The address of the API. @throws NodeOperationError when the credential names none. */
export async function baseUrl(context: ApiContext): Promise<string> {
	const base = apiRoot(await context.getCredentials(credentialType(context)));
	assertWebAddress(context, 'Base URL', base);
	return base;
}

async function attempt(context: ApiContext, request: HubSpotRequest): Promise<ApiResponse> {
	const type = credentialType(context);
	const base = await baseUrl(context);
	const url = base + familyPath(request.family, apiVersion(context)) + request.path;
	if (type === 'hubSpotTicketsOAuth2Api') {
		const send = async () =>
			await attemptOAuth2(
				context,
				async () => await sendOnce(request, url, async (options) => await sendOAuth2(context, options)),
			);
		const response = await send();
		// n8n has renewed the token by now, but cannot send a stream a second time.
		const renewed = response.status === 401 && !isRefusedRenewal(readEnvelope(response.body).category);
		return renewed && request.content !== undefined ? await send() : response;
	}
	return await sendOnce(request, url, async (options) =>
		toApiResponse(await sendAuthenticated(context, type, options)),
	);
}

/** The record that a path is about: `/tickets/123`. */
function recordIn({ family, path }: HubSpotRequest): string | undefined {
	const id = path.split('/').at(family === 'owners' ? 1 : 2);
	return id === undefined || /^[a-z]/.test(id) ? undefined : (unescaped(id) ?? id);
}

/** Waits by policy; a used-up day is final. */
function classifyResponse(response: ApiResponse, request: HubSpotRequest): ResponseAction {
	const failure = describeFailure(response, recordIn(request));
	if (response.status === 429) {
		const { policyName } = readEnvelope(response.body);
		if (policyName === 'DAILY') return { kind: 'failed', failure };
		const action = classifyStatus(response, failure);
		const stepMs = policyName === 'TEN_SECONDLY_ROLLING' ? 10_000 : 1_000;
		return action.kind === 'refused' ? { ...action, stepMs } : action;
	}
	if (response.status === 423) return { kind: 'refused', waitMs: 2_000, failure };
	// The account is being moved: a wait that HubSpot names and that is short enough, or none.
	if (response.status === 477) {
		return { kind: 'refused', waitMs: retryAfterMs(response) ?? Number.POSITIVE_INFINITY, failure };
	}
	return classifyStatus(response, failure);
}

/** A good status, but not what the call creates. */
function lacksCreated({ status, body }: ApiResponse): boolean {
	return isSuccess(status) && !(isRecord(body) && isName(body.id));
}

function classifyCreation(response: ApiResponse, request: HubSpotRequest): ResponseAction {
	const { creates } = request;
	if (creates === undefined || !lacksCreated(response)) return classifyResponse(response, request);
	const { status } = response;
	return { kind: 'faulty', failure: { status, message: `HubSpot answered without the ${creates} (HTTP ${status})` } };
}

function hubSpot(request: HubSpotRequest): Service {
	return {
		name: 'HubSpot',
		attempt: async (context) => await attempt(context, request),
		classifyResponse: (response) => classifyCreation(response, request),
		secrets: async (context) => await context.getCredentials(credentialType(context)),
		rateLimit: () => RATE_LIMITS[request.rateLimit ?? 'burst'],
	};
}

/**
 * The errors inside the good answer of a batch, as those of a refusal: without secrets that a server has put into them, and
 * with the correlation ID of the answer, for which HubSpot's support asks. What a custom call brings gets none.
 */
async function withReadableErrors(
	context: ApiContext,
	{ family }: HubSpotRequest,
	response: ApiResponse,
): Promise<ApiResponse> {
	const { body, headers } = response;
	if (!isRecord(body) || !Array.isArray(body.errors)) return response;
	const hide = redactor(await context.getCredentials(credentialType(context)));
	const errors: unknown = mapTexts(body.errors, hide);
	const readable = Array.isArray(errors) ? errors.filter(isRecord) : [];
	const correlationId = headers['x-hubspot-correlation-id'];
	const marked = family === 'root' ? readable : readable.map((error) => ({ correlationId, ...error }));
	return { ...response, body: { ...body, errors: marked } };
}

/** Sends one request and returns the good response: use `hubSpotRequest` unless the status matters (207). */
export async function sendHubSpot(
	context: ApiContext,
	request: HubSpotRequest,
	itemIndex?: number,
): Promise<ApiResponse> {
	return await withReadableErrors(context, request, await send(context, hubSpot(request), request, itemIndex));
}

/** Sends one request and returns the body of the good response. */
export async function hubSpotRequest(
	context: ApiContext,
	request: HubSpotRequest,
	itemIndex?: number,
): Promise<unknown> {
	return (await sendHubSpot(context, request, itemIndex)).body;
}

/** The `results` of a list, or of what a batch did. */
export function results(body: unknown): IDataObject[] {
	return listIn(body, 'results');
}

/** The place where a list goes on; `undefined` or `null` where HubSpot names none. */
function following(body: unknown): unknown {
	const paging = isRecord(body) ? body.paging : undefined;
	if (paging === undefined || paging === null) return undefined;
	if (!isRecord(paging)) return '';
	const { next } = paging;
	if (next === undefined || next === null) return undefined;
	return isRecord(next) ? (next.after ?? '') : '';
}

/** The `after` cursor of the next page, undefined on the last one. */
export function nextPage(body: unknown): string | undefined {
	const after = following(body);
	return after === undefined ? undefined : safeString(after);
}

/** A list that names no readable next page must not pass for one that is at its end. */
export const withNextPage: Shape = (body) => {
	const after = following(body);
	return after === undefined || isName(after) ? undefined : 'paging.next.after';
};

/** A page of a list, with records that fit. */
export const resultsOf = (record: Shape): Shape => allOf(listOf('results', record), withNextPage);

/** A list that HubSpot documents as one without pages: what it would name as the next one must not be left out. */
export const wholeList = (record: Shape): Shape =>
	allOf(listOf('results', record), (body) => (following(body) === undefined ? undefined : 'all of its results'));

/** A list that goes on with what was read already never ends. */
export function repeatedPage(context: ApiContext): Error {
	return pageReadAlready({ context, service: 'HubSpot' });
}

/** Reads a list that pages by `after`, one page at a time, with records that fit. */
export function pages(
	context: ApiContext,
	request: Omit<HubSpotRequest, 'retry' | 'expects'>,
	record: Shape,
	itemIndex?: number,
): AsyncGenerator<IDataObject[], void, undefined> {
	return paginate<IDataObject[], string>({ context, service: 'HubSpot', itemIndex }, async (after) => {
		const qs = { ...request.qs, ...(after === undefined ? {} : { after }) };
		const body = await hubSpotRequest(
			context,
			{ ...request, qs, retry: 'read', expects: resultsOf(record) },
			itemIndex,
		);
		return { page: results(body), next: nextPage(body) };
	});
}
