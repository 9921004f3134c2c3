import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import type { Stages } from '../crm/metadata';
import type { CrmRecord } from '../crm/record';
import { propertyOf } from '../crm/record';
import { toTimestamp } from '../crm/timestamps';
import { safeString } from '../../shared/safeConversion';

/** One value that a property once took. */
export interface HistoryEntry {
	value: string;
	timestamp: number;
	/** As HubSpot gave it. */
	raw: IDataObject;
}

/** The values of a property, the oldest first; HubSpot sends the newest first. */
export function historyOf(ticket: CrmRecord, property: string): HistoryEntry[] {
	const all = isRecord(ticket.propertiesWithHistory) ? ticket.propertiesWithHistory[property] : undefined;
	if (!Array.isArray(all)) return [];
	return all
		.filter(isRecord)
		.flatMap((raw) => {
			const timestamp = toTimestamp(raw.timestamp);
			return timestamp === undefined ? [] : [{ value: safeString(raw.value ?? ''), timestamp, raw }];
		})
		.reverse()
		.sort((a, b) => a.timestamp - b.timestamp);
}

/** The timestamp of the newest value of any property that was read with its history. */
export function newestEntry(ticket: CrmRecord): number {
	const names = isRecord(ticket.propertiesWithHistory) ? Object.keys(ticket.propertiesWithHistory) : [];
	return Math.max(
		0,
		...names.flatMap((name) =>
			historyOf(ticket, name)
				.slice(-1)
				.map(({ timestamp }) => timestamp),
		),
	);
}

/** When the record came into being: its first stage is written with it. A merge makes a record with older dates. */
export function beganAt(ticket: CrmRecord): number {
	const first = historyOf(ticket, 'hs_pipeline_stage')[0]?.timestamp ?? 0;
	return Math.max(first, toTimestamp(propertyOf(ticket, 'hs_createdate')) ?? 0);
}

/** The value that a property had at that moment; of a property without a history the present one. */
export function valueAt(ticket: CrmRecord, property: string, timestamp: number): string {
	const entries = historyOf(ticket, property);
	if (entries.length === 0) return propertyOf(ticket, property);
	return entries.reduce((value, entry) => (entry.timestamp <= timestamp ? entry.value : value), '');
}

/** A property that took another value. Empty: it was or became unset. */
export interface Change {
	timestamp: number;
	value: string;
	previousValue: string;
	/** The new entry of the history as HubSpot gave it. */
	raw: IDataObject;
}

/**
 * Every change of the property, the oldest first, so that two between polls are two. What a ticket was created
 * with is no change; neither is writing the same value again.
 */
export function changesOf(ticket: CrmRecord, property: string): Change[] {
	const began = beganAt(ticket);
	const entries = historyOf(ticket, property);
	return entries.flatMap(({ value, timestamp, raw }, index) => {
		const previousValue = entries[index - 1]?.value ?? '';
		const isFirst = index === 0 && timestamp <= began;
		return isFirst || previousValue === value ? [] : [{ timestamp, value, previousValue, raw }];
	});
}

/** Where and when a change came from, for the output. */
function origin({ timestamp, raw }: Pick<Change, 'timestamp' | 'raw'>): IDataObject {
	return {
		changedAt: new Date(timestamp).toISOString(),
		source: typeof raw.sourceType === 'string' ? raw.sourceType : null,
		sourceId: typeof raw.sourceId === 'string' ? raw.sourceId : null,
	};
}

/** What comes out beside a ticket of which a property changed. */
export function describeValue(propertyName: string, change: Change): IDataObject {
	return {
		propertyName,
		previousValue: change.previousValue === '' ? null : change.previousValue,
		newValue: change.value === '' ? null : change.value,
		...origin(change),
	};
}

/** A stage that was deleted has no label any more; its ID stands in. */
function label(stages: Stages, id: string | null): string | null {
	return id === null ? null : (stages.get(id)?.label ?? id);
}

/** What comes out beside a ticket that moved. Without a previous stage it is a sample of a ticket that never did. */
export function describeMove(change: Change, stages: Stages): IDataObject {
	const stage = stages.get(change.value);
	const previousStageId = change.previousValue === '' ? null : change.previousValue;
	return {
		stageId: change.value,
		stageLabel: label(stages, change.value),
		previousStageId,
		previousStageLabel: label(stages, previousStageId),
		pipelineId: stage?.pipelineId ?? null,
		pipelineLabel: stage?.pipelineLabel ?? null,
		isClosed: stage?.isClosed ?? false,
		...origin(change),
	};
}
