import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventSubtitles } from '../shared/triggers/events';
import { listSearch } from './methods';
import { EVENTS } from './webhook/events';
import { properties } from './webhook/properties';
import { answerHandshake, receive } from './webhook/receive';
import { checkExists, create, unsubscribe } from './webhook/subscription';

export class KaizalaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kaizala Trigger',
		name: 'kaizalaTrigger',
		icon: { light: 'file:../../icons/kaizala.svg', dark: 'file:../../icons/kaizala.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ $parameter["objectType"] + ": " + ${eventSubtitles(EVENTS, '($parameter["events"] || $parameter["actionEvents"] || $parameter["packageEvents"])')}.join(", ") }}`,
		description:
			'Starts the workflow when something happens in Kaizala, for example when a card is answered (retired by Microsoft in August 2023, needs a compatible endpoint)',
		defaults: { name: 'Kaizala Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'kaizalaApi', required: true }],
		webhooks: [
			// First, because Kaizala asks here while the other one is being registered.
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' },
		],
		properties: [
			{
				displayName:
					'Kaizala was retired by Microsoft on 31 August 2023; this node needs a compatible endpoint. It must be able to reach the webhook address of this n8n by HTTPS.',
				name: 'retirement',
				type: 'notice',
				default: '',
			},
			...properties,
		],
	};

	methods = { listSearch };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === 'setup' ? answerHandshake(this) : await receive(this);
	}
}
