import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters/reader';
import { eventMap, eventSubtitle } from '../../shared/triggers/events';
import { properties } from '../webhook/properties';
import { receive } from '../webhook/receive';
import { SOURCES } from '../webhook/sources';
import { checkSecret } from '../webhook/authentication';
import { jtelAcdApiTest } from '../transport/credentialTest';

/** In a folder of its own, because n8n looks for the output schema of a trigger next to its file. */
export class JtelAcdCallbackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'jtel ACD Callback Trigger',
		name: 'jtelAcdCallbackTrigger',
		icon: { light: 'file:../../../icons/jtelAcd.svg', dark: 'file:../../../icons/jtelAcd.dark.svg' },
		group: ['trigger'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: eventSubtitle(SOURCES, 'source'),
		description:
			'Starts the workflow when a jtel contact center calls a web address: a new callback, a call flow, an agent',
		eventTriggerDescription: 'Waiting for jtel to call the test URL',
		activationMessage:
			'jtel can now call the Production URL of the trigger. Paste it where the notice in the node says, with the Callback Secret.',
		triggerPanel: {
			header: 'Let jtel call this address',
			executionsHelp: {
				inactive:
					'Copy the Test URL and put the Callback Secret of the credential in the place of <i>:secret</i>. Click the button above, then open the address in a browser, or paste it in jtel where the notice in the node says and leave a callback.',
				active:
					'<b>While building</b>, copy the Test URL, put the Callback Secret in the place of <i>:secret</i>, click the button above and open it. <b>Once published</b>, jtel calls the Production URL; those runs are in the list of executions.',
			},
			activationHint: 'Publish the workflow, and paste the Production URL in jtel.',
		},
		defaults: { name: 'jtel ACD Callback Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'jtelAcdApi', required: true, testedBy: 'jtelAcdApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: `={{ (${eventMap(SOURCES, ({ httpMethod }) => httpMethod)})[$parameter["source"]] || ($parameter["httpMethods"] || []).join(",") || "GET" }}`,
				// A path with a parameter has to be unique among all workflows by itself.
				isFullPath: true,
				path: '={{ $parameter["authentication"] === "secretPath" ? $webhookId + "/:secret" : "" }}',
				responseMode: '={{ $parameter["responseMode"] }}',
				responseCode: '={{ $parameter["responseCode"] || 200 }}',
			},
		],
		properties: [...properties],
	};

	methods = { credentialTest: { jtelAcdApiTest } };

	// jtel offers no way to register an address: people paste it there.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSecret(this, nodeParameters(this, properties));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
