import type { Resource } from '../../../shared/operations/operation';
import { agentResponse } from './agentResponse';
import { close } from './close';
import { comment } from './comment';
import { create } from './create';
import { customerResponse } from './customerResponse';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { todayStats } from './todayStats';
import { update } from './update';

export const ticket: Resource = {
	name: 'Ticket',
	operations: {
		agentResponse,
		close,
		comment,
		create,
		customerResponse,
		delete: remove,
		get,
		getAll,
		todayStats,
		update,
	},
	default: 'agentResponse',
};
