import type { INodeProperties } from 'n8n-workflow';

/** How a text is read. Which of the two Thulium assumes differs between its endpoints. */
export const bodyType = <const D extends 'HTML' | 'PLAIN'>(defaultType: D) =>
	({
		displayName: 'Message Format',
		name: 'bodyType',
		type: 'options',
		options: [
			{ name: 'HTML', value: 'HTML', description: 'The message holds mark-up' },
			{ name: 'Text', value: 'PLAIN', description: 'Shown as it is, with its line breaks' },
		],
		default: defaultType,
		description: 'How the message is meant',
	}) as const satisfies INodeProperties;
