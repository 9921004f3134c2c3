import type { Resource } from '../../../shared/operations/operation';
import { archive } from './archive';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const property: Resource = {
	name: 'Property',
	operations: { archive, create, get, getAll, update },
	default: 'getAll',
};
