import type { Resource } from '../../../shared/operation';
import { add } from './add';
import { remove } from './remove';

export const association: Resource = {
	name: 'Association',
	operations: { add, remove },
	default: 'add',
};
