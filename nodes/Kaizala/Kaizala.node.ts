import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resourceProperties } from '../shared/operation';
import { route } from '../shared/router';
import { resources } from './actions';
import { listSearch } from './methods';

export class Kaizala implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kaizala',
		name: 'kaizala',
		icon: { light: 'file:../../icons/kaizala.svg', dark: 'file:../../icons/kaizala.dark.svg' },
		group: ['output'],
		version: 1,
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

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route.call(this, resources);
	}
}
