import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { asNodeError, errorText } from './errors';
import type { Operation, Output, Resources } from './operation';
import { BatchRefused, BinaryOutput } from './operation';
import { inParallel } from './parallel';

/** n8n takes a first item with a truthy top-level `error` for a failed run (Retry On Fail), so the key is renamed. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!json.error) return json;
	const { error, ...rest } = json;
	return { ...rest, errorText: error };
}

function toItems(
	output: Output,
	itemIndex: number,
	simplify: ((record: IDataObject) => IDataObject) | undefined,
): INodeExecutionData[] {
	return (Array.isArray(output) ? output : [output]).map((entry) => {
		const record = entry instanceof BinaryOutput ? entry.json : entry;
		const item: INodeExecutionData = {
			json: withoutErrorKey(simplify === undefined ? record : simplify(record)),
			pairedItem: { item: itemIndex },
		};
		if (entry instanceof BinaryOutput) item.binary = entry.binary;
		return item;
	});
}

/** `0-99, 120` for people; n8n counts items from 0. */
function ranges(indexes: number[]): string {
	const parts: Array<[number, number]> = [];
	for (const index of [...indexes].sort((a, b) => a - b)) {
		const last = parts.at(-1);
		if (last !== undefined && last[1] === index - 1) last[1] = index;
		else parts.push([index, index]);
	}
	return parts.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

/** One node run: hands items to one operation and puts the results back in input order. */
class Run {
	private readonly results = new Map<number, INodeExecutionData[]>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly count: number,
	) {}

	async execute(): Promise<INodeExecutionData[]> {
		if ('executeBatch' in this.operation && this.count > 1) await this.inBatches(this.operation.executeBatch);
		else await this.oneByOne([...Array(this.count).keys()]);
		return [...Array(this.count).keys()].flatMap((index) => this.results.get(index) ?? []);
	}

	private get cancelled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	private succeed(itemIndex: number, output: Output): void {
		const { simplify } = this.operation;
		const wanted = simplify !== undefined && this.context.getNodeParameter('simplify', itemIndex, true) === true;
		this.results.set(itemIndex, toItems(output, itemIndex, wanted ? simplify : undefined));
	}

	/** @param done The items that were done: their output is lost with the run, so the error names them. */
	private fail(itemIndex: number, error: unknown, done = [...this.results.keys()]): void {
		if (!this.context.continueOnFail()) {
			const failure = asNodeError(this.context.getNode(), error, itemIndex);
			if (done.length > 0) {
				const text = `These items were done before the run stopped: ${ranges(done)}. Leave them out when you run it again.`;
				failure.description = [failure.description, text].filter(Boolean).join(' ');
			}
			throw failure;
		}
		// Exactly these keys: with any other the item leaves through the success branch (design, trap 2).
		this.results.set(itemIndex, [{ json: { error: errorText(error) }, pairedItem: { item: itemIndex } }]);
	}

	private async oneByOne(itemIndexes: number[]): Promise<void> {
		const overlap = 'overlap' in this.operation ? (this.operation.overlap ?? 1) : 1;
		await inParallel(itemIndexes, overlap, async (index) => {
			if (this.cancelled) return false;
			try {
				this.succeed(index, await this.operation.execute.call(this.context, index));
			} catch (error) {
				this.fail(index, error);
			}
			return true;
		});
	}

	private async inBatches(
		executeBatch: (
			this: IExecuteFunctions,
			itemIndexes: number[],
		) => Promise<Map<number, Output | Error | BatchRefused>>,
	): Promise<void> {
		const all = [...Array(this.count).keys()];
		const results = await executeBatch.call(this.context, all);
		if (!this.context.continueOnFail()) {
			const isFailure = (result: unknown) => result instanceof Error || result instanceof BatchRefused;
			const failed = all.find((index) => isFailure(results.get(index)));
			const result = failed === undefined ? undefined : results.get(failed);
			const done = all.filter((index) => results.has(index) && !isFailure(results.get(index)));
			if (failed !== undefined) this.fail(failed, result instanceof BatchRefused ? result.error : result, done);
		}
		const again: number[] = [];
		for (const index of all) {
			const result = results.get(index);
			if (result instanceof BatchRefused) {
				// A batch that was refused whole did nothing; good items of it still pass on their own.
				again.push(index);
			} else if (result instanceof Error) this.fail(index, result);
			else if (result !== undefined) this.succeed(index, result);
			else if (!this.cancelled) {
				this.fail(
					index,
					new Error('The service did not say what became of this item. Check it before you run it again.'),
				);
			}
		}
		await this.oneByOne(again);
	}
}

/**
 * `execute` of every node: finds the operation by the `resource` and `operation` parameters, runs it over all input
 * items and owns everything around it: Continue On Fail, pairing, Simplify, cancellation, batches, order.
 */
export async function route(this: IExecuteFunctions, resources: Resources): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const name = this.getNodeParameter('operation', 0);
	const operation = resources[resource]?.operations[name];
	if (operation === undefined) {
		throw new NodeOperationError(
			this.getNode(),
			`This node has no operation "${name}" for the resource "${resource}"`,
			{
				description: 'The workflow may come from a newer version of the package. Update the package, or choose again.',
			},
		);
	}
	return [await new Run(this, operation, this.getInputData().length).execute()];
}
