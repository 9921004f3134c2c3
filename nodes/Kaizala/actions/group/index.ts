import type { Resource } from '../../../shared/operation';
import { getAll } from './getAll';

export const group: Resource = {
	name: 'Group',
	operations: { getAll },
	default: 'getAll',
};
