import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/**
 * What an AI agent chose that called this node as its tool: one and the same object for all tries of a call, another for
 * every call. Undefined in a regular run. n8n 1 has no `isToolExecution`; by this way of its own it comes in every n8n.
 */
export function toolCall(context: IExecuteFunctions): IDataObject | undefined {
	return context.getInputData(0, NodeConnectionTypes.AiTool)[0]?.json;
}

/** Whether an AI agent called this node as its tool. */
export function isTool(context: IExecuteFunctions): boolean {
	return toolCall(context) !== undefined;
}
