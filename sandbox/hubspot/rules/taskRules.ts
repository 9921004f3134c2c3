import type { Problem } from '../errors';
import type { Values } from '../types';

/** A task always has a due date. */
export function taskProblems(before: Values | undefined, change: Values): Problem[] {
	if (before === undefined || change.hs_timestamp !== '') return [];
	const message = 'hs_timestamp cannot be cleared.';
	return [{ name: 'hs_timestamp', value: '', code: 'INVALID_DATE', message }];
}

/** What HubSpot takes where the client says nothing. */
export const TASK_DEFAULTS: Values = {
	hs_task_status: 'NOT_STARTED',
	hs_task_priority: 'NONE',
	hs_task_type: 'TODO',
};

/** What HubSpot writes itself when a task is done, or taken up again. */
export function taskEffects(before: Values | undefined, change: Values, timestamp: string): Values {
	const { hs_task_status: status } = change;
	if (status === undefined) return {};
	const isDone = status === 'COMPLETED';
	const was = before?.hs_task_completion_date ?? '';
	return {
		hs_task_is_completed: isDone ? '1' : '0',
		hs_task_completion_date: isDone ? was || timestamp : '',
	};
}
