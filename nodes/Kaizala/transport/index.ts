import type { Service } from '../../shared/http/client';
import type { ApiContext, ApiRequest, ResponseAction } from '../../shared/http/types';
import { send } from '../../shared/http/client';
import { pathPart } from '../../shared/http/url';
import { isNotFound, classifyResponse } from './errors';
import { LogInError } from './logIn';
import { sessionOf } from './session';

/** 100 calls a minute per connector; two are left for log-ins. */
const RATE_LIMIT = { bucket: 'calls', calls: 98, perMs: 60_000 };

function classifyLogInError({ failure, passing, waitMs }: LogInError): ResponseAction {
	return passing ? { kind: 'refused', waitMs, failure } : { kind: 'failed', failure };
}

const kaizala: Service = {
	name: 'Kaizala',

	async attempt(context, request) {
		const response = await (await sessionOf(context)).send(request);
		return response instanceof LogInError ? { status: 0, headers: {}, body: response } : response;
	},

	classifyResponse(response, { method }, maybeApplied): ResponseAction {
		if (response.body instanceof LogInError) return classifyLogInError(response.body);
		// Nothing left to delete: the try before, whose answer was lost, has done it.
		if (maybeApplied && method === 'DELETE' && isNotFound(response)) return { kind: 'ok' };
		return classifyResponse(response);
	},

	rateLimit: () => RATE_LIMIT,
};

/** Sends one request and returns the body of the good answer. */
export async function kaizalaRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	const response = await send(context, kaizala, request, itemIndex);
	return isNotFound(response) ? undefined : response.body;
}

/** The field that holds the part of a path behind one of these. */
const FIELDS: Readonly<Record<string, string>> = {
	actions: 'Action ID',
	groups: 'Group',
	members: 'Member',
	reaction: 'Reference ID',
	subGroups: 'Subgroup',
};

/** The path of a group or of what is below it. Group IDs may carry a suffix such as `@2`. */
export function groupPath(groupId: string, ...below: string[]): string {
	const parts = ['groups', groupId, ...below];
	return `/v1/${parts.map((part, index) => pathPart(FIELDS[parts[index - 1] ?? ''] ?? 'ID', part)).join('/')}`;
}
