import { changeTasks } from './change';
import { taskField } from './task';

export const complete = changeTasks({
	name: 'Complete',
	action: 'Complete a task',
	description: 'Mark a task as done; many items are changed in batches of 100',
	properties: [taskField],
	change: async () => ({ hs_task_status: 'COMPLETED' }),
});
