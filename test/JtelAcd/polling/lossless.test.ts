import { useInstantWaits } from '../../harness/waits';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { EventName } from '../../../nodes/JtelAcd/polling/events';
import { EVENTS } from '../../../nodes/JtelAcd/polling/events';
import { eventOptions } from '../../../nodes/shared/triggers/events';
import { createJtel } from '../../../sandbox/jtel';
import { propertyRuns } from '../../harness/properties';
import { useSandbox } from '../../harness/sandbox';
import { TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createJtel]);

/** What happens between activation and the end. Numbers choose among what there is. */
type Step =
	| { do: 'create' | 'createLate' | 'commit' | 'poll' | 'restart' | 'emptyList' }
	| { do: 'take' | 'finish' | 'touch' | 'finishLate' | 'touchLate' | 'remove'; event: number }
	| { do: 'crowd'; count: number }
	| { do: 'brokenPoll'; kind: 'malformedJson' | 'truncate' | 'resetBefore' | 'resetAfter' }
	| { do: 'failingPoll'; status: number }
	| { do: 'wait'; milliseconds: number };

const of = <T extends Step['do']>(...names: T[]) => fc.constantFrom(...names);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ do: of('create', 'createLate', 'commit') }) },
	{ weight: 9, arbitrary: fc.record({ do: of('poll') }) },
	{ weight: 2, arbitrary: fc.record({ do: of('restart', 'emptyList') }) },
	{
		weight: 14,
		arbitrary: fc.record({
			do: of('take', 'finish', 'touch', 'finishLate', 'touchLate', 'remove'),
			event: fc.nat(1_000),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: of('crowd'), count: fc.integer({ min: 2, max: 60 }) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: of('brokenPoll'),
			kind: fc.constantFrom('malformedJson', 'truncate', 'resetBefore', 'resetAfter'),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: of('failingPoll'), status: fc.constantFrom(400, 401, 404) }) },
	// The clock stands still between the steps, so that ties are the rule; it also goes back.
	{ weight: 5, arbitrary: fc.record({ do: of('wait'), milliseconds: fc.constantFrom(1, 135, 60_000, -3_600_000) }) },
);

const EVENT_NAMES = eventOptions(EVENTS).map(({ value }) => value);

/** One workflow on an engine that saves its state only when a poll emits. */
class ActiveTrigger {
	readonly emitted: IDataObject[] = [];

	private saved: IDataObject = {};

	constructor(readonly fixture: TriggerFixture) {}

	async activate(): Promise<void> {
		expect(await this.fixture.poll()).toEqual([]);
		this.save();
	}

	private save(): void {
		this.saved = structuredClone(this.fixture.staticData);
	}

	async poll(): Promise<void> {
		const items = await this.fixture.poll();
		this.emitted.push(...items);
		if (items.length > 0) this.save();
	}

	async failingPoll(): Promise<void> {
		const before = structuredClone(this.fixture.staticData);
		await expect(this.fixture.poll()).rejects.toThrow();
		expect(this.fixture.staticData).toEqual(before);
	}

	restart(): void {
		this.fixture.staticData = structuredClone(this.saved);
	}
}

interface Change {
	timestamp: number;
	status: number;
}

/** What became of the events, as somebody knows who saw everything. Seen by each trigger at the polls in between. */
class Story {
	/** What anybody can see: committed and not removed. */
	readonly visible = new Map<number, Change>();

	/** What is written but not committed. */
	private readonly open = new Map<number, Change>();

	readonly created = new Set<number>();

	private ticks = 0;

	constructor(private readonly person: TriggerFixture) {
		for (const id of [2001, 2002, 2003, 2004]) this.visible.set(id, { timestamp: 0, status: 1 });
		this.visible.set(2005, { timestamp: 0, status: 20 });
	}

	private pick(index: number): number | undefined {
		const ids = [...this.visible.keys()].filter((id) => !this.open.has(id));
		return ids[index % Math.max(1, ids.length)];
	}

	async create(commit: boolean): Promise<void> {
		const id = await this.person.create({ commit });
		this.created.add(id);
		(commit ? this.visible : this.open).set(id, { timestamp: ++this.ticks, status: 1 });
	}

	async change(kind: 'take' | 'finish' | 'touch', index: number, commit: boolean): Promise<void> {
		const id = this.pick(index);
		if (id === undefined) return;
		// No two changes of one event have one timestamp: nobody could tell them apart.
		this.person.later(1);
		await this.person[kind](id, { commit });
		const status = { take: 10, finish: 20, touch: this.visible.get(id)?.status ?? 1 }[kind];
		(commit ? this.visible : this.open).set(id, { timestamp: ++this.ticks, status });
	}

	async remove(index: number): Promise<void> {
		const id = this.pick(index);
		if (id === undefined) return;
		await this.person.remove(id);
		this.visible.delete(id);
	}

	async commit(): Promise<void> {
		await this.person.commit();
		for (const [id, change] of this.open) this.visible.set(id, change);
		this.open.clear();
	}
}

/** What has to be emitted for an event that is listed, by how it was at the last poll; undefined for nothing. */
const EMITS: Record<EventName, (id: number, now: Change, last: Change | undefined) => string | undefined> = {
	created: (id, _now, last) => (last === undefined ? `${id}` : undefined),
	updated: (id, now, last) => (last?.timestamp === now.timestamp ? undefined : `${id}`),
	statusChanged: (id, now, last) =>
		(last?.status ?? 1) === now.status ? undefined : `${id} ${last?.status ?? 'null'}>${now.status}`,
};

/** What a trigger that polls now has to emit, worked out from the list before and the list now. */
class Expected {
	readonly emitted: string[] = [];

	private before: Map<number, Change>;

	/** As of the last poll that emitted. */
	private saved: Map<number, Change>;

	constructor(
		private readonly event: EventName,
		private readonly story: Story,
	) {
		this.before = new Map(story.visible);
		this.saved = new Map(story.visible);
	}

	restart(): void {
		this.before = new Map(this.saved);
	}

	poll(): void {
		const count = this.emitted.length;
		for (const [id, now] of this.story.visible) {
			const last = this.before.get(id);
			const key = EMITS[this.event](id, now, last);
			if (key !== undefined) this.emitted.push(key);
			// What is removed stays known: its ID never comes back for another event.
			this.before.set(id, now);
		}
		if (this.emitted.length > count) this.saved = new Map(this.before);
	}
}

const keyOf = (event: EventName, { ID, previousStatusId, AcdEventStatusID }: IDataObject): string =>
	event === 'statusChanged' ? `${String(ID)} ${String(previousStatusId)}>${String(AcdEventStatusID)}` : String(ID);

async function eachPoll(triggers: ActiveTrigger[], expected: Expected[]): Promise<void> {
	for (const [index, trigger] of triggers.entries()) {
		await trigger.poll();
		expected[index]?.poll();
	}
}

async function perform(
	steps: Step[],
	person: TriggerFixture,
	story: Story,
	triggers: ActiveTrigger[],
	expected: Expected[],
) {
	for (const current of steps) {
		switch (current.do) {
			case 'create':
			case 'createLate':
				await story.create(current.do === 'create');
				break;
			case 'crowd':
				for (let index = 0; index < current.count; index++) await story.create(true);
				break;
			case 'take':
			case 'finish':
			case 'touch':
				await story.change(current.do, current.event, true);
				break;
			case 'finishLate':
			case 'touchLate':
				await story.change(current.do === 'finishLate' ? 'finish' : 'touch', current.event, false);
				break;
			case 'commit':
				await story.commit();
				break;
			case 'remove':
				await story.remove(current.event);
				break;
			case 'poll':
				await eachPoll(triggers, expected);
				break;
			case 'emptyList':
				for (const trigger of triggers) {
					const body = { records: [], count: 0, status: 200 };
					sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
					await trigger.poll();
				}
				break;
			case 'brokenPoll':
				sandbox.current.faults.add({ kind: current.kind, service: 'jtel' });
				await eachPoll(triggers, expected);
				break;
			case 'failingPoll':
				for (const trigger of triggers) {
					sandbox.current.faults.add({ kind: 'status', status: current.status, service: 'jtel' });
					await trigger.failingPoll();
				}
				break;
			case 'restart':
				for (const one of [...triggers, ...expected]) one.restart();
				break;
			case 'wait':
				person.later(current.milliseconds);
		}
	}
}

test('whatever happens, in whatever order: nothing is lost and nothing is doubled', async () => {
	const forms = fc.constantFrom('local', 'offset', 'utc');
	await fc.assert(
		fc.asyncProperty(forms, fc.array(step, { minLength: 10, maxLength: 60 }), async (stampForm, steps) => {
			sandbox.current.reset();
			sandbox.current.core.clock.freeze(Date.UTC(2026, 9, 24, 22));
			const person = new TriggerFixture(sandbox.current, {});
			person.switches({ stampForm });
			const story = new Story(person);
			const triggers = EVENT_NAMES.map((event) => new ActiveTrigger(new TriggerFixture(sandbox.current, { event })));
			for (const trigger of triggers) await trigger.activate();
			const expected = EVENT_NAMES.map((event) => new Expected(event, story));

			await perform(steps, person, story, triggers, expected);
			await story.commit();
			// The first sees all that is left, the second must find nothing.
			for (let round = 0; round < 2; round++) await eachPoll(triggers, expected);

			for (const [index, event] of EVENT_NAMES.entries()) {
				const found = (triggers[index]?.emitted ?? []).map((item) => keyOf(event, item));
				expect([event, found.sort()]).toEqual([event, expected[index]?.emitted.sort()]);
			}
			const created = (triggers[EVENT_NAMES.indexOf('created')]?.emitted ?? []).map(({ ID }) => Number(ID));
			expect(new Set(created).size).toBe(created.length);
			expect([...story.created].filter((id) => story.visible.has(id) && !created.includes(id))).toEqual([]);
		}),
		{ ...propertyRuns(50), interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false, endOnFailure: true },
	);
}, 60_000);
