import type { IDataObject, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { isRecord } from '../../shared/isRecord';
import { isTool } from '../../shared/aiTool';
import { safeString } from '../../shared/safeConversion';

/**
 * Operations that send something and wait for what comes back. The execution is stored and may go on in another
 * process, so whatever is needed then is kept with the execution and nothing in memory.
 */

/**
 * The address that lets this execution go on, for a webhook of the node that has this path and `restartWebhook`.
 * n8n refuses calls to it (409) as long as the execution still runs.
 */
export function resumeUrl(context: IExecuteFunctions, path: string): string {
	// Signed by n8n for the execution as a whole, so that the caller may add to the query.
	const url = new URL(safeString(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
	return url.href;
}

/** A waiting execution goes on once, with one answer. @throws NodeOperationError when there are more items to wait for. */
export function assertCanWait(context: IExecuteFunctions, itemIndex: number): void {
	if (isTool(context)) {
		throw inputError(context, 'An AI agent cannot wait for an answer with this operation', { itemIndex });
	}
	const count = context.getInputData().length;
	if (count > 1) {
		throw inputError(context, `This operation waits for one answer, but it got ${count} items`, {
			itemIndex,
			description:
				'Nothing was sent. Put a Loop Over Items node before this one, or switch on Execute Once in its settings.',
		});
	}
}

interface Wait {
	/** When it ends without an answer; never, when left out. */
	until?: Date;
	/** What leaves the node then. */
	whenOver: IDataObject;
	/** Kept with the execution for `keptWhileWaiting`. */
	keep: IDataObject;
}

/** Puts the execution to wait. The operation returns right afterwards. */
export async function waitForAnswer(context: IExecuteFunctions, { until, whenOver, keep }: Wait): Promise<void> {
	Object.assign(context.getContext('node'), { waiting: keep });
	const entry = context.getExecuteData();
	// When the time is over, n8n does not ask the node again, but passes on what it finds as its input.
	entry.data = { ...entry.data, main: [[{ json: whenOver, pairedItem: { item: 0 } }]] };
	await context.putExecutionToWait(until ?? WAIT_INDEFINITELY);
}

/** What `waitForAnswer` kept. Empty when this execution does not wait for this node. */
export function keptWhileWaiting(context: IWebhookFunctions): IDataObject {
	const name = JSON.stringify(context.getNode().name);
	const kept: unknown = context.evaluateExpression(`{{ $node[${name}].context.waiting }}`);
	return isRecord(kept) ? kept : {};
}
