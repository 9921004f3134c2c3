import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/records';
import type { Stages } from './stages';
import type { Ticket } from './tickets';
import { stampOf } from './tickets';

/** One value that a property once took. */
export interface HistoryEntry {
	value: string;
	stamp: number;
	/** As HubSpot gave it. */
	raw: IDataObject;
}

/** The values of a property, the oldest first; HubSpot sends the newest first (spec 5.1). */
export function historyOf(ticket: Ticket, property: string): HistoryEntry[] {
	const all = isRecord(ticket.propertiesWithHistory) ? ticket.propertiesWithHistory[property] : undefined;
	if (!Array.isArray(all)) return [];
	return all
		.filter(isRecord)
		.flatMap((raw) => {
			const stamp = stampOf(raw.timestamp);
			return stamp === undefined ? [] : [{ value: String(raw.value ?? ''), stamp, raw }];
		})
		.reverse()
		.sort((a, b) => a.stamp - b.stamp);
}

/** A move of a ticket from one stage to another. */
export interface StageChange {
	stamp: number;
	stageId: string;
	previousStageId: string;
	raw: IDataObject;
}

/**
 * Every move of the ticket, the oldest first, so that two between polls are two (spec 15). The first value is the stage
 * that the ticket was created in, which is no move; neither is writing the same stage again.
 */
export function stageChanges(ticket: Ticket): StageChange[] {
	const entries = historyOf(ticket, 'hs_pipeline_stage');
	return entries.flatMap(({ value, stamp, raw }, index) => {
		const before = entries[index - 1];
		if (before === undefined || before.value === value) return [];
		return [{ stamp, stageId: value, previousStageId: before.value, raw }];
	});
}

/** A stage that was deleted has no label any more; its ID stands in. */
function label(stages: Stages, id: string | null): string | null {
	return id === null ? null : (stages.get(id)?.label ?? id);
}

/** What comes out beside the ticket. A previous stage of null only occurs in the sample of a ticket that never moved. */
export function describeChange(
	change: Omit<StageChange, 'previousStageId'> & { previousStageId: string | null },
	stages: Stages,
): IDataObject {
	const stage = stages.get(change.stageId);
	return {
		stageId: change.stageId,
		stageLabel: label(stages, change.stageId),
		previousStageId: change.previousStageId,
		previousStageLabel: label(stages, change.previousStageId),
		pipelineId: stage?.pipelineId ?? null,
		pipelineLabel: stage?.pipelineLabel ?? null,
		isClosed: stage?.isClosed ?? false,
		changedAt: new Date(change.stamp).toISOString(),
		source: typeof change.raw.sourceType === 'string' ? change.raw.sourceType : null,
		sourceId: typeof change.raw.sourceId === 'string' ? change.raw.sourceId : null,
	};
}
