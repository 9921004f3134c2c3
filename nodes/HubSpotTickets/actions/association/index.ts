import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { getAll } from './getAll';
import { getLabels } from './getLabels';
import { remove } from './remove';
import { removeLabel } from './removeLabel';

export const association: Resource = {
	name: 'Association',
	operations: { add, getAll, getLabels, remove, removeLabel },
	default: 'add',
};
