import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { create } from './create';
import { getAll } from './getAll';
import { remove } from './remove';

export const subGroup: Resource = {
	name: 'Subgroup',
	operations: { add, create, getAll, remove },
	default: 'getAll',
};
