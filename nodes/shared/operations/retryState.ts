import type { IExecuteFunctions } from 'n8n-workflow';

import { toolCall } from '../aiTool';
import { executionStore } from '../executionStore';

/**
 * Something that all tries of a run have in common (Retry On Fail): n8n hands out one and the same object for them, and
 * another for every run. An AI agent may call a tool many times within one run, and each call is a new one.
 */
export function retryState<T>(fresh: () => T): (context: IExecuteFunctions) => T {
	const state = executionStore(fresh);
	return (context) => state(toolCall(context) ?? context.getExecuteData());
}
