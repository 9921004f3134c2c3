import type { Resource } from '../../../shared/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { search } from './search';
import { update } from './update';

export const ticket: Resource = {
	name: 'Ticket',
	operations: { create, delete: remove, get, getAll, search, update },
	default: 'create',
};
