import type { Resource } from '../../../shared/operation';
import { agentResponse } from './agentResponse';
import { create } from './create';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const ticket: Resource = {
	name: 'Ticket',
	operations: { agentResponse, create, get, getAll, update },
	default: 'agentResponse',
};
