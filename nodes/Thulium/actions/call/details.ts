import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordWithAny, type Shape, undocumented } from '../../../shared/http/shapes';
import { thuliumRequest } from '../../transport';
import { filled, segment } from '../../parameters/values';

const connectionId = {
	displayName: 'Connection ID',
	name: 'connectionId',
	type: 'string',
	default: '',
	required: true,
	placeholder: '1736759520.70',
	description: 'ID of the call, as Get Many returns it',
} as const satisfies INodeProperties;

const properties = [connectionId] as const satisfies INodeProperties[];

const reading = (
	part: string,
	expects: Shape,
	texts: { name: string; action: string; description: string },
): SingleOperation =>
	restOperation({
		...texts,
		properties: [...properties],
		send: thuliumRequest,
		request: (parameter, context, itemIndex) => ({
			method: 'GET',
			path: `/connections/${segment(context, 'Connection ID', parameter('connectionId'), itemIndex)}/${part}`,
			retry: 'read',
			expects,
		}),
		concurrency: 2,
	});

export const getTopic = reading('topic', recordWithAny('topic_id', 'comment', 'custom_fields'), {
	name: 'Get Topic',
	action: 'Get the topic of a call',
	description: 'Get the topic, comment and fields that the agent entered for a call',
});

/** The shape is not documented; it is passed on as it is. */
export const getTranscription = reading('transcription', undocumented('a transcription'), {
	name: 'Get Transcription',
	action: 'Get the transcription of a call',
	description: 'Get what was said in a call as text',
});

const withLanguage = [
	connectionId,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Language',
				name: 'language',
				type: 'string',
				default: '',
				placeholder: 'pl',
				description: 'Language of the conversation',
			},
		],
	},
] as const satisfies INodeProperties[];

export const getIntents = restOperation({
	name: 'Get Intents',
	action: 'Get the intents of a call',
	description: 'Get what the caller wanted, as Thulium understood it',
	properties: [...withLanguage],
	send: thuliumRequest,
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/connections/${segment(context, 'Connection ID', parameter('connectionId'), itemIndex)}/intents`,
		qs: filled({ language: parameter('options').language }),
		retry: 'read',
		expects: recordWithAny('intent'),
	}),
	concurrency: 2,
});
