import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventSubtitles } from '../shared/triggers/events';
import { EVENTS } from './webhook/events';
import { webhookProperties } from './webhook/properties';
import { receive } from './webhook/receive';
import { isSubscribed, subscribe, unsubscribe } from './webhook/subscription';
import { thuliumApiTest } from './transport/credentialTest';

export class ThuliumTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Thulium Trigger',
		name: 'thuliumTrigger',
		icon: { light: 'file:../../icons/thulium.svg', dark: 'file:../../icons/thulium.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ [...${eventSubtitles(EVENTS, '$parameter["events"]')}, $parameter["otherEvents"]].filter(Boolean).join(", ") }}`,
		description: 'Starts the workflow when Thulium reports an event of a ticket, customer, chat or call',
		eventTriggerDescription: 'Waiting for Thulium to call the test URL',
		activationMessage: 'Thulium calls this workflow from now on, for the events that you have chosen.',
		triggerPanel: {
			header: 'Do in Thulium what should start the workflow',
			executionsHelp: {
				inactive:
					'Click the button above, then do in Thulium what you have chosen under Events: write a mail to a mailbox of yours for a new ticket, or change a ticket. With Setup <i>Manual</i>, first paste the Test URL under <i>Administration > Advanced > Webhooks</i>.',
				active:
					'<b>While building</b>, click the button above, then do in Thulium what you have chosen under Events. <b>Once published</b>, the workflow starts by itself; those runs are in its list of executions.',
			},
			activationHint: 'Publish the workflow, and it starts at each of these events by itself.',
		},
		defaults: { name: 'Thulium Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'thuliumApi', required: true, testedBy: 'thuliumApiTest' }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: [...webhookProperties],
	};

	methods = { credentialTest: { thuliumApiTest } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSubscribed(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await subscribe(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unsubscribe(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
