import type { Resource } from '../../../shared/operations/operation';
import { getAll } from './getAll';

export const activity: Resource = {
	name: 'Activity',
	operations: { getAll },
	default: 'getAll',
};
