import type { Resource } from '../../../shared/operations/operation';
import { complete } from './complete';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const task: Resource = {
	name: 'Task',
	operations: { complete, create, delete: remove, get, getAll, update },
	default: 'create',
};
