import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';

/** What a call about something known is answered with. Its IDs come first, and are those that it was called by. */
export function withIds(ids: IDataObject, body: unknown): IDataObject {
	return { ...ids, ...(isRecord(body) ? body : { success: true }), ...ids };
}
