import '../../harness/waits';
import type { IDataObject } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import type { EventName } from '../../../nodes/Thulium/polling/events';
import { EVENTS } from '../../../nodes/Thulium/polling/events';
import { closings, statusChanges } from '../../../nodes/Thulium/polling/messages';
import { toNumber, toTimestamp, writeTimestamp } from '../../../nodes/Thulium/polling/timestamps';
import { emptyState, readState, writeState } from '../../../nodes/Thulium/polling/state';
import { eventOptions } from '../../../nodes/shared/triggers/events';
import { startSandbox } from '../../../sandbox/server';
import { createThulium } from '../../../sandbox/thulium';
import { useInstantWaits } from '../../harness/waits';
import { lists, MINUTE, person, Polling } from './fixture';
import { LIMITED, sandbox, sent } from '../setup';

useInstantWaits();

const EVENT_NAMES = eventOptions(EVENTS).map(({ value }) => value);

beforeEach(() => person.freeze(2026, 5, 10, 10, 5, 30));

/** A trigger that was just activated. */
async function active(event: string, parameters: object = {}): Promise<Polling> {
	const trigger = new Polling({ event, ...parameters });
	expect(await trigger.poll()).toEqual([]);
	return trigger;
}

const ids = (items: IDataObject[]) => items.map(({ ticket_id: id }) => id);

test.each<[unknown, string]>([
	['2026-06-10 12:05:30', '2026-06-10 12:05'],
	['2026-06-10 12:05', '2026-06-10 12:05'],
	['0000-00-00 00:00:00', ''],
	['2026-13-45 25:61', ''],
	['tomorrow', ''],
	[null, ''],
	[1_782_900_000, ''],
])('the time %j is %j: what no calendar has would stay in the cursor, and stop every poll', (value, expected) => {
	expect(toTimestamp(value)).toBe(expected);
});

describe('what comes out', () => {
	test('Ticket Created: the row of the list', async () => {
		const trigger = await active('ticketCreated');
		expect(await person.raise()).toBe(1300);
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				ticket_id: 1300,
				subject: 'Raised by mail',
				status_id: '1',
				created_at: '2026-06-10 12:05',
			}),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('Ticket Created: with messages on demand', async () => {
		const trigger = await active('ticketCreated', { options: { includeMessages: true } });
		await person.raise();
		const [item] = await trigger.poll();
		expect(item).toMatchObject({ ticket_id: 1300, source: 'email', messages: [{ body: 'Hello' }], custom_fields: {} });
	});

	test('Ticket Updated: once the minute of the change is over', async () => {
		const trigger = await active('ticketUpdated');
		await person.assign(1234, 'testowy.agent11');
		expect(await trigger.poll()).toEqual([]);
		person.later(MINUTE);
		await person.write(1235);
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ ticket_id: 1234, user_login: 'testowy.agent11', updated_at: '2026-06-10 12:05' }),
		]);
		person.later(MINUTE);
		expect(ids(await trigger.poll())).toEqual([1235]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([
		[['MAIL'], ['Mail']],
		[
			['REPLY', 'COMMENT'],
			['Reply', 'Comment'],
		],
		[
			['MAIL', 'REPLY', 'COMMENT'],
			['Mail', 'Reply', 'Comment'],
		],
	])('New Message: those of the types %j', async (messageTypes, texts) => {
		const trigger = await active('newMessage', { messageTypes });
		await person.write(1234, 'Mail');
		await person.api('POST', 'tickets/1234/agent_response', { body: 'Reply', user_login: 'mnowak' });
		await person.api('POST', 'tickets/1234/comment', { comment: 'Comment' });
		await person.status(1234, '5');
		const items = await trigger.poll();
		expect(items.map(({ body, comment }) => body || comment)).toEqual(texts);
		expect(items[0]).toMatchObject({
			ticket_id: 1234,
			message_id: expect.any(Number),
			created_at: '2026-06-10 12:05',
			ticket: { ticket_id: 1234, subject: 'Delivery is late' },
		});
		expect(items[0]?.ticket).not.toHaveProperty('messages');
		expect(await trigger.poll()).toEqual([]);
	});

	test('Ticket Status Changed: every move, also one that was undone before the poll', async () => {
		const trigger = await active('statusChanged');
		await person.status(1234, '5');
		await person.status(1234, '1');
		await person.assign(1235, 'mnowak');
		const change = { ticket_id: 1234, full_status_name: 'Nowe', changedAt: '2026-06-10 12:05' };
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ ...change, previousStatus: 'Nowe', newStatus: 'W realizacji' }),
			expect.objectContaining({ ...change, previousStatus: 'W realizacji', newStatus: 'Nowe' }),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('Ticket Status Changed: a move that a reply brought', async () => {
		person.switches({ replyMovesToWaiting: true });
		const trigger = await active('statusChanged');
		await person.api('POST', 'tickets/1234/agent_response', { body: 'Reply', user_login: 'mnowak' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ newStatus: 'Oczekuje na klienta', changedBy: 'mnowak' }),
		]);
	});

	test.each(['empty', 'null'])('Ticket Closed: what was closed and still is (unset dates: %s)', async (unsetDates) => {
		person.switches({ unsetDates });
		const trigger = await active('ticketClosed');
		await person.status(1234, '6');
		await person.status(1235, '2');
		await person.assign(1236, 'mnowak');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ ticket_id: 1234, closed_at: '2026-06-10 12:05', newStatus: 'Zamknięte' }),
		]);
		await person.status(1234, '1');
		expect(await trigger.poll()).toEqual([]);
		await person.status(1234, '6');
		expect(ids(await trigger.poll())).toEqual([1234]);
	});

	test('Ticket Closed: closed again within the minute counts again', async () => {
		const trigger = await active('ticketClosed');
		await person.status(1234, '6');
		expect(await trigger.poll()).toHaveLength(1);
		await person.status(1234, '1');
		await person.status(1234, '6');
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
	});

	const moved = (id: number, at: string, from: string, to: string): IDataObject => ({
		message_id: id,
		...{ created_at: at, type: 'COMMENT', system_comment: `Changed status from [${from}] to [${to}]` },
	});
	const closedAs = (full_status_name: string) => ({ ticket_id: 1, closed_at: '2026-06-10 12:05', full_status_name });

	test('Ticket Closed: one that got a sub-status before the poll', () => {
		const added = [
			moved(2, '2026-06-10 12:30', 'Zamknięte', 'Zamknięte - Spam'),
			moved(1, '2026-06-10 12:05', 'Nowe', 'Zamknięte'),
		];
		const found = closings(closedAs('Zamknięte - Spam'), added);
		expect(found.map(({ json }) => [json.message_id, json.newStatus])).toEqual([[1, 'Zamknięte']]);
		const other = moved(3, '2026-06-10 12:31', 'Zamknięte - Spam', 'Zamknięte - Podziękowanie');
		const first = moved(1, '2026-06-10 12:05', 'Nowe', 'Zamknięte - Spam');
		expect(closings(closedAs('Zamknięte - Podziękowanie'), [other, first]).map(({ order }) => order)).toEqual([1]);
	});

	test('Ticket Closed: a sub-status that comes within the minute, after the poll, closes nothing once more', () => {
		const added = [moved(2, '2026-06-10 12:05', 'Zamknięte', 'Zamknięte - Spam')];
		expect(closings(closedAs('Zamknięte - Spam'), added)).toEqual([]);
		expect(closings(closedAs('Zamknięte'), [moved(2, '2026-06-10 12:05', 'Zamknięte - Spam', 'Zamknięte')])).toEqual(
			[],
		);
		const both = [...added, moved(1, '2026-06-10 12:05', 'Nowe', 'Zamknięte')];
		expect(closings(closedAs('Zamknięte - Spam'), both).map(({ order }) => order)).toEqual([1]);
	});

	test.each([
		['Nowe [VIP]', 'Zamknięte [VIP]', ''],
		['[A] pilne', 'Zamknięte', '. Changed queue from [Sprzedaż] to [Serwis]'],
		['Nowe', '', ''],
		['Nowe [', 'Zamknięte', ''],
	])('Ticket Status Changed: from "%s" to "%s"%s', (from, to, more) => {
		const message = moved(1, '2026-06-10 12:05', from, to);
		const added = [{ ...message, system_comment: `${String(message.system_comment)}${more}` }];
		expect(statusChanges({ ticket_id: 1 }, added).map(({ json }) => [json.previousStatus, json.newStatus])).toEqual([
			[from, to],
		]);
		if (to !== '') expect(closings(closedAs(to), added)).toHaveLength(1);
	});

	test('Ticket Closed: statuses whose names begin alike are two', () => {
		const added = [moved(2, '2026-06-10 12:05', 'Sprawa - otwarta', 'Sprawa - zamknięta')];
		expect(closings(closedAs('Sprawa - zamknięta'), added).map(({ order }) => order)).toEqual([2]);
	});

	test('Ticket Closed: not one that was opened again, where its closing date stays', () => {
		const added = [
			moved(2, '2026-06-10 12:30', 'Zamknięte', 'Nowe'),
			moved(1, '2026-06-10 12:05', 'Nowe', 'Zamknięte'),
		];
		expect(closings(closedAs('Nowe'), added)).toEqual([]);
	});

	test.each(['oldestFirst', 'newestFirst'])('Call Finished: each call once (order: %s)', async (callOrder) => {
		person.switches({ callOrder });
		const trigger = await active('callFinished');
		await person.act('finishCall', { disposition: 'BUSY' });
		await person.act('finishCall', { duration: 3_600 });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ disposition: 'ANSWERED', date: '2026-06-10 11:05' }),
			expect.objectContaining({ disposition: 'BUSY', date: '2026-06-10 12:04' }),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([false, true])(
		'Call Finished: when it has ended (calls that go on are listed: %s)',
		async (unfinishedCalls) => {
			person.switches({ unfinishedCalls });
			const trigger = await active('callFinished');
			const { connection_id = '' } = await person.act('startCall');
			expect(await trigger.poll()).toEqual([]);
			person.later(200 * MINUTE);
			await person.act('finishCall');
			expect(await trigger.poll()).toHaveLength(1);
			await person.act('endCall', { connection_id });
			expect(await trigger.poll()).toEqual([expect.objectContaining({ connection_id, duration: 12_000 })]);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	test.each(['oldestFirst', 'newestFirst'])('Recording Ready: each recording once (order: %s)', async (callOrder) => {
		person.switches({ callOrder });
		const trigger = await active('recordingReady');
		await person.act('finishCall', { duration: 90_000 });
		await person.act('finishCall', { disposition: 'NO ANSWER' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ created_at: '2026-06-10 12:05', filename: expect.stringContaining('.ogg') }),
		]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('a test run', () => {
	const SAMPLES: Record<EventName, IDataObject> = {
		callFinished: { disposition: 'ANSWERED', date: '2026-06-10 12:04' },
		newMessage: { ticket_id: 1234, body: 'Hello?' },
		recordingReady: { created_at: '2026-06-10 12:05' },
		statusChanged: { ticket_id: 1236, newStatus: 'Zamknięte' },
		ticketClosed: { ticket_id: 1236, previousStatus: null },
		ticketCreated: { ticket_id: 1236 },
		ticketUpdated: { ticket_id: 1234 },
	};

	test.each(EVENT_NAMES)('shows one recent example and moves nothing: %s', async (event) => {
		await person.act('finishCall');
		await person.write(1234);
		const trigger = new Polling({ event });
		expect(await trigger.poll({ mode: 'manual' })).toEqual([expect.objectContaining(SAMPLES[event])]);
		expect(trigger.staticData).toEqual({});
		expect(sent('POST')).toEqual([]);
	});

	test.each(['callFinished', 'recordingReady'])('begins with what says which call it was: %s', async (event) => {
		const [shown] = (await new Polling({ event }).poll({ mode: 'manual' })) ?? [];
		const columns = Object.keys(Object(shown)).slice(0, 4);
		expect(columns).toEqual(['connection_id', 'date', 'src', 'dst']);
	});

	test.each([true, false])('shows a changed ticket with its messages if asked for (%s)', async (includeMessages) => {
		await person.write(1234);
		const trigger = new Polling({ event: 'ticketUpdated', options: { includeMessages } });
		const [shown] = await trigger.poll({ mode: 'manual' });
		expect('messages' in Object(shown)).toBe(includeMessages);
	});

	test('shows no call that goes on', async () => {
		person.switches({ unfinishedCalls: true });
		await person.act('finishCall');
		person.later(5 * MINUTE);
		const { connection_id } = await person.act('startCall');
		const shown = await new Polling({ event: 'callFinished' }).poll({ mode: 'manual' });
		expect(shown).toEqual([expect.objectContaining({ disposition: 'ANSWERED' })]);
		expect(shown).not.toEqual([expect.objectContaining({ connection_id })]);
	});

	test.each(EVENT_NAMES)('says so when there is nothing to show: %s', async (event) => {
		sandbox.current.faults.add({ kind: 'status', status: 200, service: 'thulium', body: { count: 0, result: [] } });
		await expect(new Polling({ event }).poll({ mode: 'manual' })).rejects.toThrow('There is nothing in Thulium yet');
	});
});

describe('the lookback', () => {
	test.each(['ticketUpdated', 'newMessage', 'statusChanged', 'ticketClosed'])(
		'begins 61 minutes before the greatest timestamp, and never ends: %s',
		async (event) => {
			const trigger = await active(event);
			await person.write(1234);
			person.later(2 * MINUTE);
			await trigger.poll();
			sandbox.current.journal.clear();
			await trigger.poll();
			expect(lists('tickets')).toEqual([{ date_from: '2026-06-10 11:04', limit: '100', offset: '0' }]);
		},
	);

	test('over several pages is begun once more: a row may have moved from one to another unread', async () => {
		const trigger = await active('ticketUpdated');
		person.later(5 * 60 * MINUTE);
		await person.act('addTickets', { count: 105 });
		person.later(2 * MINUTE);
		sandbox.current.journal.clear();
		for (const found of [105, 0, 0]) expect(await trigger.poll()).toHaveLength(found);
		const asked = lists('tickets').map(({ date_from: from, offset }) => `${from} ${offset}`);
		const [begun, again] = ['2025-01-14 15:11', '2026-06-10 16:04'];
		expect(asked).toEqual([`${begun} 0`, `${begun} 100`, `${begun} 0`, `${begun} 100`, `${again} 0`, `${again} 100`]);
	});

	test('New Message: the newest one there was, on a ticket that had not changed lately, is not told later', async () => {
		await person.write(1234, 'Long ago');
		person.later(120 * MINUTE);
		await person.assign(1235, 'mnowak');
		const trigger = await active('newMessage');
		person.later(2 * MINUTE);
		await person.write(1234, 'Now');
		expect((await trigger.poll()).map(({ body }) => body)).toEqual(['Now']);
	});

	test('of a system without tickets begins nowhere: everything found later is new', async () => {
		for (const id of [1234, 1235, 1236]) await person.api('DELETE', `tickets/${id}`);
		const triggers = await Promise.all(
			['ticketCreated', 'newMessage', 'ticketUpdated'].map(async (e) => await active(e)),
		);
		await person.raise();
		person.later(2 * MINUTE);
		for (const trigger of triggers) expect(ids(await trigger.poll())).toEqual([1300]);
		for (const trigger of triggers) expect(await trigger.poll()).toEqual([]);
		expect(lists('tickets')[0]).toEqual({ limit: '1', offset: '0' });
	});

	test('of a system without calls begins nowhere', async () => {
		const none = { count: 0, result: [] };
		sandbox.current.faults.add({ kind: 'status', status: 200, service: 'thulium', body: none });
		const trigger = await active('callFinished');
		expect(await trigger.poll()).toHaveLength(3);
	});

	test.each([true, false])(
		'meets a change in the minute of its begin (bounds included: %s)',
		async (inclusiveBounds) => {
			person.switches({ inclusiveBounds });
			const trigger = await active('newMessage');
			for (const ticketId of [1234, 1235, 1236]) {
				await person.write(ticketId);
				expect(ids(await trigger.poll())).toEqual([ticketId]);
				person.later(61 * MINUTE);
			}
		},
	);

	test('that is not stored anew by the engine emits nothing twice', async () => {
		const trigger = await active('newMessage');
		await person.write(1234);
		expect(await trigger.poll()).toHaveLength(1);
		const kept = structuredClone(trigger.staticData);
		person.later(3 * MINUTE);
		expect(await trigger.poll()).toEqual([]);
		trigger.staticData = kept;
		expect(await trigger.poll()).toEqual([]);
	});

	test('another event begins anew', async () => {
		const trigger = await active('newMessage');
		await person.write(1234);
		const other = new Polling({ event: 'ticketCreated' });
		other.staticData = trigger.staticData;
		expect(await other.poll()).toEqual([]);
	});

	test('another system begins anew: the IDs of its messages are others', async () => {
		for (const text of ['One', 'Two', 'Three']) await person.write(1234, text);
		const trigger = await active('newMessage');
		const elsewhere = await startSandbox({ port: 0, services: [createThulium] });
		try {
			elsewhere.core.clock.freeze(sandbox.current.core.clock.now());
			const other = new Polling({ event: 'newMessage' }, { baseUrl: `${elsewhere.url}/thulium` });
			other.staticData = trigger.staticData;
			expect(await other.poll()).toEqual([]);
			await elsewhere.act('thulium', 'customerWrites', { ticket_id: 1235, body: 'There' });
			expect((await other.poll()).map(({ body }) => body)).toEqual(['There']);
		} finally {
			await elsewhere.close();
		}
	});
});

describe('the minute', () => {
	test('of the activation: what came before is not told, what comes after is', async () => {
		await person.write(1234, 'before');
		await person.assign(1235, 'mnowak');
		const messages = await active('newMessage');
		const updates = await active('ticketUpdated');
		await person.write(1234, 'after');
		expect((await messages.poll()).map(({ body }) => body)).toEqual(['after']);
		person.later(MINUTE);
		expect(ids(await updates.poll())).toEqual([1234]);
		expect(await updates.poll()).toEqual([]);
	});

	test('hides nothing: a second change without a trace in the list comes with it', async () => {
		const trigger = await active('ticketUpdated');
		await person.api('PUT', 'tickets/1234', { tags: ['one'] });
		expect(await trigger.poll()).toEqual([]);
		await person.api('PUT', 'tickets/1234', { tags: ['two'] });
		person.later(MINUTE);
		expect(ids(await trigger.poll())).toEqual([1234]);
	});

	test.each([true, false])(
		'is over by the clock of the server, or by that of this host (Date header: %s)',
		async (dateHeader) => {
			person.switches({ dateHeader });
			if (!dateHeader) sandbox.current.core.clock.freeze(null);
			const trigger = await active('ticketUpdated');
			await person.assign(1234, 'testowy.agent11');
			expect(await trigger.poll()).toEqual([]);
			if (dateHeader) person.later(2 * MINUTE);
			else jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 2 * MINUTE);
			expect(ids(await trigger.poll())).toEqual([1234]);
		},
	);

	test('of a younger change ends that of an older one', async () => {
		const trigger = await active('ticketUpdated');
		await person.assign(1234, 'testowy.agent11');
		person.later(MINUTE);
		await person.assign(1235, 'testowy.agent11');
		// A server whose clock shows nonsense.
		sandbox.current.core.clock.shift(-10 * MINUTE);
		expect(ids(await trigger.poll())).toEqual([1234]);
	});
});

describe('a clock that was far ahead for a moment', () => {
	const DAY = 24 * 60 * MINUTE;
	const ahead = async (act: () => Promise<unknown>, by = 1_000 * DAY): Promise<void> => {
		person.later(by);
		await act();
		person.later(-by);
	};

	test.each([
		['years', 1_000 * DAY],
		['three hours', 180 * MINUTE],
	])('hides nothing that happens afterwards: %s', async (name, by) => {
		const created = await active('ticketCreated');
		const updated = await active('ticketUpdated');
		const messages = await active('newMessage');
		await ahead(async () => await person.write(1234, 'from the future'), by);
		const raised = await person.raise();
		person.later(MINUTE);
		expect(ids(await created.poll())).toEqual([raised]);
		// Three hours are waited for: until then the ticket may change in that minute again.
		expect(ids(await updated.poll()).sort()).toEqual(name === 'years' ? [1234, raised] : [raised]);
		expect((await messages.poll()).map(({ body }) => body)).toContain('from the future');
		for (let day = 1; day <= 2; day++) {
			person.later(DAY);
			const next = await person.raise();
			await person.write(1235, `day ${day}`);
			person.later(MINUTE);
			expect(ids(await created.poll())).toEqual([next]);
			expect(ids(await updated.poll())).toEqual(expect.arrayContaining([1235, next]));
			expect((await messages.poll()).map(({ body }) => body)).toContain(`day ${day}`);
			for (const trigger of [created, updated, messages]) expect(await trigger.poll()).toEqual([]);
		}
	});

	test('and left a row before the trigger was activated', async () => {
		await ahead(async () => await person.write(1234, 'from the future'));
		const messages = await active('newMessage');
		const created = await active('ticketCreated');
		person.later(DAY);
		const raised = await person.raise();
		await person.write(1235, 'now');
		expect(ids(await created.poll())).toEqual([raised]);
		expect((await messages.poll()).map(({ body }) => body)).toContain('now');
		expect(await messages.poll()).toEqual([]);
	});
});

describe('the clock change', () => {
	test('in autumn: the hour that comes twice loses and doubles nothing', async () => {
		// 02:55 in summer time, for the first time.
		person.freeze(2026, 9, 25, 0, 55);
		const messages = await active('newMessage');
		const updates = await active('ticketUpdated');
		const calls = await active('callFinished');
		await person.write(1234, 'one');
		await person.act('finishCall', { duration: 15 });
		expect(await messages.poll()).toHaveLength(1);
		expect(await calls.poll()).toHaveLength(1);
		person.later(15 * MINUTE);
		await person.write(1235, 'two');
		await person.act('finishCall', { duration: 15 });
		expect((await messages.poll()).map(({ body, created_at }) => [body, created_at])).toEqual([
			['two', '2026-10-25 02:10'],
		]);
		expect(await calls.poll()).toHaveLength(1);
		expect(ids(await updates.poll())).toEqual([1234]);
		person.later(45 * MINUTE);
		expect(ids(await updates.poll())).toEqual([1235]);
		// 02:55 again: the row of the list is the same as an hour ago.
		await person.write(1234, 'three');
		expect((await messages.poll()).map(({ body }) => body)).toEqual(['three']);
		person.later(2 * MINUTE);
		expect(ids(await updates.poll())).toEqual([1234]);
		person.later(60 * MINUTE);
		for (const trigger of [messages, updates, calls]) expect(await trigger.poll()).toEqual([]);
	});

	test('in autumn: a trigger that is activated in the second of the two hours misses nothing', async () => {
		person.freeze(2026, 9, 25, 0, 55);
		await person.write(1234);
		person.later(15 * MINUTE);
		const triggers = await Promise.all(
			['newMessage', 'ticketUpdated', 'ticketCreated'].map(async (e) => await active(e)),
		);
		await person.raise();
		person.later(2 * MINUTE);
		for (const trigger of triggers) expect(ids(await trigger.poll())).toEqual([1300]);
	});

	test('in spring: asks for no time that there is not', async () => {
		// 01:30 in winter time.
		person.freeze(2026, 2, 29, 0, 30);
		const trigger = await active('newMessage');
		for (let minutes = 0; minutes < 180; minutes += 20) {
			await person.write(1234, String(minutes));
			expect((await trigger.poll()).map(({ body }) => body)).toEqual([String(minutes)]);
			person.later(20 * MINUTE);
		}
		const asked = lists('tickets').map(({ date_from: from }) => String(from));
		expect(asked.filter((from) => /2026-03-29 02:/.test(from))).toEqual([]);
		expect(asked.filter((from) => /2026-03-29 01:/.test(from)).length).toBeGreaterThan(0);
	});

	test('follows the zone of the credential', async () => {
		person.switches({ zone: 'America/New_York' });
		// 01:30 in New York, for the first time.
		person.freeze(2026, 10, 1, 5, 30);
		const trigger = new Polling({ event: 'ticketUpdated' }, { timeZone: 'America/New_York' });
		await trigger.poll();
		await person.write(1234, 'one');
		person.later(2 * MINUTE);
		expect(await trigger.poll()).toHaveLength(1);
		person.later(58 * MINUTE);
		await person.write(1234, 'two');
		person.later(2 * MINUTE);
		expect(await trigger.poll()).toHaveLength(1);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a zone that there is not is refused before anything is asked', async () => {
		const trigger = new Polling({ event: 'newMessage' }, { timeZone: 'Mars/Olympus' });
		await expect(trigger.poll()).rejects.toThrow('The System Time Zone "Mars/Olympus" in the credential is unknown');
		expect(sent()).toEqual([]);
	});
});

describe.each(['rising', 'falling'])('IDs of messages that are %s', (messageIds) => {
	beforeEach(() => person.switches({ messageIds }));

	test('bring each message once, by date, then ID', async () => {
		await person.write(1235, 'Before');
		const trigger = await active('newMessage');
		await person.write(1235, 'In the same minute');
		const bodies = async () => (await trigger.poll()).map(({ body }) => body);
		expect(await bodies()).toEqual(['In the same minute']);
		for (const minute of [1, 2, 3]) {
			person.later(MINUTE);
			await person.write(minute === 2 ? 1234 : 1235, `Minute ${minute}`);
		}
		expect(await bodies()).toEqual(['Minute 1', 'Minute 2', 'Minute 3']);
		person.later(600 * MINUTE);
		await person.write(1236, 'Much later');
		await person.assign(1235, 'mnowak');
		expect(await bodies()).toEqual(['Much later']);
		person.later(600 * MINUTE);
		for (const id of [1234, 1235, 1236]) await person.assign(id, 'mnowak');
		expect(await bodies()).toEqual([]);
	});

	test('bring the last change of a status as the one that closed the ticket', async () => {
		const trigger = await active('ticketClosed');
		const moves = await active('statusChanged');
		await person.status(1235, '6');
		await person.status(1235, '2');
		person.later(MINUTE);
		await person.status(1235, '6');
		person.later(2 * MINUTE);
		const changed = await moves.poll();
		expect(changed.map(({ newStatus }) => newStatus)).toHaveLength(3);
		expect(new Set(changed.map(({ message_id: id }) => id)).size).toBe(3);
		const [last] = changed.slice(-1);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ message_id: last?.message_id })]);
		expect([await moves.poll(), await trigger.poll()]).toEqual([[], []]);
	});
});

describe('the date of a reply', () => {
	test.each(['ignored', 'shown'])(
		'may be of another day: a new message is new all the same (date: %s)',
		async (replyDate) => {
			person.switches({ replyDate });
			const trigger = await active('newMessage', { messageTypes: ['REPLY'] });
			for (const date of ['2014-07-14 12:34', '2031-01-01 00:00']) {
				await person.api('POST', 'tickets/1236/agent_response', { body: date, user_login: 'mnowak', date });
				expect((await trigger.poll()).map(({ body }) => body)).toEqual([date]);
				person.later(180 * MINUTE);
				await person.write(1235);
				expect(await trigger.poll()).toEqual([]);
			}
			await person.assign(1236, 'mnowak');
			expect(await trigger.poll()).toEqual([]);
			const later = await active('newMessage', { messageTypes: ['REPLY'] });
			await person.assign(1236, 'mnowak');
			expect(await later.poll()).toEqual([]);
		},
	);

	test.each(['ignored', 'delayed'])(
		'that is yet to come: the message comes when Thulium shows it (%s)',
		async (replyDate) => {
			person.switches({ replyDate });
			const trigger = await active('newMessage', { messageTypes: ['REPLY'] });
			const date = '2026-06-10 15:00';
			await person.api('POST', 'tickets/1236/agent_response', { body: 'Later', user_login: 'mnowak', date });
			expect(await trigger.poll()).toHaveLength(replyDate === 'ignored' ? 1 : 0);
			person.later(180 * MINUTE);
			expect(await trigger.poll()).toHaveLength(replyDate === 'ignored' ? 0 : 1);
			expect(await trigger.poll()).toEqual([]);
		},
	);
});

describe('faults', () => {
	test('a ticket that cannot be read does not stop the others, and comes when it can', async () => {
		const trigger = await active('newMessage');
		await person.write(1234);
		await person.write(1235);
		const broken = { kind: 'status', status: 500, service: 'thulium', path: 'tickets/1234$', times: -1 } as const;
		sandbox.current.faults.add(broken);
		expect(ids(await trigger.poll())).toEqual([1235]);
		await expect(trigger.poll()).rejects.toThrow('HTTP 500');
		person.later(300 * MINUTE);
		await person.write(1236);
		expect(ids(await trigger.poll())).toEqual([1236]);
		sandbox.current.faults.clear();
		expect(ids(await trigger.poll())).toEqual([1234]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a ticket that was deleted meanwhile is left out', async () => {
		const trigger = await active('newMessage');
		await person.write(1234);
		await person.write(1235);
		sandbox.current.faults.add({ kind: 'status', status: 404, service: 'thulium', path: 'tickets/1234$' });
		expect(ids(await trigger.poll())).toEqual([1235]);
		person.later(2 * MINUTE);
		await trigger.poll();
	});

	test.each(['ticketCreated', 'ticketUpdated'])('%s: a ticket that a page has twice is told once', async (event) => {
		const trigger = await active(event, { options: { includeMessages: true } });
		const id = await person.raise();
		person.later(MINUTE);
		const response = await fetch(`${sandbox.current.url}/thulium/api/tickets?limit=100&offset=0`, {
			headers: { Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}` },
		});
		const { result }: { result: JsonObject[] } = JSON.parse(await response.text());
		const body = { count: 2 * result.length, result: result.flatMap((row) => [row, row]) };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'thulium', path: 'tickets$' });
		expect(ids(await trigger.poll())).toEqual([id]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a missing permission is told', async () => {
		const trigger = new Polling({ event: 'newMessage' }, LIMITED);
		await expect(trigger.poll()).rejects.toMatchObject({
			description: expect.stringContaining('Permit "GET tickets"'),
		});
		expect(trigger.staticData).toEqual({});
	});

	test('a list that cannot be read is no empty list', async () => {
		const trigger = await active('newMessage');
		const before = structuredClone(trigger.staticData);
		sandbox.current.faults.add({ kind: 'html', status: 200, service: 'thulium', times: -1 });
		await expect(trigger.poll()).rejects.toThrow('cannot be read');
		expect(trigger.staticData).toEqual(before);
	});
});

describe('many', () => {
	test('a list of many pages is read on with the next poll when the time is used up', async () => {
		const trigger = await active('ticketCreated');
		await person.act('addTickets', { count: 250 });
		expect(await trigger.poll({ budgetMs: 0 })).toHaveLength(100);
		expect(await trigger.poll({ budgetMs: 0 })).toHaveLength(100);
		expect(await trigger.poll({ budgetMs: 0 })).toHaveLength(50);
		for (let round = 0; round < 4; round++) expect(await trigger.poll({ budgetMs: 0 })).toEqual([]);
	});

	test('messages of many tickets come over several polls, each once', async () => {
		const trigger = await active('newMessage');
		const { first = 0 } = await person.act('addTickets', { count: 105 });
		const found = await trigger.poll({ budgetMs: 0 });
		expect(found).toHaveLength(100);
		await person.write(Number(first), 'again');
		person.later(2 * MINUTE);
		for (let round = 0; round < 3; round++) found.push(...(await trigger.poll({ budgetMs: 0 })));
		const told = found.map(({ message_id: id }) => id);
		expect(told).toHaveLength(106);
		expect(new Set(told).size).toBe(106);
	});

	test('a ticket that moves to a page that was read already is found', async () => {
		const trigger = await active('ticketCreated');
		const first = await person.raise();
		person.later(400 * MINUTE);
		await person.act('addTickets', { count: 150 });
		await trigger.poll({ budgetMs: 0 });
		await person.write(first);
		const rest = [...(await trigger.poll()), ...(await trigger.poll())];
		expect(ids(rest)).toContain(first);
		expect(rest).toHaveLength(51);
		expect(await trigger.poll()).toEqual([]);
	});

	test('tickets that are deleted while pages are read push nothing out of sight', async () => {
		const trigger = await active('ticketCreated');
		const { last = 0 } = await person.act('addTickets', { count: 150 });
		await trigger.poll({ budgetMs: 0 });
		for (let id = Number(last); id > Number(last) - 20; id--) await person.api('DELETE', `tickets/${id}`);
		expect(await trigger.poll()).toHaveLength(50);
	});

	test.each([1_000, 20_000])(
		'the state stays below 64 KB, and what does not fit in counts as done (rows: %d)',
		(count) => {
			const minute = toNumber('2026-06-10 12:00');
			const seen = new Map(Array.from({ length: count }, (_, n) => [String(7 * n + 1), minute + (n % 61) * MINUTE]));
			const done = new Map(Array.from({ length: count }, (_, n) => [String(3 * n + 1), 3 * n + 1]));
			const state = { ...emptyState('newMessage'), cursor: '2026-06-10 13:00', from: '2026-06-10 11:59', seen, done };
			const stored = writeState(state);
			expect(JSON.stringify(stored).length).toBeLessThan(65_536);
			const back = readState(stored, 'newMessage');
			for (const [id, version] of seen) {
				expect(back?.seen.get(id) ?? (writeTimestamp(version) < (back?.from ?? '') ? 'done' : 'lost')).toEqual(
					back?.seen.has(id) === true ? version : 'done',
				);
			}
			for (const [id, number] of done) expect(back?.done.has(id) === true || number <= (back?.floor ?? 0)).toBe(true);
			expect(back?.seen.size === count).toBe(count === 1_000);
		},
	);
});
