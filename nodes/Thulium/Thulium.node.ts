import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties } from '../shared/operations/operation';
import { route } from '../shared/operations/router';
import { resources } from './actions';
import { listSearch, loadOptions, lookUps } from './methods';
import { thuliumApiTest } from './transport/credentialTest';

export class Thulium implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Thulium',
		name: 'thulium',
		icon: { light: 'file:../../icons/thulium.svg', dark: 'file:../../icons/thulium.dark.svg' },
		group: ['output'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with the tickets, customers, calls and campaigns of a Thulium contact center',
		defaults: { name: 'Thulium' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'thuliumApi',
				required: true,
				testedBy: 'thuliumApiTest',
				// Nothing is sent.
				displayOptions: { hide: { resource: ['text'] } },
			},
		],
		properties: [...resourceProperties(resources, 'ticket')],
	};

	methods = { credentialTest: { thuliumApiTest }, listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this, resources, lookUps);
	}
}
