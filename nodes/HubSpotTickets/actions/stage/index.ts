import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const stage: Resource = {
	name: 'Stage',
	operations: { create, get, getAll, update },
	default: 'getAll',
};
