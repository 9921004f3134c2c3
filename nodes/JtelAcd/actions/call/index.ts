import type { Resource } from '../../../shared/operations/operation';
import { answer } from './answer';
import { getAll } from './getAll';
import { hangUp } from './hangUp';
import { hold } from './hold';

export const call: Resource = {
	name: 'Call',
	operations: { answer, getAll, hangUp, hold },
	default: 'getAll',
};
