import type { Resource } from '../../../shared/operations/operation';
import { getIntents, getTopic, getTranscription } from './details';
import { getAll } from './getAll';

export const call: Resource = {
	name: 'Call',
	operations: { getAll, getIntents, getTopic, getTranscription },
	default: 'getAll',
};
