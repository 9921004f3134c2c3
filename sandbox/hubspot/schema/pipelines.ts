/** Pipelines and stages as the API answers them; the metadata values are strings. */
export interface Stage {
	id: string;
	label: string;
	displayOrder: number;
	archived: boolean;
	createdAt: string;
	updatedAt: string;
	writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT';
	metadata: { ticketState: 'OPEN' | 'CLOSED'; isClosed: 'true' | 'false' };
}

export interface Pipeline {
	id: string;
	label: string;
	displayOrder: number;
	archived: boolean;
	createdAt: string;
	updatedAt: string;
	stages: Stage[];
}

const CREATED = '2025-02-03T08:00:00.000Z';

function pipeline(
	id: string,
	label: string,
	displayOrder: number,
	stages: [id: string, label: string, closed?: true][],
) {
	return {
		id,
		label,
		displayOrder,
		archived: false,
		createdAt: CREATED,
		updatedAt: CREATED,
		stages: stages.map(([stageId, stageLabel, closed], index): Stage => ({
			id: stageId,
			label: stageLabel,
			displayOrder: index,
			archived: false,
			createdAt: CREATED,
			updatedAt: CREATED,
			writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
			metadata: { ticketState: closed ? 'CLOSED' : 'OPEN', isClosed: closed ? 'true' : 'false' },
		})),
	};
}

export const DEFAULT_PIPELINE = '0';
export const RETURNS_PIPELINE = '748215903';

/** Those of the fixed seed. */
export const PIPELINES: readonly Pipeline[] = [
	pipeline(DEFAULT_PIPELINE, 'Support Pipeline', 0, [
		['1', 'New'],
		['2', 'Waiting on contact'],
		['3', 'Waiting on us'],
		['4', 'Closed', true],
	]),
	pipeline(RETURNS_PIPELINE, 'Returns', 1, [
		['1094427713', 'Announced'],
		['1094427714', 'Parcel received'],
		['5d0c7a4e-93f1-4b6b-8a57-2f6a1c9be310', 'Being checked'],
		['1094427716', 'Refunded', true],
		['1094427717', 'Refused', true],
	]),
];
