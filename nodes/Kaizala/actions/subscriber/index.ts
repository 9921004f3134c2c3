import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { getAll } from './getAll';
import { remove } from './remove';

export const subscriber: Resource = {
	name: 'Subscriber',
	operations: { add, getAll, remove },
	default: 'getAll',
};
