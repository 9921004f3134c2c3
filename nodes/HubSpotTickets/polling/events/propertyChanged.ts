import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { nodeParameters } from '../../../shared/parameters/reader';
import { describeValue } from '../history';
import { changeEvent } from './change';

export const WATCHED_LABEL = 'Watched Property Names or IDs';

const parameters = [
	{
		displayName: WATCHED_LABEL,
		name: 'watchedProperties',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getProperties' },
		required: true,
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
] as const satisfies INodeProperties[];

export const propertyChanged = changeEvent({
	label: 'Property Changed',
	description: 'A property got a new value. Two changes between two polls are two items.',
	parameters,
	options: [],
	watched(context) {
		const watched = nodeParameters(context, parameters)('watchedProperties');
		if (watched.length > 0) return watched;
		throw valueError(context, 'The field "Watched Property Names or IDs" is empty', {
			description: 'Choose at least one property whose changes start the workflow.',
		});
	},
	needsStages: false,
	properties: ({ watched }) => watched,
	happens: () => true,
	describe: (property, change) => describeValue(property, change),
});
