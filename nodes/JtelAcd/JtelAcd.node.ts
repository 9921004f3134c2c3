import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties } from '../shared/operations/operation';
import { route } from '../shared/operations/router';
import { resources } from './actions';
import { listSearch, loadOptions, lookUps } from './methods';
import { jtelAcdApiTest } from './transport/credentialTest';

export class JtelAcd implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'jtel ACD',
		name: 'jtelAcd',
		icon: { light: 'file:../../icons/jtelAcd.svg', dark: 'file:../../icons/jtelAcd.dark.svg' },
		group: ['output'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Give calls, callbacks and tickets to the agents of a jtel contact center',
		defaults: { name: 'jtel ACD' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'jtelAcdApi', required: true, testedBy: 'jtelAcdApiTest' }],
		properties: [...resourceProperties(resources, 'event')],
	};

	methods = { credentialTest: { jtelAcdApiTest }, listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this, resources, lookUps);
	}
}
