import type { INodeProperties } from 'n8n-workflow';

/** How a text is read. Which of the two Thulium assumes differs between its endpoints. */
export const bodyType = <const D extends 'HTML' | 'PLAIN'>(defaultType: D) =>
	({
		displayName: 'Body Type',
		name: 'bodyType',
		type: 'options',
		options: [
			{ name: 'HTML', value: 'HTML' },
			{ name: 'Plain Text', value: 'PLAIN' },
		],
		default: defaultType,
		description: 'How Thulium reads the text',
	}) as const satisfies INodeProperties;
