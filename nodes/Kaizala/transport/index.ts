import type { IDataObject } from 'n8n-workflow';

import type { Service } from '../../shared/http/client';
import type { ApiContext, ApiRequest, ResponseAction } from '../../shared/http/types';
import { send } from '../../shared/http/client';
import type { Step } from '../../shared/http/pagination';
import { paginate } from '../../shared/http/pagination';
import { allOf, isFilled, listOf, recordIn, type Shape } from '../../shared/http/shapes';
import { pathPart } from '../../shared/http/url';
import { entryOf } from '../../shared/isRecord';
import { isNotFound, classifyResponse } from './errors';
import { LogInError } from './logIn';
import { sessionOf } from './session';

/** 100 calls a minute per connector; two are left for logins. */
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
		if (maybeApplied && method === 'DELETE' && isNotFound(response)) return { kind: 'ok', errorsRead: true };
		return classifyResponse(response);
	},

	secrets: async (context) => (await sessionOf(context)).secrets(),

	rateLimit: () => RATE_LIMIT,
};

/** Sends one request and returns the body of the good response. */
export async function kaizalaRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	const response = await send(context, kaizala, request, itemIndex);
	return isNotFound(response) ? undefined : response.body;
}

/** The field that holds the part of a path behind one of these. */
const FIELDS: Readonly<Record<string, string>> = {
	actions: 'Action ID',
	members: 'Member',
	reaction: 'Reference ID',
	subGroups: 'Subgroup',
};

/** The path of a group, or of what is below it; `field` where it is not called "Group". Group IDs may carry a suffix such as `@2`. */
export function groupPath(group: string | { field: string; id: string }, ...below: string[]): string {
	const { field, id } = typeof group === 'string' ? { field: 'Group', id: group } : group;
	const parts = below.map((part, index) => pathPart(entryOf(FIELDS, below[index - 1] ?? '') ?? 'ID', part));
	return `/v1/groups/${[pathPart(field, id), ...parts].join('/')}`;
}

/** A list whose cursor, if it names one, can be read: otherwise it must not pass for one that is at its end. */
export const listByCursor = (key: string, entry?: Shape): Shape =>
	allOf(listOf(key, entry), (body) => {
		const { cursor } = recordIn(body);
		return !isFilled(cursor) || typeof cursor === 'string' || Number.isInteger(cursor) ? undefined : 'cursor';
	});

/** The pages of a list, see `paginate`. */
export function kaizalaPages<Next>(
	context: ApiContext,
	itemIndex: number,
	read: (position: Next | undefined) => Promise<Step<IDataObject[], Next>>,
): AsyncGenerator<IDataObject[], void, undefined> {
	return paginate({ context, service: kaizala.name, itemIndex }, read);
}
