import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { hubSpotRequest, results } from '../transport';

export interface Stage {
	id: string;
	label: string;
	isClosed: boolean;
	pipelineId: string;
	pipelineLabel: string;
}

/** By ID: stage IDs are unique in the account. */
export type Stages = ReadonlyMap<string, Stage>;

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

function stagesOf(pipeline: IDataObject): Stage[] {
	const stages = Array.isArray(pipeline.stages) ? pipeline.stages.filter(isRecord) : [];
	return stages.map((stage) => {
		const metadata = isRecord(stage.metadata) ? stage.metadata : {};
		return {
			id: text(stage.id),
			label: text(stage.label),
			isClosed: metadata.ticketState === 'CLOSED' || text(metadata.isClosed) === 'true',
			pipelineId: text(pipeline.id),
			pipelineLabel: text(pipeline.label),
		};
	});
}

/** Asked for in every poll that needs it: the context of a trigger lives for as long as the workflow is active. */
export async function loadStages(context: ApiContext): Promise<Stages> {
	const body = await hubSpotRequest(context, { family: 'pipelines', method: 'GET', path: '/tickets', retry: 'read' });
	return new Map(results(body).flatMap((pipeline) => stagesOf(pipeline).map((stage) => [stage.id, stage] as const)));
}
