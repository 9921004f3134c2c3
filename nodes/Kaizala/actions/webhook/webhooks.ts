import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { eventOptions } from '../../../shared/triggers/events';
import { EVENTS } from '../../webhook/events';
import type { Parameter } from '../../../shared/parameters/types';
import { readInstant } from '../../../shared/parameters/dateFields';
import { isNothing } from '../../../shared/parameters/values';

/** Fields of webhooks that are kept by hand. The Kaizala Trigger keeps its own and needs none of these. */

export const objectFields = [
	{
		displayName: 'Listen To',
		name: 'objectType',
		type: 'options',
		options: [
			{ name: 'Action', value: 'Action' },
			{ name: 'Action Package', value: 'ActionPackage' },
			{ name: 'Group', value: 'Group' },
		],
		default: 'Group',
	},
	{
		displayName: 'Object ID',
		name: 'objectId',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		placeholder: '10aa0000-0000-4000-8000-000000000001@2',
		description: 'ID of the group, action or action package',
	},
] as const satisfies Parameter[];

export const webhookIdField = {
	displayName: 'Webhook ID',
	name: 'webhookId',
	type: 'string',
	kind: 'key',
	default: '',
	required: true,
	placeholder: '8d0e1d5c-0000-4000-8000-000000000001',
	description: 'As Webhook: Create and Get Many return it',
} as const satisfies Parameter;

export const urlField = {
	displayName: 'URL',
	name: 'callBackUrl',
	form: 'url',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'https://example.com/kaizala',
	description: 'Where events are sent. Kaizala checks it at once: it must return the validation token over HTTPS.',
} as const satisfies Parameter;

export const eventsField = {
	displayName: 'Events',
	name: 'eventTypes',
	type: 'multiOptions',
	options: eventOptions(EVENTS),
	default: [],
	required: true,
	description: 'What is sent',
} as const satisfies Parameter;

export const webhookOptions = [
	{
		displayName: 'Context',
		name: 'callBackContext',
		type: 'string',
		default: '',
		description: 'Sent with every event',
	},
	{
		displayName: 'Token',
		name: 'callBackToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Secret that is sent with every event in the header kz-callback-token',
	},
	{
		displayName: 'Valid Until',
		name: 'validity',
		type: 'dateTime',
		default: '',
		description: 'When the webhook expires. Defaults to two years from now.',
	},
] as const satisfies Parameter[];

/** What `webhookOptions` hold, as Kaizala wants it: the end of life in milliseconds. */
export function optionsOf(
	context: IExecuteFunctions,
	{ validity = '', ...texts }: { callBackContext?: string; callBackToken?: string; validity?: string },
	itemIndex: number,
): IDataObject {
	const until = isNothing(validity)
		? {}
		: { validity: readInstant(context, 'Options > Valid Until', validity, itemIndex) };
	const given = Object.entries(texts).filter(([, value]) => value !== '');
	return { ...Object.fromEntries(given), ...until };
}

/** The token is a secret that whoever reads an execution should not see. */
export function withoutToken(webhook: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(webhook).filter(([name]) => name.toLowerCase() !== 'callbacktoken'));
}
