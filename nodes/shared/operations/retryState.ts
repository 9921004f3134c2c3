import type { IExecuteFunctions } from 'n8n-workflow';

import { toolCall } from '../aiTool';

/**
 * Something that all tries of a run have in common (Retry On Fail): n8n hands out one and the same object for them, and
 * another for every run. An AI agent may call a tool many times within one run, and each call is a new one.
 */
export function retryState<T>(fresh: () => T): (context: IExecuteFunctions) => T {
	const kept = new WeakMap<object, T>();
	return (context) => {
		const key = toolCall(context) ?? context.getExecuteData();
		const known = kept.get(key) ?? fresh();
		kept.set(key, known);
		return known;
	};
}
