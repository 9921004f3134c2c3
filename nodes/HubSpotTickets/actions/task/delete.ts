import { deleteActivity } from '../activityOperations';
import { readTaskId, taskField } from './task';

export const remove = deleteActivity({
	kind: 'tasks',
	name: 'Delete',
	action: 'Delete a task (cannot be undone)',
	description: 'Delete a task; this node cannot bring it back. Many items are deleted in batches of 100.',
	properties: [taskField],
	id: readTaskId,
});
