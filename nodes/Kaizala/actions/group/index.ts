import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { search } from './search';

export const group: Resource = {
	name: 'Group',
	operations: { create, get, getAll, search },
	default: 'getAll',
};
