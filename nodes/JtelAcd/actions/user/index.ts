import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const user: Resource = {
	name: 'User',
	operations: { get, getAll },
	default: 'getAll',
};
