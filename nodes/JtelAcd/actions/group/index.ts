import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const group: Resource = {
	name: 'ACD Group',
	operations: { get, getAll },
	default: 'getAll',
};
