import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { filled } from '../../parameters/values';

const PARTS = [
	{ displayName: 'Building', name: 'building', type: 'string', default: '' },
	{ displayName: 'City', name: 'city', type: 'string', default: '' },
	{ displayName: 'Country', name: 'country', type: 'string', default: '' },
	{ displayName: 'Flat', name: 'flat', type: 'string', default: '' },
	{ displayName: 'Postcode', name: 'postcode', type: 'string', default: '' },
	{ displayName: 'Street', name: 'street', type: 'string', default: '' },
] as const satisfies INodeProperties[];

/** One of the three addresses of a customer. */
export const address = <const N extends string>(name: N, displayName: string) =>
	({
		displayName,
		name,
		type: 'fixedCollection',
		placeholder: 'Add Address',
		default: {},
		options: [{ displayName: 'Address', name: 'address', values: [...PARTS] }],
	}) as const satisfies INodeProperties;

/** The parts that are filled in. */
export function addressValues(given: { address?: IDataObject[] } | undefined): IDataObject {
	return filled(given?.address?.[0] ?? {});
}
