import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { getAll } from './getAll';
import { getGroupSummary } from './getGroupSummary';
import { getSummary } from './getSummary';

export const reaction: Resource = {
	name: 'Reaction',
	operations: { add, getAll, getGroupSummary, getSummary },
	default: 'add',
};
