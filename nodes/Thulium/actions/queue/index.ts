import type { Resource } from '../../../shared/operations/operation';
import { getAll } from './getAll';
import { scheduleCall } from './scheduleCall';
import { waitingList, waitingStats } from './waiting';

export const queue: Resource = {
	name: 'Queue',
	operations: { getAll, scheduleCall, waitingList, waitingStats },
	default: 'getAll',
};
