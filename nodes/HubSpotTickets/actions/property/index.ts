import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';

export const property: Resource = {
	name: 'Property',
	operations: { create, get, getAll },
	default: 'getAll',
};
