import type { Resource } from '../../../shared/operations/operation';
import { getAll } from './getAll';

export const channel: Resource = {
	name: 'Channel',
	operations: { getAll },
	default: 'getAll',
};
