import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/http/types';
import { isRecord } from '../../../shared/isRecord';

/** `GET /v1/groups`. Switches that are off are left out, as for all of Kaizala's optional parameters. */
export function groupsRequest(switches: { showDetails?: boolean; fetchAllGroups?: boolean }): ApiRequest {
	const qs = Object.fromEntries(Object.entries(switches).filter(([, on]) => on));
	return { method: 'GET', path: '/v1/groups', ...(Object.keys(qs).length === 0 ? {} : { qs }), retry: 'read' };
}

export function groupsOf(body: unknown): IDataObject[] {
	return isRecord(body) && Array.isArray(body.groups) ? body.groups.filter(isRecord) : [];
}

/** The groups below one, whichever of the two shapes on record the answer has. */
export function subGroupsOf(body: unknown): IDataObject[] {
	const parents = groupsOf(body);
	const holders = parents.length > 0 ? parents : isRecord(body) ? [body] : [];
	return holders.flatMap(({ subGroups }) => (Array.isArray(subGroups) ? subGroups.filter(isRecord) : []));
}
