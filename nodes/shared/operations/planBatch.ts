import type { IExecuteFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { asNodeError } from '../errors';
import type { BatchResult } from './operation';

/** People who hand over many items want to know what became of the others. */
function nothingSent<E extends NodeApiError | NodeOperationError>(failure: E, itemIndex: number, count: number): E {
	if (count > 1) {
		const others = `This is item ${itemIndex} (n8n counts from 0). Nothing was sent, also for the other items.`;
		failure.description = [others, failure.description].filter(Boolean).join(' ');
	}
	return failure;
}

/**
 * Reads the parameters of all items before anything is sent. Without Continue On Fail the first bad one ends the run,
 * so that it leaves nothing half done.
 */
export async function planBatch<T extends object>(
	context: IExecuteFunctions,
	itemIndexes: number[],
	results: BatchResult,
	read: (itemIndex: number) => T | Promise<T>,
): Promise<Array<T & { itemIndex: number }>> {
	const planned: Array<T & { itemIndex: number }> = [];
	for (const itemIndex of itemIndexes) {
		try {
			planned.push({ ...(await read(itemIndex)), itemIndex });
		} catch (error) {
			const failure = asNodeError(context.getNode(), error, itemIndex);
			if (!context.continueOnFail()) throw nothingSent(failure, itemIndex, itemIndexes.length);
			results.set(itemIndex, failure);
		}
	}
	return planned;
}
