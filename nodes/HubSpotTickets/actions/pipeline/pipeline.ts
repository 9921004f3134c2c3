import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { cannotBeCleared, nothingToUpdate } from '../updateErrors';
import { safeString } from '../../../shared/safeConversion';

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
		isClosed: ticketState === 'CLOSED' || safeString(isClosed) === 'true',
		...(pipelineId === undefined ? {} : { pipelineId }),
		...(pipelineLabel === undefined ? {} : { pipelineLabel }),
	};
}

export function simplifyPipeline({ id, label, displayOrder, stages }: IDataObject): IDataObject {
	const list = Array.isArray(stages) ? stages.filter(isRecord) : [];
	return { id, label, displayOrder, stages: list.map(simplifyStage) };
}

export const displayOrderField = {
	displayName: 'Display Order',
	name: 'displayOrder',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 0,
} as const satisfies INodeProperties;

export const stateField = {
	displayName: 'Counts As',
	name: 'state',
	type: 'options',
	options: [
		{ name: 'Closed', value: 'CLOSED' },
		{ name: 'Open', value: 'OPEN' },
	],
	default: 'OPEN',
	description: 'Whether tickets in this stage are open or closed',
} as const satisfies INodeProperties;

/** HubSpot keeps it as text. */
export const stageMetadata = (state: string): IDataObject => ({ ticketState: state });

export const restoreField = (what: 'pipeline' | 'stage') =>
	({
		displayName: 'Restore',
		name: 'restore',
		type: 'boolean',
		default: true,
		description: `Whether to bring back a ${what} that was deleted`,
	}) as const satisfies INodeProperties;

interface Patch {
	label?: string;
	displayOrder?: number;
	restore?: boolean;
	/** What only a stage has. */
	state?: string;
}

/** The body of a change: the fields that are given, of which there has to be one. A label cannot be cleared. */
export function patchBody(
	context: IExecuteFunctions,
	{ label, displayOrder, restore = false, state }: Patch,
	itemIndex: number,
): IDataObject {
	if (label?.trim() === '') throw cannotBeCleared(context, 'Label', 'pipeline or stage', itemIndex);
	const body = {
		...(label === undefined ? {} : { label }),
		...(displayOrder === undefined ? {} : { displayOrder }),
		...(state === undefined ? {} : { metadata: stageMetadata(state) }),
		...(restore ? { archived: false } : {}),
	};
	if (Object.keys(body).length > 0) return body;
	throw nothingToUpdate(context, itemIndex);
}
