import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const pipeline: Resource = {
	name: 'Pipeline',
	operations: { create, get, getAll, update },
	default: 'getAll',
};
