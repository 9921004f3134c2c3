import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../../shared/http/types';
import { isRecord } from '../../../shared/isRecord';
import { groupPath } from '../../transport';

/** `GET /v1/groups/{group}/members`. */
export const membersRequest = (groupId: string): ApiRequest => ({
	method: 'GET',
	path: groupPath(groupId, 'members'),
	retry: 'read',
});

export function membersOf(body: unknown): IDataObject[] {
	return isRecord(body) && Array.isArray(body.members) ? body.members.filter(isRecord) : [];
}
