import type { Resource } from '../../../shared/operations/operation';
import { call } from './call';
import { get } from './get';
import { getAll } from './getAll';
import { getStatuses } from './getStatuses';

export const agent: Resource = {
	name: 'Agent',
	operations: { call, get, getAll, getStatuses },
	default: 'call',
};
