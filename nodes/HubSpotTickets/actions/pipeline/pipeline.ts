import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';

/** A pipeline and its stages, as operations on either return them. */

export const requiredPipeline = resourceLocator({
	displayName: 'Pipeline',
	name: 'pipelineId',
	description: 'The pipeline, chosen from the list or by its ID',
	searchListMethod: 'searchPipelines',
	lookUp: 'pipeline',
	required: true,
	placeholder: '0',
});

/** A stage with what HubSpot puts into its metadata as text. */
export function simplifyStage(stage: IDataObject): IDataObject {
	const { id, label, displayOrder, metadata, pipelineId, pipelineLabel } = stage;
	const { ticketState, isClosed } = isRecord(metadata) ? metadata : {};
	return {
		id,
		label,
		displayOrder,
		ticketState,
		isClosed: ticketState === 'CLOSED' || String(isClosed) === 'true',
		...(pipelineId === undefined ? {} : { pipelineId }),
		...(pipelineLabel === undefined ? {} : { pipelineLabel }),
	};
}

export function simplifyPipeline({ id, label, displayOrder, stages }: IDataObject): IDataObject {
	const list = Array.isArray(stages) ? stages.filter(isRecord) : [];
	return { id, label, displayOrder, stages: list.map(simplifyStage) };
}
