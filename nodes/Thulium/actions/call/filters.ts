import type { INodeProperties } from 'n8n-workflow';

/** What calls and recordings can be searched by. */
export const callFilters = [
	{
		displayName: 'Called Number',
		name: 'dst',
		type: 'string',
		default: '',
		placeholder: '221000111',
		description: 'The number that was called',
	},
	{
		displayName: 'Caller Number',
		name: 'src',
		type: 'string',
		default: '',
		placeholder: '600100200',
		description: 'The number that the call came from',
	},
	{
		displayName: 'Connection ID',
		name: 'connectionId',
		type: 'string',
		default: '',
		placeholder: '1736759520.70',
		description: 'ID of the call',
	},
	{
		displayName: 'From',
		name: 'dateFrom',
		type: 'dateTime',
		default: '',
		description: 'Earliest date: of a call its start, of a recording its creation',
	},
	{
		displayName: 'To',
		name: 'dateTo',
		type: 'dateTime',
		default: '',
		description: 'Latest date: of a call its start, of a recording its creation',
	},
] as const satisfies INodeProperties[];
