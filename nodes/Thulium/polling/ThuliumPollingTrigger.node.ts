import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eventSubtitle } from '../../shared/triggers/events';
import { EVENTS } from './events';
import { poll } from './poll';
import { pollingProperties } from './properties';
import { thuliumApiTest } from '../transport/credentialTest';

/** In a folder of its own, because n8n looks for the output schema of a trigger next to its file. */
export class ThuliumPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Thulium Polling Trigger',
		name: 'thuliumPollingTrigger',
		icon: { light: 'file:../../../icons/thulium.svg', dark: 'file:../../../icons/thulium.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: eventSubtitle(EVENTS),
		description:
			'Starts the workflow when a Thulium ticket is created, changed, answered or closed, or a call has ended',
		defaults: { name: 'Thulium Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'thuliumApi', required: true, testedBy: 'thuliumApiTest' }],
		properties: [...pollingProperties],
	};

	methods = { credentialTest: { thuliumApiTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
