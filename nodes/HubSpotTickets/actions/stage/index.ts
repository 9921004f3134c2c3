import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const stage: Resource = {
	name: 'Stage',
	operations: { get, getAll },
	default: 'getAll',
};
