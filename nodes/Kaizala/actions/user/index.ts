import type { Resource } from '../../../shared/operation';
import { getMe } from './getMe';

export const user: Resource = {
	name: 'User',
	operations: { getMe },
	default: 'getMe',
};
