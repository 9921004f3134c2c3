import { useInstantWaits } from '../../harness/waits';
import type { INodeParameters } from 'n8n-workflow';

import { createHubSpot } from '../../../sandbox/hubspot';
import { loadOptions } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { MINUTE, NO_LIMITS, TriggerFixture } from './fixture';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);

const OLDEST = '38402119001';
/** In the closed stage of the support pipeline. */
const CLOSED = '38402119004';
const RETURNS = '748215903';
const TICKETS = '/crm/objects/2026-09/tickets';
const NOTES = '/crm/objects/2026-09/notes';

function fixture(event: string, parameters: INodeParameters = {}): TriggerFixture {
	const made = new TriggerFixture(sandbox.current, { event, ...parameters });
	made.switches({ ...NO_LIMITS, strictDated: true });
	return made;
}

/** A trigger that is active already. */
async function active(event: string, parameters: INodeParameters = {}): Promise<TriggerFixture> {
	const made = fixture(event, parameters);
	expect(await made.poll()).toEqual([]);
	return made;
}

const watching = (...watchedProperties: string[]) => ({ watchedProperties });

/** Custom filters as the editor stores them. */
function custom(...rows: Array<[propertyName: string, operator: string, value?: string, highValue?: string]>) {
	return {
		customFilters: {
			filter: rows.map(([name, operator, value = '', highValue = '']) => ({
				propertyName: { __rl: true, mode: 'id', value: name },
				operator,
				value: operator.endsWith('IN') ? '' : value,
				values: operator.endsWith('IN') ? value : '',
				highValue,
			})),
		},
	};
}

describe('Property Changed', () => {
	test('says which property, its old and new value, when, and through what', async () => {
		const trigger = await active('propertyChanged', watching('hs_ticket_priority'));
		await trigger.update(OLDEST, { hs_ticket_priority: 'LOW', content: 'not watched' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				id: OLDEST,
				subject: 'Pump 7 does not start',
				propertyName: 'hs_ticket_priority',
				previousValue: 'HIGH',
				newValue: 'LOW',
				changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
				source: 'CRM_UI',
				sourceId: 'userId:9120001',
			}),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('two changes between polls are two items, and so are two properties in one write', async () => {
		const trigger = await active('propertyChanged', watching('hs_ticket_priority', 'content', 'hs_pipeline_stage'));
		await trigger.update(OLDEST, { hs_ticket_priority: 'LOW', content: 'Both at once' });
		await trigger.update(OLDEST, { hs_ticket_priority: 'MEDIUM' });
		await trigger.move(OLDEST, '3');
		const changes = await trigger.poll();
		expect(changes.map(({ propertyName, previousValue, newValue }) => [propertyName, previousValue, newValue])).toEqual(
			[
				['hs_ticket_priority', 'HIGH', 'LOW'],
				['content', null, 'Both at once'],
				['hs_ticket_priority', 'LOW', 'MEDIUM'],
				['hs_pipeline_stage', '1', '3'],
			],
		);
	});

	test('a value that is cleared, and one that is set for the first time', async () => {
		const trigger = await active('propertyChanged', watching('hs_ticket_priority', 'external_ref'));
		await trigger.update(OLDEST, { hs_ticket_priority: '' });
		await trigger.update(OLDEST, { external_ref: 'A-1' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ previousValue: 'HIGH', newValue: null }),
			expect.objectContaining({ previousValue: null, newValue: 'A-1' }),
		]);
	});

	test('what a ticket is created with is no change; what it gets afterwards is', async () => {
		// One is sensitive: a list of its own, which is read where the other list has not all names.
		const trigger = await active('propertyChanged', watching('hs_ticket_priority', 'content', 'Patient reference'));
		const id = await trigger.raise('New', { hs_ticket_priority: 'LOW' });
		expect(await trigger.poll()).toEqual([]);
		await trigger.update(id, { content: 'Now described' });
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ id, propertyName: 'content', previousValue: null, newValue: 'Now described' }),
		]);
	});

	test('what a merge takes over is no change of the new ticket, but one of a ticket that keeps its ID', async () => {
		const trigger = await active('propertyChanged', watching('external_ref'));
		const [one, two, three] = [
			await trigger.raise('One'),
			await trigger.raise('Two', { external_ref: 'B-2' }),
			await trigger.raise('Three', { external_ref: 'C-3' }),
		];
		expect(await trigger.poll()).toEqual([]);
		const merged = await trigger.merge(one, two);
		expect(merged).not.toBe(one);
		expect(await trigger.poll()).toEqual([]);
		trigger.switches({ mergeIssuesNewId: false });
		const kept = await trigger.raise('Keeps its ID');
		expect(await trigger.merge(kept, three)).toBe(kept);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: kept, newValue: 'C-3' })]);
	});

	test('needs a property to watch, and says so before any request', async () => {
		const trigger = fixture('propertyChanged');
		sandbox.current.journal.clear();
		await expect(trigger.poll()).rejects.toThrow('The field "Watched Property Names or IDs" is empty');
		expect(trigger.calls(/./)).toEqual([]);
	});

	test('the drop-down lists the properties of the account', async () => {
		const options = await loadOptions({
			type: 'hubSpotTicketsTrigger',
			parameters: { event: 'propertyChanged', authentication: 'accessToken' },
			credentials: sandboxCredentials(sandbox.current),
			method: 'getProperties',
		});
		expect(options).toContainEqual(expect.objectContaining({ name: 'Priority', value: 'hs_ticket_priority' }));
		expect(options).toContainEqual(expect.objectContaining({ name: 'External reference', value: 'external_ref' }));
	});
});

describe('Ticket Closed and Ticket Reopened', () => {
	test('each is the move between an open and a closed stage', async () => {
		const [closed, reopened] = [await active('closed'), await active('reopened')];
		await closed.move(OLDEST, '2');
		await closed.move(OLDEST, '4');
		await closed.move(OLDEST, '3');
		await closed.move(OLDEST, '4');
		const moves = (items: Array<Record<string, unknown>>) =>
			items.map(({ id, previousStageId, stageLabel, isClosed }) => [id, previousStageId, stageLabel, isClosed]);
		expect(moves(await closed.poll())).toEqual([
			[OLDEST, '2', 'Closed', true],
			[OLDEST, '3', 'Closed', true],
		]);
		expect(moves(await reopened.poll())).toEqual([[OLDEST, '4', 'Waiting on us', false]]);
		expect([...(await closed.poll()), ...(await reopened.poll())]).toEqual([]);
	});

	test('a ticket that is made in a closed stage was not closed', async () => {
		const trigger = await active('closed');
		await trigger.raise('Done already', { hs_pipeline_stage: '4' });
		expect(await trigger.poll()).toEqual([]);
	});

	test('a move from one closed stage to another is neither', async () => {
		const [closed, reopened] = [await active('closed'), await active('reopened')];
		await closed.update(CLOSED, { hs_pipeline: RETURNS, hs_pipeline_stage: '1094427717' });
		expect([...(await closed.poll()), ...(await reopened.poll())]).toEqual([]);
	});
});

describe('Ticket Deleted', () => {
	test('emits each deleted ticket once, with its last values and when it was deleted', async () => {
		const before = fixture('deleted');
		await before.delete(CLOSED);
		before.later(1_000);
		const trigger = await active('deleted');
		const id = await trigger.raise('Raised by mistake', { content: 'Sorry' });
		await trigger.delete(id);
		await trigger.delete(OLDEST);
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				id,
				subject: 'Raised by mistake',
				content: 'Sorry',
				archived: true,
				deletedAt: expect.stringMatching(/^\d{4}-/),
			}),
			expect.objectContaining({ id: OLDEST }),
		]);
		expect(await trigger.poll()).toEqual([]);
		trigger.later(60 * MINUTE);
		expect(await trigger.poll()).toEqual([]);
	});

	test('an account where nothing happens but a deletion', async () => {
		const trigger = await active('deleted');
		trigger.later(30 * MINUTE);
		await trigger.delete(OLDEST);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST })]);
		trigger.later(30 * MINUTE);
		await trigger.delete(CLOSED);
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: CLOSED })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each([
		[true, true],
		[true, false],
		[false, true],
		[false, false],
	])(
		'merging deletes nothing (new ID: %s, batches pass over it: %s)',
		async (mergeIssuesNewId, batchReadSkipsMerged) => {
			const trigger = await active('deleted');
			trigger.switches({ mergeIssuesNewId, batchReadSkipsMerged });
			const result = await trigger.merge(OLDEST, CLOSED);
			expect(await trigger.poll()).toEqual([]);
			await trigger.delete(result);
			expect((await trigger.poll()).map(({ id }) => id)).toEqual([result]);
		},
	);

	test.each([true, false])('a merged ticket that is deleted before the poll is one deletion (%s)', async (skips) => {
		const trigger = await active('deleted');
		trigger.switches({ batchReadSkipsMerged: skips });
		const result = await trigger.merge(OLDEST, CLOSED);
		await trigger.delete(result);
		expect((await trigger.poll()).map(({ id }) => id)).toEqual([result]);
	});

	test('reads the bin in pages of 100, and goes on where the time ran out', async () => {
		const trigger = await active('deleted');
		await trigger.seed(250, true);
		for (let index = 0; index < 250; index++) await trigger.delete(String(Number(OLDEST) + 5 + index));
		const ids: unknown[] = [];
		for (let round = 0; round < 3; round++) {
			ids.push(...(await trigger.poll({ budgetMs: 0 })).map(({ id }) => id));
			if (round === 0) await trigger.delete(OLDEST);
			if (round < 2) expect(trigger.staticData.state).toHaveProperty('resume.after');
		}
		expect(ids).toHaveLength(250);
		ids.push(...(await trigger.poll()).map(({ id }) => id));
		expect(ids).toHaveLength(251);
		expect(new Set(ids).size).toBe(251);
		expect(await trigger.poll()).toEqual([]);
		const lists = trigger.calls(new RegExp(`^${TICKETS}$`));
		expect(lists.length).toBeGreaterThan(3);
	});
});

describe('Note Added', () => {
	test('emits the ticket with the note beside it, once', async () => {
		const trigger = await active('noteAdded');
		const id = await trigger.note(OLDEST, '<p>Customer called again</p>');
		const [item, ...more] = await trigger.poll();
		expect(more).toEqual([]);
		expect(item).toMatchObject({
			id: OLDEST,
			subject: 'Pump 7 does not start',
			note: { id, hs_note_body: '<p>Customer called again</p>', hs_createdate: expect.any(String) },
		});
		expect(await trigger.poll()).toEqual([]);
	});

	test('a note that an app makes first and associates then', async () => {
		const trigger = await active('noteAdded');
		const properties = { hs_timestamp: '2020-01-01T00:00:00.000Z', hs_note_body: 'By an app, dated long ago' };
		const { id } = await trigger.api('POST', NOTES, { properties });
		expect(await trigger.poll()).toEqual([]);
		await trigger.api('PUT', `${NOTES}/${String(id)}/associations/default/tickets/${OLDEST}`);
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({ id: OLDEST, note: expect.objectContaining({ id }) }),
		]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('a note on two tickets is one item for each', async () => {
		const trigger = await active('noteAdded');
		const id = await trigger.note(OLDEST, 'About both');
		await trigger.api('PUT', `${NOTES}/${id}/associations/default/tickets/${CLOSED}`);
		expect((await trigger.poll()).map((item) => item.id)).toEqual([OLDEST, CLOSED]);
		expect(await trigger.poll()).toEqual([]);
	});

	test('changing or deleting a note is no new one', async () => {
		const trigger = await active('noteAdded');
		const [changed, gone] = [await trigger.note(OLDEST, 'First words'), await trigger.note(OLDEST, 'A mistake')];
		await trigger.api('DELETE', `${NOTES}/${gone}`);
		expect(await trigger.poll()).toHaveLength(1);
		await trigger.api('PATCH', `${NOTES}/${changed}`, { properties: { hs_note_body: 'Better words' } });
		expect(await trigger.poll()).toEqual([]);
	});

	test('a note or ticket that HubSpot does not find holds up no other, and is looked for again', async () => {
		const trigger = await active('noteAdded');
		const [gone, lost] = [await trigger.note(OLDEST, 'A mistake'), await trigger.note(CLOSED, 'Its ticket goes')];
		const kept = await trigger.note(OLDEST, 'It leaks');
		const answer = async (kind: 'notes' | 'tickets', id: string, left: string) => {
			const error = { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'no', context: { ids: [id] } };
			const { results } = await trigger.api('POST', `/crm/objects/2026-09/${kind}/batch/read`, {
				inputs: (kind === 'notes' ? [lost, kept] : [left]).map((one) => ({ id: one })),
				properties: ['subject', 'hs_note_body', 'hs_createdate'],
			});
			const body = { status: 'COMPLETE', results: Object(results), numErrors: 1, errors: [error] };
			sandbox.current.faults.add({
				...{ kind: 'status', service: 'hubspot', path: `objects/.*/${kind}/batch/read$`, status: 207, body },
			});
		};
		await answer('notes', gone, kept);
		await answer('tickets', CLOSED, OLDEST);
		expect((await trigger.poll()).map(({ id, note }) => [id, Object(note).id])).toEqual([[OLDEST, kept]]);
		expect((await trigger.poll()).map(({ id, note }) => [id, Object(note).id])).toEqual([
			[OLDEST, gone],
			[CLOSED, lost],
		]);
	});

	test('without Simplify the note is as HubSpot gave it', async () => {
		const trigger = await active('noteAdded', { simplify: false });
		await trigger.note(OLDEST, 'Raw');
		expect(await trigger.poll()).toEqual([
			expect.objectContaining({
				properties: expect.any(Object),
				note: expect.objectContaining({ properties: expect.objectContaining({ hs_note_body: 'Raw' }) }),
			}),
		]);
	});

	test('many notes in one interval: pages of 200 by ID', async () => {
		const trigger = await active('noteAdded');
		const written: string[] = [];
		for (let index = 0; index < 230; index++) written.push(await trigger.note(OLDEST, `Note ${index}`));
		const found = (await trigger.poll()).map(({ note }) => note);
		expect(found).toEqual(written.map((id) => expect.objectContaining({ id })));
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('names of properties', () => {
	test.each<[string, INodeParameters]>([
		['propertyChanged', watching('hs_ticket_priorty')],
		['propertyChanged', watching('Priorty')],
		['updated', { options: { onlyProperties: ['hs_ticket_priorty'] } }],
		['created', { propertySelection: 'selected', propertyNames: ['hs_ticket_priorty'] }],
	])('%s: a misspelled one is refused with those to choose from (%j)', async (event, parameters) => {
		await expect(fixture(event, parameters).poll()).rejects.toMatchObject({
			message: expect.stringMatching(
				/Property Names or IDs" has "(hs_ticket_priorty|Priorty)", which is not a ticket property/,
			),
			description: expect.stringContaining('Priority (hs_ticket_priority)'),
		});
	});

	test('a label is watched as its property', async () => {
		const trigger = await active('propertyChanged', watching('PRIORITY'));
		await trigger.update(OLDEST, { hs_ticket_priority: 'LOW' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ propertyName: 'hs_ticket_priority' })]);
	});
});

describe('Ticket Updated with watched properties', () => {
	test('leaves out tickets in which only something else changed', async () => {
		const trigger = await active('updated', { options: { onlyProperties: ['content'] } });
		await trigger.update(OLDEST, { hs_ticket_priority: 'LOW' });
		await trigger.raise('New');
		expect(await trigger.poll()).toEqual([]);
		await trigger.update(OLDEST, { content: 'one' });
		await trigger.update(OLDEST, { content: 'two' });
		expect(await trigger.poll()).toEqual([expect.objectContaining({ id: OLDEST, content: 'two' })]);
		await trigger.update(OLDEST, { hs_ticket_priority: 'HIGH' });
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('filters', () => {
	const [ANNA, BERT] = ['71440001', '71440002'];

	test('owner and priority, as the ticket was when it happened', async () => {
		const trigger = await active('stageChanged', { filters: { owners: [ANNA], priorities: ['HIGH', 'URGENT'] } });
		await trigger.move(OLDEST, '2');
		await trigger.update(OLDEST, { hubspot_owner_id: ANNA });
		await trigger.move(OLDEST, '3');
		await trigger.update(OLDEST, { hubspot_owner_id: BERT });
		await trigger.move(OLDEST, '1');
		expect(await trigger.poll()).toEqual([expect.objectContaining({ previousStageId: '2', stageId: '3' })]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['={{ ["High", "urgent"] }}', '={{ "HIGH, URGENT" }}', '={{ ["high"] }}'])(
		'a priority by its label: %s',
		async (priorities) => {
			const trigger = await active('created', { filters: { priorities } });
			await trigger.raise('Low', { hs_ticket_priority: 'LOW' });
			const high = await trigger.raise('High', { hs_ticket_priority: 'HIGH' });
			expect((await trigger.poll()).map(({ id }) => id)).toEqual([high]);
		},
	);

	test.each([
		[{ priorities: ['HIHG'] }, 'HIHG', 'choose Low, Medium, High'],
		[{ stages: ['Closde'] }, 'Closde', 'Closed'],
		[{ pipelines: ['Suport'] }, 'Suport', 'Support'],
		[{ owners: ['nobody@example.com'] }, 'nobody@example.com', 'no active owner'],
	])('a value that can never match is refused: %j', async (filters, given, words) => {
		const poll = fixture('created', { filters }).poll();
		await expect(poll).rejects.toThrow(given);
		await expect(poll).rejects.toThrow(words);
	});

	test('a new ticket is tested by what it was made with', async () => {
		const trigger = await active('created', { filters: { owners: [ANNA] } });
		const hers = await trigger.raise('Hers', { hubspot_owner_id: ANNA });
		const given = await trigger.raise('Given to her later');
		await trigger.update(given, { hubspot_owner_id: ANNA });
		await trigger.update(hers, { hubspot_owner_id: BERT });
		expect((await trigger.poll()).map(({ id }) => id)).toEqual([hers]);
		expect(await trigger.poll()).toEqual([]);
	});

	test.each(['updated', 'deleted', 'noteAdded'])(
		'%s: pipeline, stage, owner and priority of the ticket as it is',
		async (event) => {
			const filters = { pipelines: ['0'], stages: ['2', '4'], owners: [ANNA], priorities: ['LOW'] };
			const trigger = await active(event, { filters });
			const raise = async (stage: string, owner: string, priority: string) =>
				await trigger.raise('Filtered', {
					hs_pipeline_stage: stage,
					hubspot_owner_id: owner,
					hs_ticket_priority: priority,
				});
			const all = [await raise('2', ANNA, 'LOW'), await raise('1', ANNA, 'LOW'), await raise('2', BERT, 'LOW')];
			all.push(await raise('4', ANNA, 'MEDIUM'));
			for (const id of all) {
				if (event === 'deleted') await trigger.delete(id);
				if (event === 'noteAdded') await trigger.note(id, 'A note');
			}
			expect((await trigger.poll()).map(({ id }) => id)).toEqual(all.slice(0, 1));
			expect(await trigger.poll()).toEqual([]);
		},
	);

	test('pipeline and stage of a property change are those of that moment', async () => {
		const trigger = await active('propertyChanged', {
			...watching('content'),
			filters: { pipelines: ['0'], stages: ['2'] },
		});
		await trigger.update(OLDEST, { content: 'in New' });
		await trigger.move(OLDEST, '2');
		await trigger.update(OLDEST, { content: 'in Waiting on contact' });
		await trigger.update(OLDEST, { hs_pipeline: RETURNS, hs_pipeline_stage: '1094427713' });
		await trigger.update(OLDEST, { content: 'in Returns' });
		expect((await trigger.poll()).map(({ newValue }) => newValue)).toEqual(['in Waiting on contact']);
	});

	test('custom filters, all or any', async () => {
		const rows = custom(['warranty', 'EQ', 'true'], ['impact_score', 'GTE', '5']);
		const [all, any] = [
			await active('created', rows),
			await active('created', { ...rows, options: { combineFilters: 'any' } }),
		];
		const both = await all.raise('Both', { warranty: 'true', impact_score: '7' });
		const one = await all.raise('One', { warranty: 'true', impact_score: '4.5' });
		await all.raise('None', { warranty: 'false' });
		expect((await all.poll()).map(({ id }) => id)).toEqual([both]);
		expect((await any.poll()).map(({ id }) => id)).toEqual([both, one]);
	});

	test('a custom filter looks at the moment of the change, also after the value went away', async () => {
		const trigger = await active('closed', custom(['closing_note', 'HAS_PROPERTY']));
		await trigger.update(OLDEST, { closing_note: 'Fixed' });
		await trigger.move(OLDEST, '4');
		await trigger.update(OLDEST, { closing_note: '' });
		await trigger.move(OLDEST, '2');
		await trigger.move(OLDEST, '4');
		const [first, ...more] = await trigger.poll();
		expect([first, more]).toEqual([expect.objectContaining({ previousStageId: '1' }), []]);
	});

	test.each([
		['associations.contact', 'EQ', '201', 'is not possible in a trigger'],
		['subject', 'EQ', '', 'has no value'],
	])('%s %s "%s" is refused before any request', async (property, operator, value, message) => {
		const trigger = fixture('created', custom([property, operator, value]));
		sandbox.current.journal.clear();
		await expect(trigger.poll()).rejects.toThrow(message);
		expect(trigger.calls(/./)).toEqual([]);
	});

	test.each([
		['no_such_property', 'EQ', 'x', 'names no property of this account'],
		['impact_score', 'GT', 'many', 'must be a number, but it is "many"'],
		['subject', 'LT', 'b', 'needs a number or a date'],
	])('%s %s "%s" is told, and moves nothing', async (property, operator, value, message) => {
		const trigger = await active('created', custom([property, operator, value]));
		const before = structuredClone(trigger.staticData);
		await trigger.raise('News');
		await expect(trigger.poll()).rejects.toThrow(message);
		expect(trigger.staticData).toEqual(before);
	});

	test('the drop-down of priorities', async () => {
		const setup = {
			type: 'hubSpotTicketsTrigger',
			parameters: { authentication: 'accessToken' },
			credentials: sandboxCredentials(sandbox.current),
		};
		expect((await loadOptions({ ...setup, method: 'getPriorities' })).map(({ value }) => value)).toEqual([
			'LOW',
			'MEDIUM',
			'HIGH',
			'URGENT',
		]);
	});
});

describe('Start From', () => {
	test('emits what happened since that moment at the first poll after the activation', async () => {
		const before = fixture('created');
		const old = await before.raise('Raised before');
		before.later(10 * MINUTE);
		const recent = await before.raise('Raised since');
		const since = new Date(sandbox.current.core.clock.now() - 5 * MINUTE).toISOString();
		const trigger = await active('created', { options: { startFrom: since } });
		const ids = (await trigger.poll()).map(({ id }) => id);
		expect(ids).toEqual([recent]);
		expect(ids).not.toContain(old);
		expect(await trigger.poll()).toEqual([]);
	});

	test('also brings deletions', async () => {
		const before = fixture('deleted');
		await before.delete(OLDEST);
		const trigger = await active('deleted', { options: { startFrom: '2026-01-01T00:00:00' } });
		expect((await trigger.poll()).map(({ id }) => id)).toEqual([OLDEST]);
		expect(await trigger.poll()).toEqual([]);
	});
});

describe('a test in the editor shows a sample of', () => {
	const shows = async (trigger: TriggerFixture) => {
		const [item, ...more] = await trigger.poll({ mode: 'manual' });
		expect(more).toEqual([]);
		expect(trigger.staticData).toEqual({});
		return item;
	};

	test('Property Changed: the newest change, or how one would look', async () => {
		const trigger = fixture('propertyChanged', watching('hs_ticket_priority'));
		expect(await shows(trigger)).toMatchObject({ propertyName: 'hs_ticket_priority', previousValue: null });
		await trigger.update(OLDEST, { hs_ticket_priority: 'LOW' });
		await trigger.update(CLOSED, { content: 'younger' });
		expect(await shows(trigger)).toMatchObject({ id: OLDEST, previousValue: 'HIGH', newValue: 'LOW' });
	});

	test('Ticket Closed and Reopened: the newest such move, or how one would look', async () => {
		const [closed, reopened] = [fixture('closed'), fixture('reopened')];
		expect(await shows(closed)).toMatchObject({ previousStageId: null, stageLabel: expect.any(String) });
		await closed.move(OLDEST, '4');
		await closed.move(OLDEST, '2');
		expect(await shows(closed)).toMatchObject({ id: OLDEST, stageId: '4', isClosed: true });
		expect(await shows(reopened)).toMatchObject({ id: OLDEST, stageId: '2', isClosed: false });
	});

	test('Ticket Deleted: the newest deletion; without one what to do', async () => {
		const trigger = fixture('deleted');
		await expect(trigger.poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'There is no deleted ticket to show as a sample',
			description: expect.stringContaining('delete it'),
		});
		await trigger.merge(await trigger.raise('A'), await trigger.raise('B'));
		await trigger.delete(OLDEST);
		expect(await shows(trigger)).toMatchObject({ id: OLDEST, deletedAt: expect.any(String) });
	});

	test('Note Added: the newest note on a ticket; without one what to do', async () => {
		const trigger = fixture('noteAdded');
		await trigger.note(OLDEST, 'Older');
		const id = await trigger.note(CLOSED, 'Newest');
		expect(await shows(trigger)).toMatchObject({ id: CLOSED, note: { id, hs_note_body: 'Newest' } });
		sandbox.current.faults.add({
			kind: 'status',
			status: 200,
			path: 'notes/search$',
			body: { total: 0, results: [] },
		});
		await expect(trigger.poll({ mode: 'manual' })).rejects.toMatchObject({
			message: 'There is no note on a ticket to show as a sample',
		});
	});
});

describe('with API version v3', () => {
	test.each(['deleted', 'noteAdded'])('%s uses paths of that version only', async (event) => {
		const trigger = new TriggerFixture(sandbox.current, { event, apiVersion: 'v3' });
		await trigger.poll();
		sandbox.current.journal.clear();
		if (event === 'deleted') await trigger.delete(OLDEST);
		else await trigger.note(OLDEST, 'A note');
		expect(await trigger.poll()).toHaveLength(1);
		const paths = trigger.calls(/./).map(({ path }) => path);
		expect(paths.filter((path) => !/^\/crm\/v[34]\//.test(path))).toEqual([]);
	});
});
