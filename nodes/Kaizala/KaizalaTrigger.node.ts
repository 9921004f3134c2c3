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
		eventTriggerDescription: 'Waiting for Kaizala to call the test URL',
		activationMessage: 'Kaizala calls this workflow from now on, for the events that you have chosen.',
		triggerPanel: {
			header: 'Do in Kaizala what should start the workflow',
			executionsHelp: {
				inactive:
					'Click the button above, then do in the group what you have chosen under Events, for example answer a card. Kaizala has to reach this n8n from outside.',
				active:
					'<b>While building</b>, click the button above, then do it in the group. <b>Once published</b>, the workflow starts by itself; those runs are in its list of executions.',
			},
			activationHint: 'Publish the workflow, and it starts at each of these events by itself.',
		},
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
