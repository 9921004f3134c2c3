import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';
import { setValue } from './setValue';

export const cockpitVariable: Resource = {
	name: 'Cockpit Variable',
	operations: { get, getAll, setValue },
	default: 'setValue',
};
