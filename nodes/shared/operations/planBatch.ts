import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError } from '../errors';
import type { BatchResult } from './operation';

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
			if (!context.continueOnFail()) throw failure;
			results.set(itemIndex, failure);
		}
	}
	return planned;
}
