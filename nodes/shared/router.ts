import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { asNodeError, errorText } from './errors';
import type { Operation, Output, Resources } from './operation';
import { BatchRefused, BinaryOutput } from './operation';

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

	private fail(itemIndex: number, error: unknown): void {
		if (!this.context.continueOnFail()) throw asNodeError(this.context.getNode(), error, itemIndex);
		// Exactly these keys: with any other the item leaves through the success branch (design, trap 2).
		this.results.set(itemIndex, [{ json: { error: errorText(error) }, pairedItem: { item: itemIndex } }]);
	}

	private async oneByOne(itemIndexes: number[]): Promise<void> {
		const queue = [...itemIndexes];
		let stopped = false;
		const worker = async () => {
			for (let index = queue.shift(); index !== undefined && !stopped; index = queue.shift()) {
				if (this.cancelled) return;
				try {
					this.succeed(index, await this.operation.execute.call(this.context, index));
				} catch (error) {
					stopped = !this.context.continueOnFail();
					this.fail(index, error);
				}
			}
		};
		const overlap = 'overlap' in this.operation ? (this.operation.overlap ?? 1) : 1;
		await Promise.all(Array.from({ length: Math.min(overlap, queue.length) }, worker));
	}

	private async inBatches(
		executeBatch: (
			this: IExecuteFunctions,
			itemIndexes: number[],
		) => Promise<Map<number, Output | Error | BatchRefused>>,
	): Promise<void> {
		const all = [...Array(this.count).keys()];
		const results = await executeBatch.call(this.context, all);
		const again: number[] = [];
		for (const index of all) {
			const result = results.get(index);
			if (result instanceof BatchRefused) {
				// A batch that was refused whole did nothing; good items of it still pass on their own.
				if (this.context.continueOnFail()) again.push(index);
				else this.fail(index, result.error);
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
