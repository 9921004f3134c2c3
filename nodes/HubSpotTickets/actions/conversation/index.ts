import type { Resource } from '../../../shared/operations/operation';
import { assign } from './assign';
import { comment } from './comment';
import { get } from './get';
import { getAll } from './getAll';
import { getMessages } from './getMessages';
import { reply } from './reply';
import { setStatus } from './setStatus';
import { unassign } from './unassign';

export const conversation: Resource = {
	name: 'Conversation',
	operations: { assign, comment, get, getAll, getMessages, reply, setStatus, unassign },
	default: 'getMessages',
};
