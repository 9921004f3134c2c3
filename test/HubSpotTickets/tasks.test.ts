import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const run = async (...setup: Parameters<typeof node>) => await runNode(node(...setup));

const [FIRST_TICKET, SECOND_TICKET] = ['38402119001', '38402119002'];
const [ORDER, CALL_BACK] = ['67020510001', '67020510002'];
const onFirst = { ticketId: list(FIRST_TICKET) };
const DUE = '2026-12-01T10:00:00Z';
const NEW = { ...onFirst, title: 'Fit the capacitor', dueDate: DUE };
const byItem = { ticketId: byId('={{ $json.id }}') };
const toItems = (ids: string[]) => ids.map((id) => ({ id }));

const sent = () => requests(sandbox.current, 'hubspot');
const calls = () => sent().map(({ method, path }) => `${method} ${path.replace(/^.*?2026-09\//, '')}`);
const stored = (id: unknown): Record<string, string> => {
	const tasks: JsonObject[] = Object(sandbox.current.services.hubspot?.snapshot()).tasks;
	return Object(tasks.find((task) => task.id === id)?.properties);
};

test('task · create, get, list, complete, update, delete', async () => {
	const additionalFields = {
		body: 'A & B <new>\nThen test.',
		ownerId: byId('bruno.abend.2@relay.example'),
		priority: 'HIGH',
		type: 'CALL',
		reminder: '2026-12-01T09:00:00Z',
	};
	const made = await run('task', 'create', { ...NEW, additionalFields });
	expect(sent().at(-1)).toMatchObject({
		method: 'POST',
		path: '/crm/objects/2026-09/tasks',
		body: {
			properties: {
				hs_task_subject: 'Fit the capacitor',
				hs_timestamp: '2026-12-01T10:00:00.000Z',
				hs_task_body: 'A &amp; B &lt;new&gt;<br>Then test.',
				hs_task_priority: 'HIGH',
				hs_task_type: 'CALL',
				hs_task_reminders: '1796115600000',
				hubspot_owner_id: '71440002',
			},
			associations: [
				{ to: { id: FIRST_TICKET }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 230 }] },
			],
		},
	});
	const [{ id } = {}] = made.json;
	const taskId = byId(String(id));

	const [read] = (await run('task', 'get', { taskId })).json;
	expect(read).toMatchObject({
		id,
		hs_task_status: 'NOT_STARTED',
		hs_task_subject: 'Fit the capacitor',
		associations: { tickets: [FIRST_TICKET] },
	});

	const all = await run('task', 'getAll', { ...onFirst, returnAll: true });
	expect(all.json.map((task) => task.id)).toEqual([CALL_BACK, ORDER, id]);

	const [done] = (await run('task', 'complete', { taskId })).json;
	expect(done).toMatchObject({ id, hs_task_status: 'COMPLETED' });
	expect(stored(id)).toMatchObject({ hs_task_is_completed: '1' });

	const updateFields = { title: 'Fit it', status: 'In Progress', priority: 'low', dueDate: '2026-12-02T10:00:00' };
	await run('task', 'update', { taskId, updateFields });
	expect(stored(id)).toMatchObject({
		hs_task_subject: 'Fit it',
		hs_task_status: 'IN_PROGRESS',
		hs_task_priority: 'LOW',
		hs_timestamp: '2026-12-02T09:00:00.000Z',
	});
	expect(stored(id)).not.toHaveProperty('hs_task_completion_date');

	expect((await run('task', 'delete', { taskId })).json).toEqual([{ id, deleted: true }]);
	expect(messageOf(await run('task', 'get', { taskId }))).toMatch(/resource not found/);
});

test.each([
	['its value', 'HIGH', 'EMAIL'],
	['its label', 'High', 'Email'],
])('priority and type are understood by %s', async (_how, priority, type) => {
	const additionalFields = { priority: `={{ "${priority}" }}`, type: `={{ "${type}" }}` };
	const { json } = await run('task', 'create', { ...NEW, additionalFields });
	expect(stored(json[0]?.id)).toMatchObject({ hs_task_priority: 'HIGH', hs_task_type: 'EMAIL' });
});

test('Update clears what is added and left empty, but never the title or the due date', async () => {
	const taskId = list(ORDER);
	await run('task', 'update', { taskId, updateFields: { body: 'x', ownerId: byId('') } });
	expect(stored(ORDER)).toMatchObject({ hs_task_body: 'x' });
	await run('task', 'update', { taskId, updateFields: { body: '' } });
	expect(stored(ORDER)).not.toHaveProperty('hs_task_body');
	for (const [field, label] of [
		['title', 'Title'],
		['dueDate', 'Due Date'],
	] as const) {
		const result = await run('task', 'update', { taskId, updateFields: { [field]: '' } });
		expect(messageOf(result)).toBe(`The field "${label}" is empty, but a task always has one`);
	}
	expect(messageOf(await run('task', 'update', { taskId }))).toBe('There is nothing to update');
});

describe('Get Many of tasks', () => {
	test('shows those that are as far as asked for, the one that is due first in front', async () => {
		const open = await run('task', 'getAll', { ...onFirst, filters: { status: ['NOT_STARTED', 'WAITING'] } });
		expect(open.json.map(({ id }) => id)).toEqual([ORDER]);
		const done = await run('task', 'getAll', { ...onFirst, filters: { status: '={{ ["Completed"] }}' } });
		expect(done.json.map(({ id }) => id)).toEqual([CALL_BACK]);
		expect((await run('task', 'getAll', { ...onFirst, limit: 1 })).json.map(({ id }) => id)).toEqual([CALL_BACK]);
		const nothing = await run('task', 'getAll', { ...onFirst, filters: { status: '={{ $json.none }}' } });
		expect(messageOf(nothing)).toBe('The filter "Status" has no value for this item');
	});

	test('tells a ticket without tasks from one that does not exist', async () => {
		expect((await run('task', 'getAll', { ticketId: list(SECOND_TICKET) })).json).toEqual([]);
		expect(messageOf(await run('task', 'getAll', { ticketId: byId('999999') }))).toMatch(/resource not found/);
	});
});

describe('many tasks', () => {
	async function seeded(count: number): Promise<string[]> {
		const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
		sandbox.current.journal.clear();
		return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
	}

	test('101 are made, read, completed and deleted with two requests each, in order', async () => {
		const items = toItems(await seeded(101));
		const title = '=Task {{ $itemIndex }}';
		const made = await run('task', 'create', { ...byItem, title, dueDate: DUE }, { items });
		expect(made.error).toBeUndefined();
		expect(made.json.map((task) => task.hs_task_subject)).toEqual(items.map((_, index) => `Task ${index}`));
		expect(calls()).toEqual(Array(2).fill('POST tasks/batch/create'));
		const tasks = made.json.map(({ id }) => ({ id: String(id) }));
		const taskId = byId('={{ $json.id }}');
		const counted = async (operation: string, parameters: Parameters<typeof node>[2] = { taskId }, given = tasks) => {
			sandbox.current.journal.clear();
			const { json, error } = await run('task', operation, parameters, { items: given });
			expect(error).toBeUndefined();
			expect(json).toHaveLength(101);
			return { json, calls: calls() };
		};
		const read = await counted('get');
		expect(read.json.map(({ id }) => ({ id }))).toEqual(tasks);
		expect(read.calls).toEqual(
			['tasks/batch/read', 'tasks/tickets/batch/read', 'tasks/batch/read', 'tasks/tickets/batch/read'].map(
				(path) => `POST ${path}`,
			),
		);
		expect((await counted('getAll', byItem, items)).calls).toHaveLength(4);
		const done = await counted('complete');
		expect(done.json.every(({ hs_task_status: status }) => status === 'COMPLETED')).toBe(true);
		expect(done.calls).toEqual(Array(2).fill('POST tasks/batch/update'));
		expect((await counted('delete')).calls).toEqual(Array(2).fill('POST tasks/batch/archive'));
	});

	test('a bad one has its own error, and the others pass', async () => {
		const items = toItems([FIRST_TICKET, '999999', SECOND_TICKET]);
		const setup = { ...byItem, title: 'x', dueDate: DUE };
		const result = await run('task', 'create', setup, { items, continueOnFail: true });
		expect(result.json.map(({ id }) => id !== undefined)).toEqual([true, false, true]);
		expect(result.json[1]?.error).toMatch(/TICKET 999999 does not exist/);
	});

	test('whose outcome is unknown are not made twice', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		const result = await run('task', 'create', NEW, { maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(Object(result.error).description).toMatch(/Task: Get Many/);
		expect(sent()).toHaveLength(1);
	});
});

describe('is refused before anything is sent', () => {
	test.each<[string, string, Parameters<typeof node>[2], RegExp]>([
		['create', 'without a title', { ...NEW, title: ' ' }, /The field "Title" is empty/],
		['create', 'without a due date', { ...NEW, dueDate: '={{ $json.none }}' }, /The field "Due Date" is empty/],
		['create', 'with a day that is none', { ...NEW, dueDate: '2026-02-30' }, /"Due Date"/],
		['create', 'with long notes', { ...NEW, additionalFields: { body: '<'.repeat(20_000) } }, /"Notes" has 80000 char/],
		['create', 'with an unknown priority', { ...NEW, additionalFields: { priority: '={{ "Top" }}' } }, /"Top"/],
		['get', 'with a wrong ID', { taskId: byId('={{ "first" }}') }, /"first", which is not the ID of a task/],
	])('%s %s', async (operation, _name, parameters, words) => {
		expect(messageOf(await run('task', operation, parameters))).toMatch(words);
		expect(sent()).toEqual([]);
	});
});

test('the list of tasks begins with those of the chosen ticket', async () => {
	const credentials = sandboxCredentials(sandbox.current);
	const own = await searchList({
		type: 'hubSpotTickets',
		method: 'searchTasks',
		parameters: { authentication: 'accessToken', ...onFirst },
		credentials,
	});
	expect(own.results).toEqual([
		{ name: '2026-09-14 Call the customer back', value: CALL_BACK },
		{ name: '2026-09-15 Order a capacitor', value: ORDER },
	]);
});

describe('activity · list', () => {
	const [CALL, MEETING, SECOND_NOTE, FIRST_NOTE] = ['67020610001', '67020710001', '67020410002', '67020410001'];

	test('calls, meetings, notes and tasks of a ticket come in one list, the newest first', async () => {
		const { json } = await run('activity', 'getAll', { ...onFirst, returnAll: true });
		expect(json.map(({ id, activityType }) => [activityType, id])).toEqual([
			['meeting', MEETING],
			['task', ORDER],
			['task', CALL_BACK],
			['note', SECOND_NOTE],
			['note', FIRST_NOTE],
			['call', CALL],
		]);
		expect(json[0]).toMatchObject({ hs_meeting_title: 'Visit at Harbour Pumps', hs_meeting_outcome: 'SCHEDULED' });
		expect(json[5]).toMatchObject({ hs_call_title: 'Call with Marta Lindqvist', hs_call_duration: '184000' });
	});

	test('of chosen types, up to a limit', async () => {
		const types = ['calls', 'meetings'];
		const { json } = await run('activity', 'getAll', { ...onFirst, types, limit: 1 });
		expect(json.map(({ id }) => id)).toEqual([MEETING]);
		expect(calls()).toEqual(
			['calls', 'meetings'].flatMap((kind) => [`POST tickets/${kind}/batch/read`, `POST ${kind}/batch/read`]),
		);
		const labels = await run('activity', 'getAll', { ...onFirst, types: '={{ ["Call"] }}' });
		expect(labels.json.map(({ id }) => id)).toEqual([CALL]);
	});

	test('an unknown ticket is an error of its item', async () => {
		const items = toItems(['999999', FIRST_TICKET]);
		const { json } = await run('activity', 'getAll', { ...byItem, types: ['calls'] }, { items, continueOnFail: true });
		expect(json).toMatchObject([{ error: expect.stringMatching(/resource not found/) }, { id: CALL }]);
	});
});
