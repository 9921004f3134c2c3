import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { asNodeError, errorText, inputError, isOutcomeUnknown, withoutLinks } from '../errors';
import { hasWritten } from '../http/client';
import type { BatchOperation, Operation, Output, Resources } from './operation';
import { BatchRejected, BinaryOutput, simplifySwitch } from './operation';
import { runConcurrently } from '../http/concurrency';
import { entryOf } from '../isRecord';
import { isTool } from '../aiTool';
import { appliedConditions, describeConditions, hasConditions, NothingMatches } from '../parameters/conditions';
import type { LookUps } from '../parameters/lookUps';
import { hasLookUps } from '../parameters/lookUps';
import { forgetNames, itemParameters, lookUpNames } from '../parameters/reader';
import { retryState } from './retryState';
import { showRateLimitHints } from '../http/rateLimiter';

/** n8n takes a first item with a truthy top-level `error` for a failed run (Retry On Fail), so the key is renamed. */
function withoutErrorKey(json: IDataObject): IDataObject {
	if (!json.error) return json;
	const { error, ...rest } = json;
	return { ...rest, errorText: error };
}

/** What the parameters of an item make of its records on their way out. */
type Finish = (record: IDataObject) => Promise<IDataObject>;

async function toItems(output: Output, itemIndex: number, finish: Finish): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const entry of Array.isArray(output) ? output : [output]) {
		const record = entry instanceof BinaryOutput ? entry.json : entry;
		const json = withoutErrorKey(await finish(record));
		const binary = entry instanceof BinaryOutput ? { binary: entry.binary } : {};
		items.push({ json, pairedItem: { item: itemIndex }, ...binary });
	}
	// Copied without the room for 16 more that `push` makes: a run may keep 100,000 of these.
	return [...items];
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

/** What became of the items so far. Kept for the tries of one node run, see `Run`. */
interface Progress {
	results: Map<number, INodeExecutionData[]>;
	/** Writes of which nobody knows whether they took effect. */
	unknownOutcomes: Map<number, NodeApiError>;
	/** What the errors say by themselves; every try may throw the same one. */
	descriptions: Map<Error, string>;
	/** Whether any try sent more than reads. */
	hasWritten: boolean;
}

const noProgress = (): Progress => ({
	results: new Map(),
	unknownOutcomes: new Map(),
	descriptions: new Map(),
	hasWritten: false,
});

const keptProgress = retryState(noProgress);

const isFailure = (result: unknown): result is Error | BatchRejected =>
	result instanceof Error || result instanceof BatchRejected;

/**
 * One node run: hands items to one operation and puts the results back in input order. With Retry On Fail n8n executes
 * the whole node again; items that were done, or may have been, are not sent a second time then.
 */
class Run {
	private readonly progress: Progress;

	private readonly results: Map<number, INodeExecutionData[]>;

	private readonly unknownOutcomes: Map<number, NodeApiError>;

	private readonly hasConditions: boolean;

	/** Whether people may enter names that have to be looked up. */
	private readonly hasNames: boolean;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly count: number,
		private readonly lookUps: LookUps,
	) {
		this.progress = context.getNode().retryOnFail === true ? keptProgress(context) : noProgress();
		this.hasConditions = hasConditions(operation.properties);
		this.hasNames = operation.properties.some((property) => hasLookUps(property));
		({ results: this.results, unknownOutcomes: this.unknownOutcomes } = this.progress);
	}

	async execute(): Promise<INodeExecutionData[]> {
		const all = [...Array(this.count).keys()];
		for (const [index, unknownOutcome] of this.unknownOutcomes)
			if (!this.mayRepeat(index)) this.fail(index, unknownOutcome);
		const open = all.filter(
			(index) => !this.results.has(index) && (!this.unknownOutcomes.has(index) || this.mayRepeat(index)),
		);
		if ('executeBatch' in this.operation && open.length > 1) await this.inBatches(this.operation.executeBatch, open);
		else await this.oneByOne(open);
		return all.flatMap((index) => this.results.get(index) ?? this.failures.get(index) ?? []);
	}

	/** The error items of this try; another try may do better. */
	private readonly failures = new Map<number, INodeExecutionData[]>();

	private get canceled(): boolean {
		return this.context.getExecutionCancelSignal()?.aborted ?? false;
	}

	private mayRepeat(itemIndex: number): boolean {
		return 'mayRepeat' in this.operation && this.operation.mayRepeat?.call(this.context, itemIndex) === true;
	}

	private async lookUpNames(itemIndex: number): Promise<void> {
		if (this.hasNames) await lookUpNames(this.context, itemIndex, this.operation.properties, this.lookUps);
	}

	/** Read before anything is sent: an option may hold a bad expression, and what was done must not come out as an error. */
	private finish(itemIndex: number): Finish {
		const enrich = this.operation.enrich?.call(this.context, itemIndex);
		const { simplify } = this.operation;
		const isShort =
			simplify !== undefined && itemParameters(this.context, itemIndex, [simplifySwitch])('simplify') === true;
		return async (record) => {
			const whole = enrich === undefined ? record : await enrich(record);
			return isShort ? simplify(whole, this.context.getNode().typeVersion) : whole;
		};
	}

	/** Those of all items. One whose options cannot be read fails and is left out. */
	private finishes(itemIndexes: number[]): Map<number, Finish> {
		const found = new Map<number, Finish>();
		for (const index of itemIndexes) {
			try {
				found.set(index, this.finish(index));
			} catch (error) {
				this.fail(index, error);
			}
		}
		return found;
	}

	private async succeed(itemIndex: number, output: Output, finish: Finish): Promise<void> {
		this.unknownOutcomes.delete(itemIndex);
		const items = await toItems(output, itemIndex, finish);
		// A model that left filters out has to see what was looked for.
		if (this.hasConditions && isTool(this.context)) {
			const conditions = describeConditions(appliedConditions(this.context, itemIndex));
			for (const item of items) item.json = { ...item.json, appliedConditions: conditions };
		}
		this.results.set(itemIndex, items);
	}

	private fail(itemIndex: number, cause: unknown): void {
		if (cause instanceof NothingMatches) {
			this.results.set(itemIndex, []);
			return;
		}
		if (isOutcomeUnknown(cause)) this.unknownOutcomes.set(itemIndex, cause);
		// A failure of a later try does not tell what became of the first one.
		const error = asNodeError(this.context.getNode(), this.unknownOutcomes.get(itemIndex) ?? cause, itemIndex);
		if (!this.context.continueOnFail()) throw this.explained(error);
		// Exactly these keys: with any other the item leaves through the success branch.
		this.failures.set(itemIndex, [{ json: { error: errorText(error) }, pairedItem: { item: itemIndex } }]);
	}

	/** The output of a run that fails is lost, so the error names the items that must not be written again. */
	private whatWasDone(): string[] {
		this.progress.hasWritten ||= hasWritten(this.context);
		if (!this.progress.hasWritten) return [];
		const texts: string[] = [];
		if (this.unknownOutcomes.size > 1) {
			texts.push(
				`The outcome is unknown for the items ${ranges([...this.unknownOutcomes.keys()])}: check each of them.`,
			);
		}
		if (this.results.size > 0) {
			const done = ranges([...this.results.keys()]);
			texts.push(`These items were done before the run stopped: ${done}. Leave them out when you run it again.`);
		}
		return texts;
	}

	private explained<E extends NodeApiError | NodeOperationError>(failure: E): E {
		const { descriptions } = this.progress;
		const own = descriptions.get(failure) ?? failure.description ?? '';
		descriptions.set(failure, own);
		const description = [own, ...this.whatWasDone()].filter(Boolean).join(' ');
		// An AI agent is told the description as it is.
		if (description !== '') failure.description = isTool(this.context) ? withoutLinks(description) : description;
		return failure;
	}

	private async oneByOne(itemIndexes: number[]): Promise<void> {
		const concurrency = 'concurrency' in this.operation ? (this.operation.concurrency ?? 1) : 1;
		await runConcurrently(itemIndexes, concurrency, async (index) => {
			if (this.canceled) return false;
			try {
				await this.lookUpNames(index);
				const finish = this.finish(index);
				await this.succeed(index, await this.operation.execute.call(this.context, index), finish);
			} catch (error) {
				this.fail(index, error);
			} finally {
				forgetNames(this.context, index);
			}
			return true;
		});
	}

	private async inBatches(executeBatch: BatchOperation['executeBatch'], all: number[]): Promise<void> {
		const finishes = this.finishes(all);
		const open = [...finishes.keys()];
		for (const index of open) await this.lookUpNames(index);
		const results = await executeBatch.call(this.context, open);
		for (const [index, finish] of finishes) {
			const result = results.get(index);
			if (isOutcomeUnknown(result)) this.unknownOutcomes.set(index, result);
			if (result !== undefined && !isFailure(result)) await this.succeed(index, result, finish);
		}
		// Without Continue On Fail the batches behind a failure were not sent at all.
		const anyFailed = open.some((index) => isFailure(results.get(index)));
		const refused = open.filter((index) => results.get(index) instanceof BatchRejected);
		for (const index of open) {
			const result = results.get(index);
			if (result instanceof BatchRejected) {
				if (this.context.continueOnFail()) continue;
				if (refused.length > 1) result.error.message += ` (items ${ranges(refused)} were refused together)`;
				this.fail(index, result.error);
			} else if (result instanceof Error) this.fail(index, result);
			else if (result === undefined && !this.canceled && (this.context.continueOnFail() || !anyFailed)) {
				this.fail(
					index,
					new Error('The service did not say what became of this item. Check it before you run it again.'),
				);
			}
		}
		// A batch that was refused whole did nothing; good items of it still pass on their own.
		await this.oneByOne(refused);
	}
}

/**
 * `execute` of every node: finds the operation by the `resource` and `operation` parameters, runs it over all input
 * items and owns everything around it: Continue On Fail, pairing, Simplify, cancellation, batches, order.
 */
export async function route(
	this: IExecuteFunctions,
	resources: Resources,
	lookUps: LookUps = {},
): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const name = this.getNodeParameter('operation', 0);
	const operation = entryOf(entryOf(resources, resource)?.operations ?? {}, name);
	if (operation === undefined) {
		throw inputError(this, `This node has no operation "${name}" for the resource "${resource}"`, {
			description: 'The workflow may come from a newer version of the package. Update the package, or choose again.',
		});
	}
	const items = await new Run(this, operation, this.getInputData().length, lookUps).execute();
	showRateLimitHints(this);
	return [items];
}
