import type { Resource } from '../../../shared/operations/operation';
import { getMe } from './getMe';

export const user: Resource = {
	name: 'User',
	operations: { getMe },
	default: 'getMe',
};
