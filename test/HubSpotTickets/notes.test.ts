import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const [FIRST_TICKET, SECOND_TICKET] = ['38402119001', '38402119002'];
const [FIRST_NOTE, SECOND_NOTE] = ['67020410001', '67020410002'];
const onFirst = { ticketId: list(FIRST_TICKET) };
const byItem = { ticketId: byId('={{ $json.id }}') };

async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const toItems = (ids: string[]) => ids.map((id) => ({ id }));
const sent = () => requests(sandbox.current, 'hubspot');
const calls = () => sent().map(({ method, path }) => `${method} ${path.replace(/^.*?2026-09\//, '')}`);
const stored = (id: unknown): Record<string, string> => {
	const notes: JsonObject[] = Object(sandbox.current.services.hubspot?.snapshot()).notes;
	return Object(notes.find((note) => note.id === id)?.properties);
};

test('note · add, list, update, delete', async () => {
	const fields = { ...onFirst, body: 'Fitted: A & B <new>\nTested.' };
	const added = await runNode(node('note', 'add', fields));
	expect(sent()[0]).toMatchObject({
		method: 'POST',
		path: '/crm/objects/2026-09/notes',
		body: {
			properties: { hs_note_body: 'Fitted: A &amp; B &lt;new&gt;<br>Tested.' },
			associations: [
				{ to: { id: FIRST_TICKET }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }] },
			],
		},
	});
	const [{ id } = {}] = added.json;
	const noteId = byId(String(id));

	const all = await runNode(node('note', 'getAll', { ...onFirst, returnAll: true }));
	expect(all.json.map((note) => note.id)).toEqual([id, SECOND_NOTE, FIRST_NOTE]);
	expect(all.json[0]).toMatchObject({ hs_body_preview: expect.stringMatching(/^Fitted/), hs_attachment_ids: null });
	expect(all.json[0]).not.toHaveProperty('activityType');

	const updateFields = { body: '<b>Done</b>', bodyFormat: 'html', ownerId: list('71440002') };
	await runNode(node('note', 'update', { noteId, updateFields }));
	expect(stored(id)).toMatchObject({ hs_note_body: '<b>Done</b>', hubspot_owner_id: '71440002' });

	expect((await runNode(node('note', 'delete', { noteId }))).json).toEqual([{ id, deleted: true }]);
	const left = await runNode(node('note', 'getAll', { ...onFirst, limit: 1 }));
	expect(left.json.map((note) => note.id)).toEqual([SECOND_NOTE]);
	expect(messageOf(await runNode(node('note', 'get', { noteId })))).toMatch(/resource not found/);
});

test('a note is read with the tickets that it is on, one by one and in batches alike', async () => {
	const [one] = (await runNode(node('note', 'get', { noteId: list(SECOND_NOTE) }))).json;
	expect(one).toMatchObject({
		id: SECOND_NOTE,
		hs_body_preview: 'Fitter booked for Wednesday .',
		hubspot_owner_id: '71440002',
		associations: { tickets: [FIRST_TICKET] },
	});
	sandbox.current.journal.clear();
	const items = toItems([FIRST_NOTE, '99', SECOND_NOTE]);
	const many = await runNode(node('note', 'get', { noteId: byId('={{ $json.id }}') }, { items, continueOnFail: true }));
	expect(calls()).toEqual(['POST notes/batch/read', 'POST notes/tickets/batch/read']);
	expect(many.json[1]?.error).toMatch(/Could not get some NOTE objects/);
	const { url, ...values } = Object(many.json[2]);
	expect(one).toMatchObject(values);
	expect(url).toMatch(SECOND_NOTE);
});

test('a note takes a time without a zone in that of the workflow, an owner by email, and no empty fields', async () => {
	const options = { timestamp: '2026-11-20T10:00:00', ownerId: byId('bruno.abend.2@relay.example'), attachmentIds: '' };
	const { json } = await runNode(node('note', 'add', { ...onFirst, body: 'x', options }));
	expect(stored(json[0]?.id)).toMatchObject({
		hs_timestamp: '2026-11-20T09:00:00.000Z',
		hubspot_owner_id: '71440002',
	});
	expect(stored(json[0]?.id)).not.toHaveProperty('hs_attachment_ids');
});

describe('many items', () => {
	test('notes on 250 tickets take three requests, their reading six', async () => {
		const ids = await seeded(250);
		const setup = node('note', 'add', { ...byItem, body: '=Note on {{ $json.id }}' }, { items: toItems(ids) });
		const added = await runNode(setup);
		expect(added.error).toBeUndefined();
		expect(calls()).toEqual(Array(3).fill('POST notes/batch/create'));
		expect(added.json[249]).toMatchObject({ hs_note_body: `Note on ${ids[249] ?? ''}` });
		sandbox.current.journal.clear();
		const read = await runNode(node('note', 'getAll', byItem, { items: toItems(ids) }));
		expect(read.json.map(({ hs_note_body: body }) => body)).toEqual(ids.map((id) => `Note on ${id}`));
		expect(calls()).toEqual([1, 2, 3].flatMap(() => ['POST tickets/notes/batch/read', 'POST notes/batch/read']));
	});

	test('a bad item has its own error, and the others pass', async () => {
		const items = toItems([FIRST_TICKET, '999999', SECOND_TICKET]);
		const result = await runNode(node('note', 'add', { ...byItem, body: 'x' }, { items, continueOnFail: true }));
		expect(result.json.map(({ id }) => id !== undefined)).toEqual([true, false, true]);
		expect(result.json[1]?.error).toMatch(/TICKET 999999 does not exist/);
	});

	test('are changed and deleted in batches, and a later change of a note comes later', async () => {
		const noteId = byId('={{ $json.id }}');
		const items = toItems([FIRST_NOTE, SECOND_NOTE, FIRST_NOTE]);
		const updateFields = { body: '={{ "Line " + $itemIndex }}' };
		await runNode(node('note', 'update', { noteId, updateFields }, { items }));
		expect(calls()).toEqual(['POST notes/batch/update', 'POST notes/batch/update']);
		expect(stored(FIRST_NOTE).hs_note_body).toBe('Line 2');
		sandbox.current.journal.clear();
		const deleted = await runNode(node('note', 'delete', { noteId }, { items }));
		expect(deleted.json).toEqual([FIRST_NOTE, SECOND_NOTE, FIRST_NOTE].map((id) => ({ id, deleted: true })));
		expect(calls()).toEqual(['POST notes/batch/archive']);
	});
});

describe('Get Many', () => {
	test('tells a ticket without notes from one that does not exist', async () => {
		const none = await runNode(node('note', 'getAll', { ticketId: list(SECOND_TICKET) }));
		expect(none.error).toBeUndefined();
		expect(none.json).toEqual([]);
		const items = toItems(['999999', FIRST_TICKET]);
		const { json } = await runNode(node('note', 'getAll', { ...byItem, limit: 1 }, { items, continueOnFail: true }));
		expect(json).toMatchObject([{ error: expect.stringMatching(/resource not found/) }, { id: SECOND_NOTE }]);
	});

	test.each([true, false])(
		'finds the notes of a ticket that was merged away (new ID: %s)',
		async (mergeIssuesNewId) => {
			sandbox.current.setSwitches('hubspot', { mergeIssuesNewId });
			const body = { primaryObjectId: SECOND_TICKET, objectIdToMerge: FIRST_TICKET };
			const answer = await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/tickets/merge`, {
				method: 'POST',
				headers: { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			expect(answer.status).toBe(200);
			const { json } = await runNode(node('note', 'getAll', onFirst));
			expect(json.map(({ id }) => id)).toEqual([SECOND_NOTE, FIRST_NOTE]);
		},
	);

	test('reads more notes than one page of associations has', async () => {
		sandbox.current.setSwitches('hubspot', { associationPageSize: 1 });
		const { json } = await runNode(node('note', 'getAll', onFirst));
		expect(json.map(({ id }) => id)).toEqual([SECOND_NOTE, FIRST_NOTE]);
	});
});

describe('Pin', () => {
	const pinned = async (ticketId: string) => {
		const options = { propertySelection: 'selected', propertyNames: ['hs_pinned_engagement_id'] };
		const { json } = await runNode(node('ticket', 'get', { ticketId: byId(ticketId), ...options }));
		return json[0]?.hs_pinned_engagement_id;
	};

	test('puts a note at the top of its ticket, and takes the pin off again', async () => {
		const result = await runNode(node('note', 'pin', { ...onFirst, noteId: list(FIRST_NOTE) }));
		expect(result.json).toEqual([{ ticketId: FIRST_TICKET, noteId: FIRST_NOTE, pinned: true }]);
		expect(await pinned(FIRST_TICKET)).toBe(FIRST_NOTE);
		const off = await runNode(node('note', 'pin', { ...onFirst, pinned: false }));
		expect(off.json).toEqual([{ ticketId: FIRST_TICKET, noteId: null, pinned: false }]);
		expect(await pinned(FIRST_TICKET)).toBeNull();
	});

	test.each([
		[true, /67020410001 is not an activity of this ticket/],
		[false, undefined],
	])(
		'many items go in one request; a note of another ticket is refused (checkPinned %s)',
		async (checkPinned, words) => {
			sandbox.current.setSwitches('hubspot', { checkPinned });
			const noteId = byId(FIRST_NOTE);
			const items = toItems([FIRST_TICKET, SECOND_TICKET]);
			const { json } = await runNode(node('note', 'pin', { ...byItem, noteId }, { items, continueOnFail: true }));
			expect(calls()).toEqual(['POST tickets/batch/update']);
			expect(json[0]).toMatchObject({ ticketId: FIRST_TICKET, pinned: true });
			if (words === undefined) expect(json[1]).toMatchObject({ ticketId: SECOND_TICKET, pinned: true });
			else expect(json[1]?.error).toMatch(words);
		},
	);
});

describe('is refused before anything is sent', () => {
	test.each<[string, string, Parameters<typeof node>[2], RegExp]>([
		['add', 'without a body', { ...onFirst, body: ' ' }, /The field "Body" is empty/],
		['add', 'with a long body', { ...onFirst, body: '<'.repeat(20_000) }, /has 80000 characters as HTML/],
		['add', 'with a wrong file ID', { ...onFirst, body: 'x', options: { attachmentIds: 'a.pdf' } }, /"a.pdf"/],
		[
			'add',
			'with a bare number as time',
			{ ...onFirst, body: 'x', options: { timestamp: '={{ 46347 }}' } },
			/"Time" is 46347, a number as spreadsheets/,
		],
		['update', 'without a field', { noteId: byId('1') }, /nothing to update/],
		['update', 'without a time', { noteId: byId('1'), updateFields: { timestamp: '' } }, /a note always has one/],
		['get', 'with a wrong ID', { noteId: byId('={{ "first" }}') }, /"first", which is not the ID of a note/],
		['pin', 'without a note', { ...onFirst, noteId: byId('={{ $json.none }}') }, /The field "Note" is empty/],
	])('%s %s', async (operation, _name, parameters, words) => {
		expect(messageOf(await runNode(node('note', operation, parameters)))).toMatch(words);
		expect(sent()).toEqual([]);
	});
});

describe('faults', () => {
	const add = (rest = {}) => runNode(node('note', 'add', { ...onFirst, body: 'x' }, rest));

	test('a note whose outcome is unknown is not written twice, and the error says where to look', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		const result = await add({ maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(Object(result.error).description).toMatch(/Note: Get Many/);
		expect(sent()).toHaveLength(1);
	});

	test('a response without the note is an unknown outcome', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 201, body: {} });
		expect(messageOf(await add())).toMatch(/outcome is unknown: HubSpot answered without the new note/);
		expect(sent()).toHaveLength(1);
	});

	test('a refused call is waited for', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 429 });
		expect((await add()).json).toHaveLength(1);
		expect(sent().map(({ status }) => status)).toEqual([429, 201]);
	});

	test('an error inside a batch of deletions is that of its note', async () => {
		const context = { ids: [SECOND_NOTE] };
		const errors = [{ status: 'error', category: 'INTERNAL', message: 'try later', context }];
		const body = { status: 'COMPLETE', results: [], numErrors: 1, errors };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status: 207, body });
		const items = toItems([FIRST_NOTE, SECOND_NOTE]);
		const setup = node('note', 'delete', { noteId: byId('={{ $json.id }}') }, { items, continueOnFail: true });
		expect((await runNode(setup)).json).toEqual([
			{ id: FIRST_NOTE, deleted: true },
			{ error: expect.stringMatching(/try later/) },
		]);
		expect(sent()).toHaveLength(1);
	});

	test('without the scope for notes the error names it', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		Object(credentials.hubSpotTicketsApi).accessToken = 'hubspot-tickets-read-token';
		const result = await add({ credentials });
		expect(Object(result.error).description).toMatch(/crm\.objects\.contacts\.write/);
	});
});

test('version v3 uses the old paths, the dated ones no old path', async () => {
	const v3 = hubSpot(sandbox, { apiVersion: 'v3' });
	expect((await runNode(v3('note', 'add', { ...onFirst, body: 'x' }))).json).toHaveLength(1);
	expect((await runNode(v3('note', 'getAll', onFirst))).json).toHaveLength(3);
	expect(sent().map(({ path }) => path)).toEqual([
		'/crm/v3/objects/notes',
		'/crm/v4/associations/tickets/notes/batch/read',
		'/crm/v3/objects/notes/batch/read',
	]);
	sandbox.current.setSwitches('hubspot', { strictDated: true });
	expect((await runNode(node('note', 'getAll', onFirst))).json).toHaveLength(3);
});

describe('the list of notes', () => {
	const from = async (parameters = {}, rest = {}) =>
		await searchList({ ...node('note', 'get', parameters), method: 'searchNotes', ...rest });

	test('has the newest first, of the chosen ticket where there is one', async () => {
		expect((await from()).results.map(({ name }) => name)).toEqual([
			'2026-09-16 Seal ordered.',
			'2026-09-14 Fitter booked for Wednesday .',
			'2026-09-14 Called back. The pump hums but does not turn.',
		]);
		expect((await from(onFirst)).results.map(({ value }) => value)).toEqual([SECOND_NOTE, FIRST_NOTE]);
		expect((await from({ ticketId: byId('={{ $json.id }}') })).results).toHaveLength(3);
	});

	test('is searched by words, and read page by page', async () => {
		expect((await from({}, { filter: 'seal' })).results).toHaveLength(1);
		for (let count = 0; count < 50; count++) {
			await sandbox.current.act('hubspot', 'writeNote', { ticketId: SECOND_TICKET, body: `Note ${count}` });
		}
		const first = await from();
		expect(first.results).toHaveLength(50);
		expect((await from({}, { paginationToken: first.paginationToken })).results).toHaveLength(3);
	});
});
