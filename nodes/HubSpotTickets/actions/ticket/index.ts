import type { Resource } from '../../../shared/operations/operation';
import { create } from './create';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { merge } from './merge';
import { search } from './search';
import { update } from './update';
import { upsert } from './upsert';

export const ticket: Resource = {
	name: 'Ticket',
	operations: { create, upsert, delete: remove, get, getAll, merge, search, update },
	default: 'create',
};
