import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { Owner, StateForm } from './state';
import { openState, sealState } from './state';

/** The shortest interval between polls is a minute; an engine that names no budget gets a poll that ends well before. */
const OWN_BUDGET_MS = 50_000;

/** The rest is for the page that is under way, with the waits that the service may ask for. */
const SHARE_OF_BUDGET = 0.6;

/** Polls that are running in this process: engines start the next one on time even when the last one is not done. */
const running = new Map<string, Promise<unknown>>();

/** The host's clock serves only to measure how long this poll has been going. */
function stopwatch(context: IPollFunctions): () => boolean {
	const started = Date.now();
	// Engines before 2.41 do not have it.
	const given = typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : OWN_BUDGET_MS;
	return () => Date.now() - started < given * SHARE_OF_BUDGET;
}

/** What a poll found, and the state that the next one begins with. */
export interface Polled<S> {
	items: INodeExecutionData[];
	state: S;
}

/** A polling trigger. Its state is plain JSON and lives in the workflow's static data. */
export interface Poller<S> {
	/** What the state is stored as. */
	form: StateForm;
	/** Whose data is polled. Asked for in every poll. */
	owner(): Promise<Owner>;
	/** One recent example for a manual test run. Moves nothing. */
	sample(): Promise<INodeExecutionData[]>;
	/** The state of its stored fields, which have been checked. */
	read(fields: IDataObject): S;
	/**
	 * The state of a first activation, which emits nothing.
	 * @param first Whether nothing was stored, rather than a state that does not fit: nothing old may come out then.
	 */
	baseline(first: boolean): Promise<S>;
	/** @param timeLeft Asked before each further page; a poll always gets on by one page, and the rest follows next time. */
	poll(before: S, timeLeft: () => boolean): Promise<Polled<S>>;
	/** Plain JSON of the state. Asked for last: whatever fails before leaves the stored state as it was. */
	write(state: S): object;
}

function warn(context: IPollFunctions, problem: string): void {
	context.logger.warn(
		`"${context.getNode().name}": the stored state of this trigger ${problem}, so it starts over. ` +
			'Nothing that happened since its last poll starts the workflow: look for it by hand, and run it through the workflow where that matters.',
	);
}

/** @param waited Whether another poll of the node was under way: when it has left a good state, it was this one. */
async function pollOnce<S>(context: IPollFunctions, poller: Poller<S>, waited: boolean): Promise<INodeExecutionData[]> {
	const timeLeft = stopwatch(context);
	const owner = await poller.owner();
	const data = context.getWorkflowStaticData('node');
	const store = (state: S): void => {
		data.state = sealState(poller.write(state), poller.form, owner);
	};
	const stored = openState(data.state, poller.form, owner);
	if (stored.kind !== 'good') {
		store(await poller.baseline(stored.kind !== 'unfit'));
		if (stored.kind === 'unfit') warn(context, stored.problem);
		return [];
	}
	if (waited) return [];
	const { items, state } = await poller.poll(poller.read(stored.fields), timeLeft);
	store(state);
	return items;
}

/**
 * One tick of a polling trigger: a sample in a test run, nothing while the last poll is still running, the state at the
 * end. A tick that returns nothing waits for that poll first: when a tick ends, n8n 2.40 takes the expression engine from
 * the workflow, also from a poll that is still running, whose next expression then fails. A first activation makes its
 * baseline all the same.
 */
export async function runPoll<S>(context: IPollFunctions, poller: Poller<S>): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return [await poller.sample()];
	const key = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	let waited = false;
	for (let last = running.get(key); last !== undefined; last = running.get(key)) {
		await Promise.allSettled([last]);
		waited = true;
	}
	// The running poll may have belonged to the workflow as it was before somebody changed and activated it again.
	const current = pollOnce(context, poller, waited);
	running.set(key, current);
	try {
		const items = await current;
		return items.length === 0 ? null : [items];
	} finally {
		running.delete(key);
	}
}
