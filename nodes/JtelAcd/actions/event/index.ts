import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { getTypes } from './getTypes';

export const event: Resource = {
	name: 'Event',
	operations: { create, get, getAll, getTypes },
	default: 'create',
};
