import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const pipeline: Resource = {
	name: 'Pipeline',
	operations: { get, getAll },
	default: 'getAll',
};
