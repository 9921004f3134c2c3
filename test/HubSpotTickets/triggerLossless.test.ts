import { useInstantWaits } from '../harness/waits';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { createHubSpot } from '../../sandbox/hubspot';
import { useSandbox } from '../harness/sandbox';
import { MINUTE, NO_LIMITS, TriggerBench } from './triggerBench';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

/** What happens between activation and the end. Numbers choose among what there is. */
type Step =
	| { do: 'create'; backDated: boolean }
	| { do: 'crowd' }
	| { do: 'move'; ticket: number; stage: number }
	| { do: 'update'; ticket: number }
	| { do: 'delete'; ticket: number }
	| { do: 'poll' }
	| { do: 'shortPoll' }
	| { do: 'failingPoll'; afterCalls: number }
	| { do: 'restart' }
	| { do: 'latePage'; ticket: number; other: number; stage: number; seconds: number }
	| { do: 'lag'; seconds: number }
	| { do: 'wait'; seconds: number };

const nat = fc.nat(1_000);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('create' as const), backDated: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('crowd' as const) }) },
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('move' as const), ticket: nat, stage: fc.nat(3) }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('update' as const), ticket: nat }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), ticket: nat }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('poll' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('shortPoll' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('failingPoll' as const), afterCalls: fc.nat(4) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('latePage' as const),
			ticket: nat,
			other: nat,
			stage: fc.nat(3),
			seconds: fc.nat(240),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('lag' as const), seconds: fc.nat(240) }) },
	{ weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(400) }) },
);

const EVENTS = ['created', 'updated', 'stageChanged'];
/** More than one page of the walk, so that short polls stop in the middle. */
const CROWD = 205;

/** One workflow on an engine that saves its state only when a poll emits. */
class Watcher {
	readonly emitted: IDataObject[] = [];

	private saved: IDataObject = {};

	constructor(readonly bench: TriggerBench) {}

	async activate(): Promise<void> {
		expect(await this.bench.poll()).toEqual([]);
		this.save();
	}

	private save(): void {
		this.saved = structuredClone(this.bench.staticData);
	}

	async poll(budgetMs?: number): Promise<void> {
		const items = await this.bench.poll({ budgetMs });
		this.emitted.push(...items);
		if (items.length > 0) this.save();
	}

	async failingPoll(): Promise<void> {
		const before = structuredClone(this.bench.staticData);
		try {
			await this.poll();
		} catch {
			expect(this.bench.staticData).toEqual(before);
		}
	}

	restart(): void {
		this.bench.staticData = structuredClone(this.saved);
	}
}

/** The account as it should be seen from outside. */
class Story {
	readonly created: string[] = [];

	readonly moves = new Map<string, string[]>();

	readonly deleted = new Set<string>();

	private readonly stages = new Map<string, string>();

	/** Tickets that were there before the activation. */
	readonly old = ['1', '2', '3', '4'].map((stage, index) => {
		const id = String(38_402_119_001 + index);
		this.stages.set(id, stage);
		return id;
	});

	constructor(private readonly person: TriggerBench) {}

	private pick(index: number): string | undefined {
		const live = [...this.stages.keys()].filter((id) => !this.deleted.has(id));
		return live[index % Math.max(1, live.length)];
	}

	async create(backDated: boolean): Promise<void> {
		const id = await this.person.raise('Ticket', backDated ? { createdate: '2025-05-05T05:05:05.000Z' } : {});
		this.created.push(id);
		this.stages.set(id, '1');
	}

	async move(index: number, to: string): Promise<void> {
		const id = this.pick(index);
		const from = id === undefined ? undefined : this.stages.get(id);
		if (id === undefined || from === undefined || from === to) return;
		await this.person.move(id, to);
		this.stages.set(id, to);
		this.moves.set(id, [...(this.moves.get(id) ?? []), `${from}>${to}`]);
	}

	async update(index: number): Promise<void> {
		const id = this.pick(index);
		if (id !== undefined) await this.person.update(id, { content: `${Math.random()}` });
	}

	async delete(index: number): Promise<void> {
		const id = this.pick(index);
		if (id === undefined) return;
		await this.person.delete(id);
		this.deleted.add(id);
	}
}

/** The index shows a younger change before an older one: the walk does not find what the cursor has passed. */
async function latePage(
	{ ticket, other, stage, seconds }: Extract<Step, { do: 'latePage' }>,
	person: TriggerBench,
	story: Story,
	watchers: Watcher[],
): Promise<void> {
	person.switches({ searchLagMs: 0 });
	for (const watcher of watchers) for (let round = 0; round < 2; round++) await watcher.poll();
	await story.create(true);
	await story.move(ticket, String(stage + 1));
	person.later(seconds * 1_000);
	await story.update(other);
	for (const watcher of watchers) {
		const nothing = { total: 0, results: [] };
		sandbox.current.faults.add({ kind: 'status', status: 200, path: 'search$', skip: 1, body: nothing });
		await watcher.poll();
		sandbox.current.faults.clear();
	}
}

async function perform(steps: Step[], person: TriggerBench, story: Story, watchers: Watcher[]): Promise<void> {
	for (const current of steps) {
		switch (current.do) {
			case 'create':
				await story.create(current.backDated);
				break;
			case 'crowd':
				if (story.created.length < CROWD) for (let index = 0; index < CROWD; index++) await story.create(false);
				break;
			case 'move':
				await story.move(current.ticket, String(current.stage + 1));
				break;
			case 'update':
				await story.update(current.ticket);
				break;
			case 'delete':
				await story.delete(current.ticket);
				break;
			case 'poll':
				for (const watcher of watchers) await watcher.poll();
				break;
			case 'shortPoll':
				for (const watcher of watchers) await watcher.poll(0);
				break;
			case 'failingPoll':
				for (const watcher of watchers) {
					sandbox.current.faults.add({ kind: 'status', status: 400, path: '/crm/', skip: current.afterCalls });
					await watcher.failingPoll();
					sandbox.current.faults.clear();
				}
				break;
			case 'restart':
				for (const watcher of watchers) watcher.restart();
				break;
			case 'latePage':
				await latePage(current, person, story, watchers);
				break;
			case 'lag':
				person.switches({ searchLagMs: current.seconds * 1_000 });
				break;
			case 'wait':
				person.later(current.seconds * 1_000);
		}
	}
}

const twice = (keys: string[]): string[] => keys.filter((key, index) => keys.indexOf(key) !== index);

/** Last-modified stamps of the tickets that exist, by ID. */
async function stampsNow(): Promise<Map<string, unknown>> {
	const bench = new TriggerBench(sandbox.current, { event: 'updated' });
	bench.staticData = { state: { event: 'updated', from: 0, to: 0, seen: '' } };
	return new Map((await bench.poll()).map(({ id, hs_lastmodifieddate: stamp }) => [String(id), stamp]));
}

function checkCreated({ emitted }: Watcher, story: Story): void {
	const ids = emitted.map(({ id }) => String(id));
	expect(twice(ids)).toEqual([]);
	expect(story.created.filter((id) => !story.deleted.has(id) && !ids.includes(id))).toEqual([]);
	expect(ids.filter((id) => !story.created.includes(id))).toEqual([]);
}

function checkMoves({ emitted }: Watcher, story: Story): void {
	const found = new Map<string, string[]>();
	for (const { id, previousStageId, stageId } of emitted) {
		const moves = found.get(String(id)) ?? [];
		found.set(String(id), [...moves, `${String(previousStageId)}>${String(stageId)}`]);
	}
	for (const id of new Set([...story.moves.keys(), ...found.keys()])) {
		const happened = story.moves.get(id) ?? [];
		const seen = found.get(id) ?? [];
		// Of a deleted ticket the end may be missing: nobody can read it any more.
		expect(seen).toEqual(story.deleted.has(id) ? happened.slice(0, seen.length) : happened);
	}
}

function checkUpdates({ emitted }: Watcher, story: Story, stamps: Map<string, unknown>): void {
	expect(twice(emitted.map(({ id, hs_lastmodifieddate: stamp }) => `${String(id)} ${String(stamp)}`))).toEqual([]);
	const last = new Map(emitted.map(({ id, hs_lastmodifieddate: stamp }) => [String(id), stamp]));
	for (const id of story.created) if (!story.deleted.has(id)) expect([id, last.get(id)]).toEqual([id, stamps.get(id)]);
	for (const id of story.moves.keys()) if (!story.deleted.has(id)) expect(last.get(id)).toBe(stamps.get(id));
	for (const [id, stamp] of last) if (!story.deleted.has(id)) expect(stamp).toBe(stamps.get(id));
}

test('whatever happens, in whatever order: nothing is lost and nothing is doubled', async () => {
	const hours = fc.integer({ min: -24, max: 24 });
	await fc.assert(
		fc.asyncProperty(hours, fc.array(step, { minLength: 10, maxLength: 40 }), async (skew, steps) => {
			sandbox.current.reset();
			const person = new TriggerBench(sandbox.current, {});
			person.switches({ ...NO_LIMITS, strictDated: true });
			person.later(skew * 60 * MINUTE);
			const story = new Story(person);
			const watchers = EVENTS.map((event) => new Watcher(new TriggerBench(sandbox.current, { event })));
			for (const watcher of watchers) await watcher.activate();

			await perform(steps, person, story, watchers);

			person.switches({ searchLagMs: 0 });
			// The first may end a walk that was left unfinished, the second sees all, the third must find nothing.
			for (const watcher of watchers) for (let round = 0; round < 2; round++) await watcher.poll();
			const before = watchers.map(({ emitted }) => emitted.length);
			for (const watcher of watchers) await watcher.poll();
			expect(watchers.map(({ emitted }) => emitted.length)).toEqual(before);

			const [created, updated, moved] = watchers;
			if (created !== undefined) checkCreated(created, story);
			if (moved !== undefined) checkMoves(moved, story);
			if (updated !== undefined) checkUpdates(updated, story, await stampsNow());
		}),
		{ numRuns: 20, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false, endOnFailure: true },
	);
}, 60_000);
