import type { Resource } from '../../../shared/operations/operation';
import { archive } from './archive';
import { assign } from './assign';
import { comment } from './comment';
import { get } from './get';
import { getAll } from './getAll';
import { getMessages } from './getMessages';
import { reply } from './reply';
import { restore } from './restore';
import { setStatus } from './setStatus';
import { unassign } from './unassign';

export const conversation: Resource = {
	name: 'Conversation',
	operations: { archive, assign, comment, get, getAll, getMessages, reply, restore, setStatus, unassign },
	default: 'getMessages',
};
