import type { Resource } from '../../../shared/operations/operation';
import { deleteContact } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { upsert } from './upsert';

export const diallerContact: Resource = {
	name: 'Dialler Contact',
	operations: { delete: deleteContact, get, getAll, upsert },
	default: 'upsert',
};
