import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/http/types';
import { listIn, listOf, recordOf } from '../../../shared/http/shapes';
import { groupPath } from '../../transport';

/** `GET /v1/groups/{group}/members`. */
export const membersRequest = (groupId: string): ApiRequest => ({
	method: 'GET',
	path: groupPath(groupId, 'members'),
	retry: 'read',
	expects: listOf('members', recordOf('id')),
});

export function membersOf(body: unknown): IDataObject[] {
	return listIn(body, 'members');
}
