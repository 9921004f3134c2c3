import '../../harness/waits';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { isAmbiguous, writeTimestamp } from '../../../nodes/Thulium/polling/timestamps';
import type { JsonObject } from '../../../sandbox/core/types';
import { useInstantWaits } from '../../harness/waits';
import { MINUTE, person, Polling } from './fixture';
import { sandbox, shown } from '../setup';
import { propertyRuns } from '../../harness/properties';

useInstantWaits();

/** What happens between activation and the end. Numbers choose among what there is. */
type Step =
	| { do: 'raise' | 'crowd' | 'poll' | 'shortPoll' | 'restart' | 'talk' | 'hangUp' | 'call' }
	| { do: 'write' | 'comment' | 'tag' | 'delete' | 'pollWhile'; ticket: number }
	| { do: 'status'; ticket: number; status: number }
	| { do: 'failingPoll'; afterCalls: number }
	| { do: 'wait'; seconds: number };

const nat = fc.nat(1_000);
const plain = (
	name: Extract<Step, { do: 'raise' | 'crowd' | 'poll' | 'shortPoll' | 'restart' | 'talk' | 'hangUp' | 'call' }>['do'],
	weight: number,
) => ({
	weight,
	arbitrary: fc.constant<Step>({ do: name }),
});
const onTicket = (name: 'write' | 'comment' | 'tag' | 'delete' | 'pollWhile', weight: number) => ({
	weight,
	arbitrary: nat.map<Step>((ticket) => ({ do: name, ticket })),
});
const happens: Array<{ weight: number; arbitrary: fc.Arbitrary<Step> }> = [
	plain('poll', 8),
	plain('shortPoll', 3),
	plain('restart', 2),
	{ weight: 3, arbitrary: fc.nat(3).map<Step>((afterCalls) => ({ do: 'failingPoll', afterCalls })) },
	// Often within one minute, sometimes over the clock change.
	{ weight: 5, arbitrary: fc.nat(90).map<Step>((seconds) => ({ do: 'wait', seconds })) },
	{ weight: 3, arbitrary: fc.nat(4_000).map<Step>((seconds) => ({ do: 'wait', seconds })) },
];
const ticketEvents = [
	...happens,
	plain('raise', 4),
	onTicket('write', 6),
	onTicket('comment', 4),
	onTicket('tag', 3),
	onTicket('delete', 1),
	onTicket('pollWhile', 3),
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('status' as const), ticket: nat, status: fc.nat(5) }) },
];
const messageSteps = fc.oneof(...ticketEvents);
const ticketSteps = fc.oneof(...ticketEvents, plain('crowd', 1));
const callSteps = fc.oneof(...happens, plain('call', 6), plain('talk', 4), plain('hangUp', 5));

/** More than one page, so that short polls stop in the middle. */
const CROWD = 105;

/** Half an hour before the clocks change in March and in October, and a day like any other. */
const begins = fc.constantFrom(
	Date.UTC(2026, 2, 29, 0, 30),
	Date.UTC(2026, 9, 25, 0, 20, 30),
	Date.UTC(2026, 5, 10, 10),
);

/** One workflow on an engine that saves its state only when a poll emits. */
class ActiveTrigger {
	readonly emitted: Array<{ at: number; json: IDataObject }> = [];

	private saved: IDataObject = {};

	readonly fixture: Polling;

	constructor(
		readonly event: string,
		parameters: object = {},
	) {
		this.fixture = new Polling({ event, ...parameters });
	}

	async activate(): Promise<void> {
		expect(await this.fixture.poll()).toEqual([]);
		this.saved = structuredClone(this.fixture.staticData);
	}

	async poll(budgetMs?: number): Promise<void> {
		const items = await this.fixture.poll({ budgetMs });
		const at = sandbox.current.core.clock.now();
		this.emitted.push(...items.map((json) => ({ at, json })));
		if (items.length > 0) this.saved = structuredClone(this.fixture.staticData);
	}

	async failingPoll(afterCalls: number): Promise<void> {
		const before = structuredClone(this.fixture.staticData);
		sandbox.current.faults.add({ kind: 'status', status: 400, service: 'thulium', path: '/api/', skip: afterCalls });
		try {
			await this.poll();
		} catch {
			expect(this.fixture.staticData).toEqual(before);
		}
		sandbox.current.faults.clear();
	}

	restart(): void {
		this.fixture.staticData = structuredClone(this.saved);
	}
}

const ZONE = 'Europe/Warsaw';
const now = () => sandbox.current.core.clock.now();
const snapshot = () => sandbox.current.services.thulium.snapshot();
const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);
const tickets = () => listOf(snapshot().tickets);

/** What people did, as it should be seen from outside. */
class Story {
	readonly raised: number[] = [];

	/** When a ticket was last changed. */
	readonly changed = new Map<number, number>();

	readonly open: string[] = [];

	readonly ended: string[] = [];

	private crowds = 0;

	/** What the clocks showed when the triggers began. */
	private readonly activated = wall();

	private pick(index: number): number | undefined {
		// Mostly the same few, so that one ticket is changed several times.
		const ids = tickets().map(({ ticket_id: id }) => Number(id));
		return ids[index % Math.min(ids.length, 6)];
	}

	/** @param work Answers false when there was nothing to change. */
	private async change(index: number, work: (ticketId: number) => Promise<void | boolean>): Promise<void> {
		const id = this.pick(index);
		if (id === undefined || (await work(id)) === false) return;
		this.changed.set(id, now());
	}

	private note(id: number): void {
		this.raised.push(id);
		this.changed.set(id, now());
	}

	async perform(step: Step): Promise<void> {
		switch (step.do) {
			case 'raise':
				return this.note(await person.raise());
			case 'crowd': {
				if (this.crowds++ > 0) return;
				const { first } = await person.act('addTickets', { count: CROWD });
				for (let n = 0; n < CROWD; n++) this.note(Number(first) + n);
				return;
			}
			case 'write':
				return await this.change(step.ticket, async (id) => await person.write(id));
			case 'comment':
				return await this.change(step.ticket, async (id) => {
					await person.api('POST', `tickets/${id}/comment`, { comment: 'Note' });
				});
			case 'tag':
				// Nothing but the timestamp shows that tags changed, and not even that in the minute of the activation and in
				// the hour that comes twice.
				if (isAmbiguous(wall(), ZONE) || wall() === this.activated) return;
				return await this.change(step.ticket, async (id) => {
					await person.api('PUT', `tickets/${id}`, { tags: [`t${now()}`] });
				});
			case 'status':
				return await this.change(step.ticket, async (id) => {
					if (shown(id).status_id === String(step.status + 1)) return false;
					return await person.status(id, String(step.status + 1));
				});
			case 'delete': {
				const id = this.pick(step.ticket);
				if (id !== undefined && tickets().length > 4) await person.api('DELETE', `tickets/${id}`);
				return;
			}
			case 'call':
				this.ended.push(String((await person.act('finishCall')).connection_id));
				return;
			case 'talk':
				this.open.push(String((await person.act('startCall')).connection_id));
				return;
			case 'hangUp': {
				const [id] = this.open.splice(0, 1);
				if (id !== undefined) await person.act('endCall', { connection_id: id });
				if (id !== undefined) this.ended.push(id);
				return;
			}
			case 'wait':
				return person.later(step.seconds * 1_000);
		}
	}
}

/** What the clocks show. */
function wall(): string {
	const shift = [1, 2].map((hours) => now() + hours * 60 * MINUTE);
	const summer = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' }).format(now());
	return writeTimestamp(shift[summer.includes('+02:00') ? 1 : 0] ?? 0);
}

async function live(steps: Step[], story: Story, triggers: ActiveTrigger[]): Promise<void> {
	for (const step of steps) {
		for (const trigger of triggers) {
			if (step.do === 'poll') await trigger.poll();
			if (step.do === 'shortPoll') await trigger.poll(0);
			if (step.do === 'failingPoll') await trigger.failingPoll(step.afterCalls);
			if (step.do === 'restart') trigger.restart();
		}
		if (step.do === 'pollWhile') {
			// People go on working while pages are read.
			await Promise.all([
				...triggers.map(async (trigger) => await trigger.poll()),
				story.perform({ do: 'write', ticket: step.ticket }),
				story.perform({ do: 'status', ticket: step.ticket + 1, status: step.ticket % 6 }),
			]);
		}
		await story.perform(step);
	}
}

interface Play {
	begin: number;
	inclusiveBounds: boolean;
	before: Step[];
	steps: Step[];
}

/** Plays a story before the triggers, and lets them poll until they have nothing left to tell. */
async function play({ begin, inclusiveBounds, before, steps }: Play, triggers: ActiveTrigger[], switches: object = {}) {
	sandbox.current.reset();
	sandbox.current.core.clock.freeze(begin);
	person.switches({ inclusiveBounds, ...switches });
	await live(
		before.filter((step) => !/poll|restart/i.test(step.do)),
		new Story(),
		[],
	);
	const old = {
		messages: messageIds(),
		calls: listOf(snapshot().connections).map(({ connection_id: id }) => String(id)),
	};
	for (const trigger of triggers) await trigger.activate();
	const story = new Story();
	await live(steps, story, triggers);
	// The minute of the last change has to end; a list of many pages may take several polls. In the hour that the clocks
	// show twice, a change of an hour ago looks like one of this minute, so time passes twice.
	for (let pause = 0; pause < 2; pause++) {
		person.later(2 * MINUTE);
		for (const trigger of triggers) for (let round = 0; round < 3; round++) await trigger.poll();
	}
	const counts = triggers.map(({ emitted }) => emitted.length);
	for (const trigger of triggers) await trigger.poll();
	expect(triggers.map(({ emitted }) => emitted.length)).toEqual(counts);
	return { story, old };
}

const plays = (steps: fc.Arbitrary<Step>) =>
	fc.record({
		begin: begins,
		inclusiveBounds: fc.boolean(),
		before: fc.array(steps, { maxLength: 5 }),
		steps: fc.array(steps, { minLength: 10, maxLength: 30 }),
	});

const messages = () => tickets().flatMap(({ messages: all }) => listOf(all));
const messageIds = () => new Set(messages().map(({ message_id: id }) => Number(id)));
const twice = <T>(keys: T[]): T[] => keys.filter((key, index) => keys.indexOf(key) !== index);
const known = (trigger: ActiveTrigger, key: string) => trigger.emitted.map(({ json }) => json[key]);

/** Each of the messages that should be told was told once, and no other; those of deleted tickets may be missing. */
function checkMessages(trigger: ActiveTrigger, old: Set<number>, wanted: (message: JsonObject) => boolean): void {
	const told = known(trigger, 'message_id');
	expect(twice(told)).toEqual([]);
	const added = messages().filter((message) => !old.has(Number(message.message_id)) && wanted(message));
	expect(added.map(({ message_id: id }) => id).filter((id) => !told.includes(id))).toEqual([]);
	expect(told.filter((id) => old.has(Number(id)))).toEqual([]);
}

const changesStatus = ({ system_comment: text }: JsonObject) => String(text).startsWith('Changed status');

test('messages, status changes and closings: nothing is lost and nothing is doubled', async () => {
	await fc.assert(
		fc.asyncProperty(plays(messageSteps), async (given) => {
			const fresh = new ActiveTrigger('newMessage', { messageTypes: ['MAIL', 'REPLY', 'COMMENT'] });
			const changed = new ActiveTrigger('statusChanged');
			const closed = new ActiveTrigger('ticketClosed');
			const { old } = await play(given, [fresh, changed, closed]);

			checkMessages(fresh, old.messages, ({ body, comment }) => body !== '' || comment !== '');
			checkMessages(changed, old.messages, changesStatus);
			checkMessages(closed, old.messages, () => false);
			for (const ticket of tickets()) {
				const moves = listOf(ticket.messages).filter(changesStatus);
				const last = moves[0];
				if (ticket.full_status_name !== 'Zamknięte' || last === undefined) continue;
				if (!old.messages.has(Number(last.message_id)) && Number(last.message_id) !== 70408) {
					expect(known(closed, 'message_id')).toContain(last.message_id);
				}
			}
		}),
		{ ...propertyRuns(60), endOnFailure: true },
	);
}, 60_000);

/** A change in the hour that comes twice, and the last poll in the same minute of its second turn. */
const SAME_MINUTE_AN_HOUR_LATER: Play = {
	begin: Date.UTC(2026, 9, 25, 0, 20, 30),
	inclusiveBounds: false,
	before: [],
	steps: [{ do: 'raise' }, { do: 'poll' }, { do: 'wait', seconds: 3_452 }, { do: 'crowd' }, { do: 'write', ticket: 1 }],
};

test('tickets that are made or changed: nothing is lost and nothing is doubled', async () => {
	await fc.assert(
		fc.asyncProperty(plays(ticketSteps), fc.boolean(), async (given, includeMessages) => {
			const options = { options: { includeMessages } };
			const created = new ActiveTrigger('ticketCreated', options);
			const updated = new ActiveTrigger('ticketUpdated', options);
			const { story } = await play(given, [created, updated]);
			const alive = new Set(tickets().map(({ ticket_id: id }) => Number(id)));

			const made = known(created, 'ticket_id');
			expect(twice(made)).toEqual([]);
			expect(story.raised.filter((id) => alive.has(id) && !made.includes(id))).toEqual([]);
			expect(made.filter((id) => !story.raised.includes(Number(id)))).toEqual([]);

			for (const [id, at] of story.changed) {
				if (!alive.has(id)) continue;
				const told = updated.emitted.filter(({ json }) => json.ticket_id === id);
				// The last change was told after it happened, and so as the ticket is now.
				expect([id, (told.at(-1)?.at ?? 0) >= at]).toEqual([id, true]);
				expect(told.at(-1)?.json).toMatchObject({ full_status_name: shown(id).full_status_name });
				const timestamps = told.map(({ json }) => String(json.updated_at));
				expect(twice(timestamps).filter((timestamp) => !isAmbiguous(timestamp, ZONE))).toEqual([]);
			}
			expect(known(updated, 'ticket_id').filter((id) => !story.changed.has(Number(id)))).toEqual([]);
		}),
		{ ...propertyRuns(50), endOnFailure: true, examples: [[SAME_MINUTE_AN_HOUR_LATER, true]] },
	);
}, 60_000);

test('calls and recordings: nothing is lost and nothing is doubled', async () => {
	const switches = fc.record({
		callOrder: fc.constantFrom('oldestFirst', 'newestFirst'),
		unfinishedCalls: fc.boolean(),
	});
	await fc.assert(
		fc.asyncProperty(plays(callSteps), switches, async (given, lists) => {
			const calls = new ActiveTrigger('callFinished', { options: { longestCallHours: 48 } });
			const recordings = new ActiveTrigger('recordingReady');
			const { story } = await play(given, [calls, recordings], lists);
			for (const trigger of [calls, recordings]) {
				expect(known(trigger, 'connection_id').sort()).toEqual([...story.ended].sort());
			}
		}),
		{ ...propertyRuns(125), endOnFailure: true },
	);
}, 60_000);
