import type { INodeProperties } from 'n8n-workflow';

/** How a text is read. Which of the two Thulium assumes differs between its endpoints. */
export const bodyType = <const D extends 'HTML' | 'PLAIN'>(defaultType: D) =>
	({
		displayName: 'Message Format',
		name: 'bodyType',
		type: 'options',
		options: [
			{ name: 'HTML', value: 'HTML', description: 'The message contains HTML tags' },
			{ name: 'Text', value: 'PLAIN', description: 'Shown as it is, with its line breaks' },
		],
		default: defaultType,
		description: 'The format of the message',
	}) as const satisfies INodeProperties;
