import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { eachRecord } from '../transport/streamRecords';
import { listedEvent } from './listedEvent';
import type { PollingEvent } from './types';

/** What a test in the editor shows: the newest event that passes the filters. Reads only, and stores nothing. */
export async function sample(
	context: IPollFunctions,
	{ rank: rankOf, sampleFields }: PollingEvent,
	matches: (record: IDataObject) => boolean,
): Promise<{ record: IDataObject; fields: IDataObject }> {
	let newest: { rank: number; record: IDataObject } | undefined;
	await eachRecord(context, '/acd/events', () => {
		newest = undefined;
		return (record) => {
			const one = listedEvent(record);
			if (typeof one === 'string') return one;
			const rank = rankOf(one);
			if (matches(record) && (newest === undefined || rank >= newest.rank)) newest = { rank, record };
			return undefined;
		};
	});
	if (newest === undefined) {
		throw inputError(context, 'There is no ACD event to show as a sample', {
			description:
				'Create an event in jtel, or remove the filters of this trigger, then test again. An active workflow needs no sample: it starts by itself when something happens.',
		});
	}
	return { record: newest.record, fields: sampleFields };
}
