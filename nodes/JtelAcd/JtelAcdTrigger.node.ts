import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventSubtitle } from '../shared/triggers/events';
import { loadOptions } from './methods';
import { EVENTS } from './polling/events';
import { poll } from './polling/poll';
import { properties } from './polling/properties';
import { jtelAcdApiTest } from './transport/credentialTest';

export class JtelAcdTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'jtel ACD Trigger',
		name: 'jtelAcdTrigger',
		icon: { light: 'file:../../icons/jtelAcd.svg', dark: 'file:../../icons/jtelAcd.dark.svg' },
		group: ['trigger'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: eventSubtitle(EVENTS),
		description: 'Starts the workflow when an event of a jtel contact center is created, updated or changes its status',
		defaults: { name: 'jtel ACD Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'jtelAcdApi', required: true, testedBy: 'jtelAcdApiTest' }],
		properties: [...properties],
	};

	methods = { credentialTest: { jtelAcdApiTest }, loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
