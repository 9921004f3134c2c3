import { useInstantWaits } from '../../harness/waits';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EventName } from '../../../nodes/JtelAcd/polling/events';
import { EVENTS } from '../../../nodes/JtelAcd/polling/events';
import { eventOptions } from '../../../nodes/shared/triggers/events';
import type { JsonObject } from '../../../sandbox/core/types';
import { createJtel } from '../../../sandbox/jtel';
import { loadOptions } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createJtel]);

const SECOND = 1_000;
const HOUR = 3_600_000;

const fixture = (event: string, parameters: INodeParameters = {}) =>
	new TriggerFixture(sandbox.current, { event, ...parameters });

/** An active trigger: its first poll has taken in what is there. */
async function active(event: string, parameters: INodeParameters = {}): Promise<TriggerFixture> {
	const trigger = fixture(event, parameters);
	expect(await trigger.poll()).toEqual([]);
	return trigger;
}

const EVENT_NAMES = eventOptions(EVENTS).map(({ value }) => value);

test.each(EVENT_NAMES)('the first poll of %s takes the list in and emits nothing', async (event) => {
	const trigger = await active(event);
	expect(await trigger.poll()).toEqual([]);
	expect(requests(sandbox.current, 'jtel').map(({ method, path, query }) => ({ method, path, query }))).toEqual([
		{ method: 'GET', path: '/rest/v1.0/1/acd/events', query: {} },
		{ method: 'GET', path: '/rest/v1.0/1/acd/events', query: {} },
	]);
});

test('Event Created emits each new event once, as jtel lists it', async () => {
	const trigger = await active('created');
	const id = await trigger.create({
		Subject: 'Router offline',
		CrmURL: 'https://crm.example.com/1',
		UserData: '70031',
	});
	const [event, ...more] = await trigger.poll();
	expect(more).toEqual([]);
	expect(event).toMatchObject({ ID: id, AcdEventTypesID: 6, AcdEventStatusID: 1, Subject: 'Router offline' });
	expect(Object.keys(event ?? {})).toHaveLength(32);
	await trigger.touch(id);
	expect(await trigger.poll()).toEqual([]);
});

test('Event Updated emits every change, a creation too, and each once', async () => {
	const trigger = await active('updated');
	const id = await trigger.create();
	await trigger.touch(2001);
	trigger.later(SECOND);
	await trigger.finish(2002);
	expect(await trigger.ids()).toEqual([2001, id, 2002]);
	expect(await trigger.poll()).toEqual([]);
	trigger.later(SECOND);
	await trigger.touch(2001);
	expect(await trigger.poll()).toEqual([expect.objectContaining({ ID: 2001, Subject: 'Changed' })]);
});

test('Event Status Changed tells the status before; two changes between two polls are one', async () => {
	const trigger = await active('statusChanged');
	await trigger.take(2001);
	await trigger.touch(2002);
	expect(await trigger.poll()).toEqual([
		expect.objectContaining({ ID: 2001, AcdEventStatusID: 10, previousStatusId: 1 }),
	]);
	await trigger.finish(2001);
	await trigger.take(2003);
	await trigger.finish(2003);
	const changes = (await trigger.poll()).map(({ ID, AcdEventStatusID, previousStatusId }) => [
		ID,
		previousStatusId,
		AcdEventStatusID,
	]);
	expect(changes.sort()).toEqual([
		[2001, 10, 20],
		[2003, 1, 20],
	]);
	expect(await trigger.poll()).toEqual([]);
});

test('an event that was made and moved on between two polls has changed too; nobody saw from what', async () => {
	const trigger = await active('statusChanged');
	const id = await trigger.create();
	await trigger.create();
	await trigger.finish(id);
	expect(await trigger.poll()).toEqual([expect.objectContaining({ ID: id, previousStatusId: null })]);
	expect(await trigger.poll()).toEqual([]);
});

test.each(EVENT_NAMES)('%s: an event that the list has twice is one, and the log says so', async (event) => {
	const trigger = await active(event);
	const id = await trigger.create();
	await trigger.take(id);
	const response = await fetch(`${sandbox.current.url}/jtel/rest/v1.0/1/acd/events`, {
		headers: { Authorization: `Bearer ${String(sandboxCredentials(sandbox.current).jtelAcdApi?.token)}` },
	});
	const list: { records: IDataObject[] } = JSON.parse(await response.text());
	const body = { ...list, records: [...list.records, ...list.records] } as JsonObject;
	sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
	const warnings: string[] = [];
	expect((await trigger.poll({ warnings })).map(({ ID }) => ID)).toEqual([id]);
	expect(warnings).toEqual([
		`"Node under test": jtel's list has the same event more than once (${list.records.length} rows too many). The first row of each counts.`,
	]);
	expect(await trigger.poll()).toEqual([]);
});

test('the filters by type, group, user, status and text are applied to what happened', async () => {
	const filters: Array<[INodeParameters, string]> = [
		[{ typeIds: ['3'] }, 'callback'],
		[{ groupIds: ['236'] }, 'sales'],
		[{ userIds: ['4'] }, 'mine'],
		[{ statusIds: '20' }, 'done'],
		[{ text: 'INVOICE' }, 'invoice'],
		[{ typeIds: ['6'], groupIds: ['236'], userIds: ['4'] }, 'none'],
	];
	const triggers = await Promise.all(filters.map(async ([filter]) => await active('created', { filters: filter })));
	const [jtel] = triggers;
	if (jtel === undefined) throw new Error('There is no trigger');
	await jtel.create({ Subject: 'callback', AcdEventTypesID: 3, Sender: '4915550001' });
	await jtel.create({ Subject: 'sales', AcdGroupsID: 236 });
	await jtel.create({ Subject: 'mine', UsersID: 4 });
	await jtel.finish(await jtel.create({ Subject: 'done' }));
	await jtel.create({ Subject: 'invoice' });
	const found = await Promise.all(triggers.map(async (trigger) => (await trigger.poll()).map((item) => item.Subject)));
	expect(found).toEqual([['callback'], ['sales'], ['mine'], ['done'], ['invoice'], []]);
});

test('the filters take names as the lists show them, and IDs beside them', async () => {
	const trigger = await active('created', {
		filters: { groupIds: '={{ ["sales", "235"] }}', typeIds: '={{ "callback" }}', userIds: '={{ ["Erin Berg"] }}' },
	});
	const hers = { AcdGroupsID: 236, AcdEventTypesID: 3, UsersID: 3, Sender: '4915550001' };
	const ids = [await trigger.create(hers), await trigger.create({ ...hers, AcdGroupsID: 235 })];
	await trigger.create({ ...hers, UsersID: 4 });
	expect((await trigger.ids()).sort()).toEqual(ids);
});

test.each(['groupIds', 'typeIds', 'userIds'])('a name that the list of %s does not have is refused', async (name) => {
	await expect(fixture('created', { filters: { [name]: ['Nobody'] } }).poll()).rejects.toThrow(
		/^The field "Filters > .* Names or IDs" has no choice "Nobody": choose /,
	);
});

test('a change is filtered by the status before and after', async () => {
	const trigger = await active('statusChanged', { filters: { previousStatusIds: '1', statusIds: '10, 20' } });
	await trigger.take(2001);
	await trigger.finish(2005);
	const id = await trigger.create();
	await trigger.finish(id);
	expect((await trigger.ids()).sort()).toEqual([2001, id]);
	await trigger.finish(2001);
	expect(await trigger.poll()).toEqual([]);
});

test.each([
	['Previous Status IDs', { previousStatusIds: 'new' }],
	['Status IDs', { statusIds: '1;two' }],
])('a filter that cannot be understood is refused by name: %s', async (field, filters) => {
	await expect(fixture('statusChanged', { filters }).poll()).rejects.toThrow(
		new RegExp(`^The field "Filters > ${field}" must hold numbers`),
	);
	expect(requests(sandbox.current, 'jtel')).toEqual([]);
});

test('what the filters leave out does not come later, when they are changed', async () => {
	const trigger = await active('created', { filters: { groupIds: ['236'] } });
	await trigger.create();
	expect(await trigger.poll()).toEqual([]);
	const without = fixture('created');
	without.staticData = trigger.staticData;
	expect(await without.poll()).toEqual([]);
});

test('Parse Event Data adds the links and the body as fields', async () => {
	const trigger = await active('created', { options: { parseEventData: true } });
	await trigger.create({ CrmURL: 'https://crm.example.com/1', UserData: '70031' });
	expect(await trigger.poll()).toEqual([
		expect.objectContaining({
			EventData: expect.stringContaining('<eventData>'),
			eventDataParsed: {
				urls: [{ urlPath: 'https://crm.example.com/1', displayName: '70031' }],
				body: '',
				html: true,
			},
		}),
	]);
});

describe('what it withstands', () => {
	test('events of the same instant, before and after a poll', async () => {
		sandbox.current.core.clock.freeze(Date.UTC(2026, 2, 3, 10));
		const created = await active('created');
		const updated = await active('updated');
		const first = await created.create();
		expect(await created.ids()).toEqual([first]);
		expect(await updated.ids()).toEqual([first]);
		const second = await created.create();
		expect(await created.ids()).toEqual([second]);
		expect(await updated.ids()).toEqual([second]);
	});

	test.each(EVENT_NAMES)('a change that shows late, behind younger ones: %s', async (event) => {
		const trigger = await active(event);
		const late = await trigger.create({ commit: false });
		await trigger.finish(2001, { commit: false });
		trigger.later(SECOND);
		const early = await trigger.create();
		await trigger.finish(2002);
		expect((await trigger.ids()).sort()).toEqual(
			{ created: [early], updated: [2002, early], statusChanged: [2002] }[event],
		);
		await trigger.commit();
		expect((await trigger.ids()).sort()).toEqual(
			{ created: [late], updated: [2001, late], statusChanged: [2001] }[event],
		);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(EVENT_NAMES)('removed events, and a list that is empty for once: %s', async (event) => {
		const trigger = await active(event);
		await trigger.remove(2001);
		expect(await trigger.poll()).toEqual([]);
		const body = { filter: '', records: [], count: 0, status: 200 };
		sandbox.current.faults.add({ kind: 'status', status: 200, body, service: 'jtel' });
		expect(await trigger.poll()).toEqual([]);
		expect(await trigger.poll()).toEqual([]);
		await trigger.finish(2002);
		const id = await trigger.create();
		expect((await trigger.ids()).sort()).toEqual({ created: [id], updated: [2002, id], statusChanged: [2002] }[event]);
	});

	test.each([
		['listed', true],
		['left out of the list', false],
	])('finished events are %s', async (_name, closedEventsListed) => {
		fixture('created').switches({ closedEventsListed });
		const created = await active('created');
		const updated = await active('updated');
		const changed = await active('statusChanged');
		await created.finish(2001);
		expect(await changed.ids()).toEqual(closedEventsListed ? [2001] : []);
		expect(await updated.ids()).toEqual(closedEventsListed ? [2001] : []);
		created.later(SECOND);
		await created.take(2001);
		// Back in the list: changed, and not new. What was hidden, its status was last seen as 1.
		expect(await created.ids()).toEqual([]);
		expect(await updated.ids()).toEqual([2001]);
		expect((await changed.poll()).map(({ previousStatusId }) => previousStatusId)).toEqual([
			closedEventsListed ? 20 : 1,
		]);
	});

	test('an old event that shows for the first time, because it was finished before, is not new', async () => {
		fixture('created').switches({ closedEventsListed: false });
		const trigger = await active('created');
		trigger.later(2 * 24 * HOUR);
		await trigger.create();
		expect(await trigger.poll()).toHaveLength(1);
		await trigger.take(2005);
		expect(await trigger.poll()).toEqual([]);
	});

	test('clocks that go back an hour, where timestamps carry no zone', async () => {
		// 02:30 summer time in Berlin; an hour later it is 02:30 again.
		sandbox.current.core.clock.freeze(Date.UTC(2026, 9, 25, 0, 30));
		const trigger = await active('updated');
		await trigger.touch(2001);
		expect(await trigger.ids()).toEqual([2001]);
		sandbox.current.core.clock.freeze(Date.UTC(2026, 9, 25, 1, 10));
		await trigger.touch(2001);
		await trigger.touch(2002);
		const id = await trigger.create();
		expect((await trigger.ids()).sort()).toEqual([2001, 2002, id]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a timestamp far in the future, as a wrong clock leaves it', async () => {
		const updated = await active('updated');
		const created = await active('created');
		updated.later(1_000 * 24 * HOUR);
		await updated.touch(2001);
		const future = await updated.create();
		expect((await updated.ids()).sort()).toEqual([2001, future]);
		expect(await created.ids()).toEqual([future]);
		updated.later(-1_000 * 24 * HOUR);
		await updated.touch(2002);
		const id = await updated.create();
		expect((await updated.ids()).sort()).toEqual([2002, id]);
		expect(await created.ids()).toEqual([id]);
	});

	test.each(['local', 'offset', 'utc'])('timestamps in the form %s', async (stampForm) => {
		fixture('updated').switches({ stampForm });
		const updated = await active('updated');
		const created = await active('created');
		await updated.touch(2001);
		const id = await updated.create();
		expect((await updated.ids()).sort()).toEqual([2001, id]);
		expect(await created.ids()).toEqual([id]);
		expect(await updated.poll()).toEqual([]);
	});

	test.each([
		['local', 'utc'],
		['utc', 'local'],
		['offset', 'local'],
	])('an update of jtel that changes the form of timestamps from %s to %s', async (before, after) => {
		fixture('updated').switches({ stampForm: before });
		const trigger = await active('updated');
		trigger.switches({ stampForm: after });
		await trigger.touch(2001);
		expect(await trigger.ids()).toEqual([2001]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['malformedJson', 'truncate', 'resetBefore', 'resetAfter'] as const)(
		'a response that breaks off is read again, and nothing of the half counts: %s',
		async (kind) => {
			const trigger = await active('created');
			const id = await trigger.create();
			sandbox.current.faults.add({ kind, service: 'jtel' });
			expect(await trigger.ids()).toEqual([id]);
			expect(await trigger.poll()).toEqual([]);
		},
	);

	test.each([
		['a page of a proxy', { kind: 'html', status: 200 }, /^jtel sent a response that cannot be read/],
		['an empty response', { kind: 'empty', status: 200 }, /^jtel sent a response that cannot be read/],
		['JSON of something else', { kind: 'status', status: 200, body: { ok: true } }, /^jtel answered without records/],
		['a refused token', { kind: 'status', status: 401 }, /^jtel says: /],
		['an older release', { kind: 'empty', status: 404 }, /^This jtel release does not offer this function/],
		[
			'an error under HTTP 200',
			{ kind: 'status', status: 200, body: { status: 500, error: 'Busy' } },
			/^jtel says: Busy/,
		],
	] as const)('%s fails the poll and leaves the state as it was', async (_name, fault, message) => {
		const trigger = await active('updated');
		const before = structuredClone(trigger.staticData);
		await trigger.touch(2001);
		sandbox.current.faults.add({ ...fault, service: 'jtel', times: -1 });
		await expect(trigger.poll()).rejects.toThrow(message);
		expect(trigger.staticData).toEqual(before);
		sandbox.current.faults.clear();
		expect(await trigger.ids()).toEqual([2001]);
	});

	test('the same poll twice emits the same', async () => {
		const trigger = await active('updated');
		const before = structuredClone(trigger.staticData);
		await trigger.touch(2001);
		const first = await trigger.ids();
		trigger.staticData = before;
		expect(await trigger.ids()).toEqual(first);
	});

	test('another event or another client account begins anew', async () => {
		const trigger = await active('created');
		const updated = fixture('updated');
		updated.staticData = trigger.staticData;
		await updated.touch(2001);
		expect(await updated.poll()).toEqual([]);
		const other = new TriggerFixture(
			sandbox.current,
			{ event: 'updated' },
			{ clientId: '2', token: 'jtel-second-token' },
		);
		other.staticData = updated.staticData;
		expect(await other.poll()).toEqual([]);
	});
});

test('the same account goes on when its Server URL is written in another way', async () => {
	const trigger = await active('created');
	const id = await trigger.create();
	const serverUrl = `${sandbox.current.url}/jtel/rest/v1.0/`;
	const same = new TriggerFixture(sandbox.current, { event: 'created' }, { serverUrl });
	same.staticData = trigger.staticData;
	expect(await same.ids()).toEqual([id]);
});

describe('a test run in the editor', () => {
	const SAMPLES: Record<EventName, IDataObject> = {
		created: { ID: 2005 },
		updated: { ID: 2001, Subject: 'Changed' },
		statusChanged: { ID: 2001, previousStatusId: null },
	};

	test.each(EVENT_NAMES)('shows the newest event of %s and keeps nothing', async (event) => {
		const trigger = fixture(event);
		await trigger.touch(2001);
		expect(await trigger.poll({ mode: 'manual' })).toEqual([expect.objectContaining(SAMPLES[event])]);
		expect(trigger.staticData).toEqual({});
	});

	test('keeps to the filters', async () => {
		const trigger = fixture('created', { filters: { typeIds: ['3'] } });
		expect(await trigger.poll({ mode: 'manual' })).toEqual([expect.objectContaining({ ID: 2001 })]);
	});

	test('says what to do when there is nothing to show', async () => {
		const trigger = fixture('created', { filters: { groupIds: ['240'] } });
		await expect(trigger.poll({ mode: 'manual' })).rejects.toThrow('There is no ACD event to show as a sample');
	});
});

describe('drop-downs of the filters', () => {
	const options = async (method: string) =>
		await loadOptions({
			type: 'jtelAcdTrigger',
			parameters: {},
			credentials: sandboxCredentials(sandbox.current),
			method,
		});

	test('list the groups and the users', async () => {
		expect(await options('getGroups')).toContainEqual({ name: 'Support', value: '235' });
		expect(await options('getUsers')).toContainEqual({ name: 'Erin Berg (erin.berg)', value: '3' });
	});

	test.each([true, false])('list the types, where the endpoint is there: %s', async (typesEndpoint) => {
		sandbox.current.setSwitches('jtel', { typesEndpoint });
		expect(await options('getEventTypes')).toContainEqual({ name: 'Callback', value: '3' });
	});
});

test('Simplify: an event begins with what says which one it is', async () => {
	const trigger = await active('statusChanged', { simplify: true });
	const id = await trigger.create();
	await trigger.poll();
	await trigger.take(id);
	const [item] = await trigger.poll();
	expect(Object.keys(Object(item)).slice(0, 4)).toEqual(['ID', 'Subject', 'Sender', 'AcdEventStatusID']);
	expect(item).toMatchObject({ ID: id, previousStatusId: 1 });
	expect(item).not.toHaveProperty('LastAgentTime');
});
