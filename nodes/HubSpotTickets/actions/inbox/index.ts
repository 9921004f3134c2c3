import type { Resource } from '../../../shared/operations/operation';
import { getAll } from './getAll';

export const inbox: Resource = {
	name: 'Inbox',
	operations: { getAll },
	default: 'getAll',
};
