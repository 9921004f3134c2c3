import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { pin } from './pin';
import { update } from './update';

export const note: Resource = {
	name: 'Note',
	operations: { add, delete: remove, get, getAll, pin, update },
	default: 'add',
};
