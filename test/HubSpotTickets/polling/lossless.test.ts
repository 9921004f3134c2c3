import { useInstantWaits } from '../../harness/waits';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EventName } from '../../../nodes/HubSpotTickets/polling/events';
import type { Fault } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import { propertyRuns } from '../../harness/properties';
import { useSandbox } from '../../harness/sandbox';
import { MINUTE, NO_LIMITS, TriggerFixture } from './fixture';
import type { JournalEntry, TicketStory } from './story';
import { CLOSED_STAGE, OWNERS, PRIORITIES, Story, today } from './story';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

/** Each watches three or four of the events. */
const RUNS = propertyRuns(200);

/** What happens between activation and the end. Numbers choose among what there is. */
type Step =
	| { do: 'raise'; backDated: boolean; priority: number }
	| { do: 'crowd' }
	| { do: 'move'; ticket: number; stage: number }
	| { do: 'assign'; ticket: number; owner: number; priority: number }
	| { do: 'describe'; ticket: number }
	| { do: 'delete'; ticket: number }
	| { do: 'merge'; ticket: number; other: number }
	| { do: 'note'; ticket: number }
	| { do: 'looseNote'; ticket: number; seconds: number }
	| { do: 'poll' }
	| { do: 'shortPoll' }
	| { do: 'faultyPoll'; fault: number; skip: number; times: number }
	| { do: 'restart' }
	| { do: 'latePage'; ticket: number; other: number; stage: number; seconds: number }
	| { do: 'lag'; seconds: number }
	| { do: 'wait'; seconds: number };

const nat = fc.nat(1_000);
const constant = <const K extends string>(kind: K) => fc.constant(kind);
const stage = fc.integer({ min: 1, max: 4 });
const priority = fc.nat(PRIORITIES.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: fc.record({ do: constant('raise'), backDated: fc.boolean(), priority }) },
	{ weight: 8, arbitrary: fc.record({ do: constant('move'), ticket: nat, stage }) },
	{ weight: 5, arbitrary: fc.record({ do: constant('assign'), ticket: nat, owner: fc.nat(OWNERS.length), priority }) },
	{ weight: 2, arbitrary: fc.record({ do: constant('describe'), ticket: nat }) },
	{ weight: 2, arbitrary: fc.record({ do: constant('delete'), ticket: nat }) },
	{ weight: 2, arbitrary: fc.record({ do: constant('merge'), ticket: nat, other: nat }) },
	{ weight: 3, arbitrary: fc.record({ do: constant('note'), ticket: nat }) },
	{ weight: 1, arbitrary: fc.record({ do: constant('looseNote'), ticket: nat, seconds: fc.nat(200) }) },
	{ weight: 5, arbitrary: fc.record({ do: constant('poll') }) },
	{ weight: 2, arbitrary: fc.record({ do: constant('shortPoll') }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: constant('faultyPoll'),
			fault: nat,
			skip: fc.nat(4),
			times: fc.constantFrom(1, 2, 6),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: constant('restart') }) },
	{
		weight: 1,
		arbitrary: fc.record({ do: constant('latePage'), ticket: nat, other: nat, stage, seconds: fc.nat(240) }),
	},
	{ weight: 3, arbitrary: fc.record({ do: constant('lag'), seconds: fc.nat(240) }) },
	{ weight: 4, arbitrary: fc.record({ do: constant('wait'), seconds: fc.nat(400) }) },
);

/** How HubSpot, or what lies in between, can fail a read. */
const FAULTS: Fault[] = [
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 400 },
	{ kind: 'html', status: 502 },
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'truncate' },
	{ kind: 'malformedJson' },
];

/** More than one page of a scan, so that short polls stop in the middle. */
const CROWD = 205;

const WATCHED = ['hs_ticket_priority', 'hubspot_owner_id'];

/** What a trigger of each kind must tell of a ticket's journal; nothing for the kinds that are checked otherwise. */
const TELLS: Record<string, (entry: JournalEntry) => boolean> = {
	stageChanged: ({ property }) => property === 'hs_pipeline_stage',
	ofOneOwner: ({ property, owner }) => property === 'hs_pipeline_stage' && owner === OWNERS[0],
	closed: ({ property, to }) => property === 'hs_pipeline_stage' && to === CLOSED_STAGE,
	reopened: ({ property, from }) => property === 'hs_pipeline_stage' && from === CLOSED_STAGE,
	propertyChanged: ({ property }) => WATCHED.includes(property),
};

const PARAMETERS: Record<string, INodeParameters> = {
	created: { event: 'created' },
	updated: { event: 'updated' },
	stageChanged: { event: 'stageChanged' },
	ofOneOwner: { event: 'stageChanged', filters: { owners: OWNERS.slice(0, 1) } },
	closed: { event: 'closed' },
	reopened: { event: 'reopened' },
	propertyChanged: { event: 'propertyChanged', watchedProperties: WATCHED },
	deleted: { event: 'deleted' },
	noteAdded: { event: 'noteAdded' },
} satisfies Record<EventName | 'ofOneOwner', INodeParameters>;

/** One workflow on an engine that saves its state only when a poll emits. */
class Watcher {
	readonly emitted: IDataObject[] = [];

	private saved: IDataObject = {};

	constructor(
		readonly name: string,
		readonly fixture: TriggerFixture,
	) {}

	async activate(): Promise<void> {
		expect(await this.fixture.poll()).toEqual([]);
		this.save();
	}

	private save(): void {
		this.saved = structuredClone(this.fixture.staticData);
	}

	async poll(budgetMs?: number): Promise<void> {
		const items = await this.fixture.poll({ budgetMs });
		this.emitted.push(...items);
		if (items.length > 0) this.save();
	}

	async faultyPoll(): Promise<void> {
		const before = structuredClone(this.fixture.staticData);
		try {
			await this.poll();
		} catch {
			expect(this.fixture.staticData).toEqual(before);
		}
	}

	restart(): void {
		this.fixture.staticData = structuredClone(this.saved);
	}
}

/** The index shows a younger change before an older one: the scan does not find what the cursor has passed. */
async function latePage(
	{ ticket, other, stage: to, seconds }: Extract<Step, { do: 'latePage' }>,
	story: Story,
	watchers: Watcher[],
): Promise<void> {
	story.person.switches({ searchLagMs: 0 });
	for (const watcher of watchers) for (let round = 0; round < 2; round++) await watcher.poll();
	await story.raise(true, '');
	await story.write(ticket, { hs_pipeline_stage: String(to) });
	await story.note(ticket);
	story.person.later(seconds * 1_000);
	await story.write(other, { content: 'Younger' });
	await story.note(other);
	for (const watcher of watchers) {
		const nothing = { total: 0, results: [] };
		sandbox.current.faults.add({ kind: 'status', status: 200, path: 'search$', skip: 1, body: nothing });
		await watcher.poll();
		sandbox.current.faults.clear();
	}
}

async function perform(current: Step, story: Story, watchers: Watcher[]): Promise<void> {
	const { person } = story;
	switch (current.do) {
		case 'raise':
			return await story.raise(current.backDated, PRIORITIES[current.priority] ?? '');
		case 'crowd':
			for (let index = 0; index < CROWD; index++) await story.raise(false, '');
			return;
		case 'move':
			return await story.write(current.ticket, { hs_pipeline_stage: String(current.stage) });
		case 'assign':
			return await story.write(current.ticket, {
				hubspot_owner_id: OWNERS[current.owner] ?? '',
				hs_ticket_priority: PRIORITIES[current.priority] ?? '',
			});
		case 'describe':
			return await story.write(current.ticket, { content: `${person.sandbox.core.clock.now()}` });
		case 'delete':
			return await story.delete(current.ticket);
		case 'merge':
			return await story.merge(current.ticket, current.other);
		case 'note':
			return await story.note(current.ticket);
		case 'looseNote': {
			const link = await story.looseNote(current.ticket);
			person.later(current.seconds * 1_000);
			for (const watcher of watchers) if (watcher.name === 'noteAdded') await watcher.poll();
			return await link();
		}
		case 'poll':
			for (const watcher of watchers) await watcher.poll();
			return;
		case 'shortPoll':
			for (const watcher of watchers) await watcher.poll(0);
			return;
		case 'faultyPoll':
			for (const watcher of watchers) {
				const fault = FAULTS[current.fault % FAULTS.length];
				if (fault !== undefined) sandbox.current.faults.add({ ...fault, skip: current.skip, times: current.times });
				await watcher.faultyPoll();
				sandbox.current.faults.clear();
			}
			return;
		case 'restart':
			for (const watcher of watchers) watcher.restart();
			return;
		case 'latePage':
			return await latePage(current, story, watchers);
		case 'lag':
			return person.switches({ searchLagMs: current.seconds * 1_000 });
		case 'wait':
			person.later(current.seconds * 1_000);
	}
}

const twice = (keys: string[]): string[] => keys.filter((key, index) => keys.indexOf(key) !== index);

const idsOf = ({ emitted }: Watcher): string[] => emitted.map(({ id }) => String(id));

/** The tickets that a record was made of by merging, as far as its creation goes back to them. */
function primaries({ primary }: TicketStory): TicketStory[] {
	return primary === undefined ? [] : [primary, ...primaries(primary)];
}

function checkCreated(watcher: Watcher, story: Story): void {
	const ids = idsOf(watcher);
	const told = new Set(ids);
	expect([twice(ids), ids.filter((id) => !story.tickets.has(id))]).toEqual([[], []]);
	const known = [...story.tickets.values()];
	const results = new Set(known.flatMap(({ successor }) => successor ?? []));
	const wrong = known.filter((ticket) => {
		// A creation is told once, whichever record stands for it by then.
		const line = [ticket, ...primaries(ticket)];
		const times = line.filter(({ id }) => told.has(id)).length;
		if (times > 1 || (times > 0 && line[line.length - 1]?.isNew !== true)) return true;
		// Nobody can read a ticket that is gone. A merged one may have been made of a ticket that was told.
		return times === 0 && ticket.isNew && ticket.gone === false && !results.has(ticket);
	});
	expect(wrong).toEqual([]);
}

/** Items in the journal's words. */
function toldOf({ emitted }: Watcher): Map<string, string[]> {
	const told = new Map<string, string[]>();
	for (const { id, propertyName, previousValue, newValue, previousStageId, stageId } of emitted) {
		const text =
			propertyName === undefined
				? `hs_pipeline_stage: ${String(previousStageId)} > ${String(stageId)}`
				: `${String(propertyName)}: ${String(previousValue)} > ${String(newValue)}`;
		told.set(String(id), [...(told.get(String(id)) ?? []), text]);
	}
	return told;
}

function checkChanges(watcher: Watcher, story: Story): void {
	const tells = TELLS[watcher.name];
	if (tells === undefined) return;
	const told = toldOf(watcher);
	const must = new Map<string, string[]>();
	for (const { id, journal, gone } of story.tickets.values()) {
		const happened = journal.filter(tells).map(({ property, from, to }) => `${property}: ${from} > ${to}`);
		// Of a ticket that is gone the end may be missing: nobody can read it any more.
		const expected = gone === false ? happened : happened.slice(0, told.get(id)?.length ?? 0);
		if (expected.length > 0) must.set(id, inOrder(expected));
	}
	const sorted = (entries: Map<string, string[]>) => [...entries].sort(([a], [b]) => a.localeCompare(b));
	expect(sorted(told).map(([id, seen]) => [id, inOrder(seen)])).toEqual(sorted(must));
}

/** Two properties of one write have one timestamp, so their order is open; that of one property is not. */
function inOrder(entries: string[]): string[] {
	const property = (entry: string) => entry.split(':')[0] ?? '';
	return [...entries].sort((a, b) => property(a).localeCompare(property(b)));
}

function checkUpdates({ emitted }: Watcher, story: Story, timestamps: Map<string, unknown>): void {
	expect(twice(emitted.map(({ id, hs_lastmodifieddate: timestamp }) => `${String(id)} ${String(timestamp)}`))).toEqual(
		[],
	);
	const last = new Map(emitted.map(({ id, hs_lastmodifieddate: timestamp }) => [String(id), timestamp]));
	const alive = [...story.tickets.values()].filter(({ gone }) => gone === false);
	expect(alive.map(({ id }) => [id, last.get(id)])).toEqual(
		alive.map(({ id, touched }) => [id, touched ? timestamps.get(id) : undefined]),
	);
}

function checkDeleted(watcher: Watcher, story: Story): void {
	const deleted = [...story.tickets.values()].filter(({ gone }) => gone === 'deleted');
	expect(idsOf(watcher).sort()).toEqual(deleted.map(({ id }) => id).sort());
}

function checkNotes({ emitted }: Watcher, story: Story): void {
	const told = emitted.map(({ id, note }) => [String((note as IDataObject).id), String(id)] as const);
	expect(twice(told.map(([note]) => note))).toEqual([]);
	const found = new Map(told);
	for (const [note, written] of story.notes) {
		const on = found.get(note);
		if (on !== undefined) expect([written, ...successors(written)].map(({ id }) => id)).toContain(on);
		else expect([note, today(written).gone]).toEqual([note, 'deleted']);
	}
	expect([...found.keys()].filter((note) => !story.notes.has(note))).toEqual([]);
}

function successors({ successor }: TicketStory): TicketStory[] {
	return successor === undefined ? [] : [successor, ...successors(successor)];
}

/** Last-modified timestamps of the tickets that exist, by ID. */
async function timestampsNow(): Promise<Map<string, unknown>> {
	const startFrom = '1970-01-01T00:00:00Z';
	const fixture = new TriggerFixture(sandbox.current, { event: 'updated', options: { startFrom } });
	await fixture.poll();
	return new Map((await fixture.poll()).map(({ id, hs_lastmodifieddate: timestamp }) => [String(id), timestamp]));
}

interface Setting {
	/** The host's clock and HubSpot's differ by so much. */
	hoursApart: number;
	mergeIssuesNewId: boolean;
	batchReadSkipsMerged: boolean;
	/** After so many steps more tickets come than fit on one page; undefined: never. */
	crowdAfter: number | undefined;
	steps: Step[];
	/** Names of the watchers. */
	events: string[];
}

const setting: fc.Arbitrary<Setting> = fc.record({
	hoursApart: fc.integer({ min: -24, max: 24 }),
	mergeIssuesNewId: fc.boolean(),
	batchReadSkipsMerged: fc.boolean(),
	crowdAfter: fc.oneof({ weight: 14, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(15) }),
	steps: fc.array(step, { minLength: 8, maxLength: 24 }),
	events: fc.shuffledSubarray(Object.keys(PARAMETERS), { minLength: 3, maxLength: 4 }),
});

async function live({ hoursApart, crowdAfter, steps, events, ...merging }: Setting): Promise<void> {
	sandbox.current.reset();
	const person = new TriggerFixture(sandbox.current, {});
	person.switches({ ...NO_LIMITS, strictDated: true, ...merging });
	person.later(hoursApart * 60 * MINUTE);
	const story = new Story(person, merging.mergeIssuesNewId);
	const watchers = events.map((name) => new Watcher(name, new TriggerFixture(sandbox.current, PARAMETERS[name] ?? {})));
	for (const watcher of watchers) await watcher.activate();

	for (const [index, current] of steps.entries()) {
		if (index === crowdAfter) await perform({ do: 'crowd' }, story, watchers);
		await perform(current, story, watchers);
	}

	person.switches({ searchLagMs: 0 });
	// The first may end a scan that was left unfinished, the second sees all, the third must find nothing.
	for (const watcher of watchers) for (let round = 0; round < 2; round++) await watcher.poll();
	const before = watchers.map(({ emitted }) => emitted.length);
	for (const watcher of watchers) await watcher.poll();
	expect(watchers.map(({ emitted }) => emitted.length)).toEqual(before);

	for (const watcher of watchers) {
		checkChanges(watcher, story);
		if (watcher.name === 'created') checkCreated(watcher, story);
		if (watcher.name === 'updated') checkUpdates(watcher, story, await timestampsNow());
		if (watcher.name === 'deleted') checkDeleted(watcher, story);
		if (watcher.name === 'noteAdded') checkNotes(watcher, story);
	}
}

test(
	'whatever happens, in whatever order: the output of every event equals the journal of the account',
	async () => {
		await fc.assert(fc.asyncProperty(setting, live), RUNS);
	},
	RUNS.numRuns * 1_500,
);
