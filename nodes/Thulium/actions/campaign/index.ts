import type { Resource } from '../../../shared/operations/operation';
import { addAgents } from './addAgents';
import { getAgents, getStatuses } from './details';
import { getAll } from './getAll';
import { getStats } from './getStats';

export const campaign: Resource = {
	name: 'Campaign',
	operations: { addAgents, getAgents, getAll, getStats, getStatuses },
	default: 'getAll',
};
