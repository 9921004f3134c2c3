import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/http/types';
import { anyOf, isFilled, listIn, listOf, recordIn, recordOf, type Shape } from '../../../shared/http/shapes';

export const GROUPS = listOf('groups', recordOf('groupId'));

const below = listOf('subGroups', recordOf('groupId'));

/** A group that has none below it may leave their list out. */
const parent: Shape = (group) => (isFilled(recordIn(group).subGroups) ? below(group) : undefined);

/** The groups below one, whichever of the two shapes on record the answer has. */
export const SUBGROUPS = anyOf(listOf('groups', parent), below);

/** `GET /v1/groups`. Switches that are off are left out, as for all of Kaizala's optional parameters. */
export function groupsRequest(switches: { showDetails?: boolean; fetchAllGroups?: boolean }): ApiRequest {
	const qs = Object.fromEntries(Object.entries(switches).filter(([, on]) => on));
	const query = Object.keys(qs).length === 0 ? {} : { qs };
	return { method: 'GET', path: '/v1/groups', ...query, retry: 'read', expects: GROUPS };
}

export function groupsOf(body: unknown): IDataObject[] {
	return listIn(body, 'groups');
}

export function subGroupsOf(body: unknown): IDataObject[] {
	const parents = groupsOf(body);
	return (parents.length > 0 ? parents : [body]).flatMap((holder) => listIn(holder, 'subGroups'));
}
