import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an AI agent called this node as its tool. Older versions of n8n do not say. */
export function isTool(context: IExecuteFunctions): boolean {
	return typeof context.isToolExecution === 'function' && context.isToolExecution();
}
