import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const serviceNumber: Resource = {
	name: 'Service Number',
	operations: { get, getAll },
	default: 'getAll',
};
