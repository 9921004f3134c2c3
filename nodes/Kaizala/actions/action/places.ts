import type { IDataObject, INodeProperties } from 'n8n-workflow';

const values = [
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
		default: 0,
		required: true,
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
		default: 0,
		required: true,
	},
	{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'Front desk' },
] as const satisfies INodeProperties[];

/** A point on the map. Read it with `placeOf`. */
export const placeField = {
	displayName: 'Place',
	name: 'place',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Place',
	options: [{ displayName: 'Place', name: 'place', values }],
} as const satisfies INodeProperties;

interface Place extends IDataObject {
	latitude: number;
	longitude: number;
	name: string;
}

/** The one row of a `placeField`, if it was filled in. */
export function placeOf(rows: readonly Place[] = []): Place | undefined {
	return rows[0];
}
