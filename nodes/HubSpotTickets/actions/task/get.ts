import { getActivity } from '../activityOperations';
import { readTaskId, taskField } from './task';

export const get = getActivity({
	kind: 'tasks',
	name: 'Get',
	action: 'Get a task',
	description: 'Get a task by its ID, with the IDs of its tickets; many items are read in batches of 100',
	properties: [taskField],
	id: readTaskId,
});
