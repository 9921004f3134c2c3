import type { SingleOperation } from '../../../shared/operations/operation';
import { eventTypes } from './eventTypes';

export const getTypes: SingleOperation = {
	name: 'Get Types',
	action: 'Get event types',
	description: 'Get the types that an ACD event can have',
	properties: [],
	async execute() {
		return await eventTypes(this);
	},
};
