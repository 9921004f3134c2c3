import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { getAll } from './getAll';
import { remove } from './remove';
import { updateRole } from './updateRole';

export const member: Resource = {
	name: 'Member',
	operations: { add, getAll, remove, updateRole },
	default: 'getAll',
};
