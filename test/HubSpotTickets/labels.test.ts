import { createHubSpot } from '../../sandbox/hubspot';
import { runNode } from '../harness/engine';
import { requests, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list, recordRequests } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const PUMP = '38402119001';
const selected = { propertySelection: 'selected', propertyNames: ['Ticket name', 'hs_pipeline_stage'] };
const LABELS = { stageLabel: 'New', pipelineLabel: 'Support Pipeline', priorityLabel: 'High' };

const labelReads = () => requests(sandbox.current, 'hubspot').length - recordRequests(sandbox).length;

test('what people look for comes first: subject and labels beside the IDs', async () => {
	const { json } = await runNode(node('ticket', 'get', { ticketId: byId(PUMP) }));
	expect(json[0]).toMatchObject({ ...LABELS, hs_pipeline_stage: '1' });
	expect(Object.keys(Object(json[0])).slice(0, 5)).toEqual(['id', 'subject', ...Object.keys(LABELS)]);
});

test.each(['search', 'getAll'])(
	'%s: one request for each kind of metadata, whatever the number of tickets',
	async (operation) => {
		const { json } = await runNode(node('ticket', operation, { returnAll: true, filters: {}, query: '', options: {} }));
		expect(json.map(({ stageLabel }) => stageLabel)).toEqual(json.map(() => expect.any(String)));
		expect(json.length).toBeGreaterThan(4);
		expect(labelReads()).toBe(2);
	},
);

test('a write tells the name and the email of the owner', async () => {
	const parameters = { subject: 'Valve', stageId: list('1'), additionalFields: { ownerId: byId('71440001') } };
	const { json } = await runNode(node('ticket', 'create', parameters));
	expect(json[0]).toMatchObject({
		ownerName: expect.stringMatching(/\w+ \w+/),
		ownerEmail: expect.stringMatching(/@/),
	});
});

test('a write tells nothing twice; nodes of version 1 go on returning the copies', async () => {
	const parameters = { subject: 'Valve', stageId: list('1') };
	const namesOf = async (typeVersion: number) => {
		const { json } = await runNode({ ...node('ticket', 'create', parameters), typeVersion });
		return Object.keys(Object(json[0]));
	};
	const [older, newer] = [await namesOf(1), await namesOf(1.1)];
	expect(newer).toEqual(expect.arrayContaining(['id', 'createdate', 'hs_object_source']));
	expect(older.filter((name) => !newer.includes(name)).sort()).toEqual([
		...['hs_createdate', 'hs_helpdesk_sort_timestamp', 'hs_object_source_label', 'hs_ticket_id'],
	]);
});

test.each(['get', 'getAll', 'search'])('%s returns a copy that somebody has chosen', async (operation) => {
	const chosen = ['hs_createdate', 'hs_object_source_label', 'hs_ticket_id'];
	const parameters = { ticketId: byId(PUMP), query: '', filters: {}, options: {}, ...selected, propertyNames: chosen };
	const { json } = await runNode({ ...node('ticket', operation, parameters), typeVersion: 1.1 });
	expect(Object.keys(Object(json[0]))).toEqual(expect.arrayContaining(chosen));
});

test("without Simplify HubSpot's own answer comes, and nothing more is asked", async () => {
	const { json } = await runNode(node('ticket', 'get', { ticketId: byId(PUMP), simplify: false }));
	expect(json[0]).not.toHaveProperty('labels');
	expect(labelReads()).toBe(0);
});

test('a ticket that was created is a result, also where its labels cannot be read', async () => {
	const refused = { kind: 'status', service: 'hubspot', path: 'pipelines|properties|owners', status: 403 } as const;
	sandbox.current.faults.add({ ...refused, times: -1 });
	const { json, error } = await runNode(node('ticket', 'create', { subject: 'Valve', stageId: list('1') }));
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ subject: 'Valve', hs_pipeline_stage: '1' });
	expect(json[0]).not.toHaveProperty('stageLabel');
});

test('properties are returned by their labels too, and a name that there is not is refused with those near it', async () => {
	const { json } = await runNode(node('ticket', 'get', { ticketId: byId(PUMP), ...selected }));
	expect(json[0]).toMatchObject({ subject: 'Pump 7 does not start', stageLabel: 'New' });
	const wrong = await runNode(
		node('ticket', 'get', { ticketId: byId(PUMP), ...selected, propertyNames: ['hs_ticket_prio'] }),
	);
	expect(wrong.error).toMatchObject({
		message: 'The field "Property Names or IDs" has "hs_ticket_prio", which is not a ticket property in this account',
		description: expect.stringMatching(/Is one of these meant\? .*\(hs_ticket_priority\)/),
	});
});
