import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const owner: Resource = {
	name: 'Owner',
	operations: { get, getAll },
	default: 'getAll',
};
