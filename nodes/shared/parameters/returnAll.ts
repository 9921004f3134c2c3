import type { INodeProperties } from 'n8n-workflow';

/** The Return All and Limit pair of every Get Many. Spread it into the operation's properties. */
export const returnAllOrLimit = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
] as const satisfies INodeProperties[];

/** The number of results that the two parameters ask for. */
export function wantedCount(parameter: (name: 'returnAll' | 'limit') => boolean | number): number {
	return parameter('returnAll') === true ? Number.POSITIVE_INFINITY : Math.floor(Number(parameter('limit')));
}
