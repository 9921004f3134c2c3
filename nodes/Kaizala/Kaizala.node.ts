import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties } from '../shared/operations/operation';
import { route } from '../shared/operations/router';
import { resources } from './actions';
import { listSearch, lookUps } from './methods';
import { answerHandshake } from './webhook/receive';
import { resume } from './sendAndWait/resume';

export class Kaizala implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kaizala',
		name: 'kaizala',
		icon: { light: 'file:../../icons/kaizala.svg', dark: 'file:../../icons/kaizala.dark.svg' },
		group: ['output'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Send and update cards and messages in Kaizala groups (retired by Microsoft in August 2023, needs a compatible endpoint)',
		defaults: { name: 'Kaizala' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'kaizalaApi',
				required: true,
				// A card is only made, not sent: whoever has left Kaizala has no credential.
				displayOptions: { hide: { resource: ['card'] } },
			},
		],
		waitingNodeTooltip: 'The workflow goes on when somebody has answered in Kaizala, or when the time is over',
		webhooks: [
			// Of executions that wait for an answer. Kaizala asks the first before it uses the second.
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'kaizala',
				isFullPath: true,
				restartWebhook: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'kaizala',
				isFullPath: true,
				restartWebhook: true,
			},
		],
		properties: [
			{
				displayName:
					'Kaizala was retired by Microsoft on 31 August 2023; this node needs a compatible endpoint, for example the sandbox of this package.',
				name: 'retirement',
				type: 'notice',
				default: '',
				displayOptions: { hide: { resource: ['card'] } },
			},
			...resourceProperties(resources, 'action'),
		],
	};

	methods = { listSearch };

	/** The webhooks belong to single executions: the operation that waits subscribes to Kaizala, not the workflow. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this, resources, lookUps);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return this.getWebhookName() === 'setup' ? answerHandshake(this) : await resume(this);
	}
}
