import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { eachRecord } from '../transport/streamRecords';
import { listed } from './event';
import type { EventName } from './types';

/** What a test in the editor shows: the newest event that passes the filters. Reads only, and no state. */
export async function sample(
	context: IPollFunctions,
	event: EventName,
	matches: (record: IDataObject) => boolean,
): Promise<{ record: IDataObject; fields: IDataObject }> {
	let newest: { rank: number; record: IDataObject } | undefined;
	await eachRecord(context, '/acd/events', () => {
		newest = undefined;
		return (record) => {
			const one = listed(record);
			if (one === undefined || !matches(record)) return;
			const rank = event === 'created' ? one.id : one.modified;
			if (newest === undefined || rank >= newest.rank) newest = { rank, record };
		};
	});
	if (newest === undefined) {
		throw new NodeOperationError(context.getNode(), 'There is no ACD event to show as a sample', {
			description:
				'Create an event in jtel, or take the filters of this trigger away, then test again. An active workflow needs no sample: it starts by itself when something happens.',
		});
	}
	// Nobody knows what the status of an event was before the trigger is active.
	return { record: newest.record, fields: event === 'statusChanged' ? { previousStatusId: null } : {} };
}
