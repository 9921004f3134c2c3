import type { Resource } from '../../../shared/operation';
import { getAll } from './getAll';

export const property: Resource = {
	name: 'Property',
	operations: { getAll },
	default: 'getAll',
};
