import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox, wire } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { automatic, byId, hubSpot, list, mapped, recordRequests } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const KNOWN = 'RET-2026-0001';
const byRef = (uniqueValue: string, rest = {}) => ({ uniqueProperty: list('external_ref'), uniqueValue, ...rest });
const fields = (content: string) => ({ subject: 'Upserted', stageId: list('1'), content });
const sent = () => wire(recordRequests(sandbox));
const read = async (uniqueValue: string) =>
	(await runNode(node('ticket', 'get', { lookUpBy: 'uniqueProperty', ...byRef(uniqueValue) }))).json[0];

test('creates a ticket, and updates the same one the next time', async () => {
	const first = await runNode(node('ticket', 'upsert', byRef('NEW-1', { updateFields: fields('one') })));
	expect(first.json[0]).toMatchObject({ subject: 'Upserted', content: 'one', external_ref: 'NEW-1', new: true });
	const second = await runNode(node('ticket', 'upsert', byRef('NEW-1', { updateFields: { content: '' } })));
	expect(second.json[0]).toMatchObject({ id: first.json[0]?.id, new: false });
	expect(sent()).toEqual([
		{
			method: 'POST',
			path: '/crm/objects/2026-09/tickets/batch/upsert',
			body: {
				inputs: [
					{
						id: 'NEW-1',
						idProperty: 'external_ref',
						properties: { subject: 'Upserted', hs_pipeline: '0', hs_pipeline_stage: '1', content: 'one' },
						objectWriteTraceId: '0',
					},
				],
			},
		},
		{
			method: 'POST',
			path: '/crm/objects/2026-09/tickets/batch/upsert',
			body: {
				inputs: [{ id: 'NEW-1', idProperty: 'external_ref', properties: { content: '' }, objectWriteTraceId: '0' }],
			},
		},
	]);
	expect((await read('NEW-1'))?.content).toBeNull();
});

test('spaces around the value that an item is found by make no other value of it', async () => {
	const items = [{ external_ref: ' NEW-2 ', subject: 'Spaced' }];
	const parameters = byRef('={{ $json.external_ref }}', {
		properties: automatic,
		updateFields: { stageId: list('1') },
	});
	const { json } = await runNode(node('ticket', 'upsert', parameters, { items }));
	expect(json[0]).toMatchObject({ external_ref: 'NEW-2', subject: 'Spaced', new: true });
});

test('250 items take 3 requests, in order and paired', async () => {
	const items = Array.from({ length: 250 }, (_, index) => ({ ref: index === 7 ? KNOWN : `N-${index}` }));
	const updateFields = { ...fields('x'), stageId: list('1094427714') };
	const parameters = byRef('={{ $json.ref }}', { updateFields });
	const result = await runNode(node('ticket', 'upsert', parameters, { items }));
	expect(result.error).toBeUndefined();
	expect(result.json.map(({ external_ref }) => external_ref)).toEqual(items.map(({ ref }) => ref));
	expect(result.json.flatMap((one, index) => (one.new === true ? [] : [index]))).toEqual([7]);
	expect(sent().map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
	// One request for the pipeline of the stage, and for the labels.
	const pipelines = requests(sandbox.current, 'hubspot').filter(({ path }) => path.includes('/pipelines/'));
	expect(pipelines).toHaveLength(1);
});

test('moves a ticket to the pipeline of the stage', async () => {
	const { json } = await runNode(node('ticket', 'upsert', byRef(KNOWN, { updateFields: { stageId: list('1') } })));
	expect(json[0]).toMatchObject({ external_ref: KNOWN, hs_pipeline: '0', hs_pipeline_stage: '1', new: false });
});

test('a value that comes twice is written twice, the later item last', async () => {
	const items = ['one', 'two'].map((content) => ({ content }));
	const updateFields = { ...fields(''), content: '={{ $json.content }}' };
	const result = await runNode(node('ticket', 'upsert', byRef('TWICE', { updateFields }), { items }));
	expect(result.json.map(({ new: made, content }) => [made, content])).toEqual([
		[true, 'one'],
		[false, 'two'],
	]);
	expect((await read('TWICE'))?.content).toBe('two');
});

test('a bad item does not hide the good ones', async () => {
	const items = [{ ref: 'A' }, { ref: 'B', stage: '9' }, { ref: 'C' }];
	const updateFields = { ...fields('x'), stageId: list('={{ $json.stage ?? "1" }}'), pipelineId: list('0') };
	const setup = node('ticket', 'upsert', byRef('={{ $json.ref }}', { updateFields }), { items, continueOnFail: true });
	const { json } = await runNode(setup);
	expect(json.map(({ external_ref }) => external_ref)).toEqual(['A', undefined, 'C']);
	expect(json[1]?.error).toMatch(/^HubSpot says: hs_pipeline_stage: 9 was not one of the allowed options/);
	expect(sent()).toHaveLength(1);
});

test('items of a batch that is refused as a whole are tried one by one', async () => {
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'upsert', status: 400 });
	const items = [{ ref: 'A' }, { ref: 'B' }];
	const parameters = byRef('={{ $json.ref }}', { updateFields: fields('x') });
	const { json } = await runNode(node('ticket', 'upsert', parameters, { items, continueOnFail: true }));
	expect(json.map(({ external_ref }) => external_ref)).toEqual(['A', 'B']);
	expect(sent()).toHaveLength(3);
});

test('is repeated after a cut connection, and makes one ticket', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', path: 'upsert' });
	const result = await runNode(node('ticket', 'upsert', byRef('ONCE', { updateFields: fields('x') })));
	expect(result.json).toMatchObject([{ external_ref: 'ONCE' }]);
	expect(sent()).toHaveLength(2);
	const filter = [{ propertyName: byId('external_ref'), operator: 'EQ', value: 'ONCE' }];
	const found = await runNode(node('ticket', 'search', { filters: { filter }, options: { countOnly: true } }));
	expect(found.json).toEqual([{ total: 1 }]);
});

test('takes properties from the items; the value that the ticket is found by may be among them', async () => {
	const items = [{ external_ref: KNOWN, impact_score: 4, colour: 'blue' }];
	const parameters = byRef('={{ $json.external_ref }}', { properties: automatic });
	const result = await runNode(node('ticket', 'upsert', parameters, { items }));
	expect(result.json[0]).toMatchObject({ external_ref: KNOWN, impact_score: '4', new: false });
	expect(result.hints.map(({ message }) => message).join()).toMatch(/colour/);
});

describe('is refused before a request is sent', () => {
	test.each([
		['without a value', byRef('={{ "" }}'), 'The field "Value" is empty'],
		[
			'without a property',
			{ ...byRef('x'), uniqueProperty: byId('={{ "" }}') },
			'The field "Unique Property" is empty',
		],
		[
			'with what is neither the name nor the label of a property',
			{ ...byRef('x'), uniqueProperty: byId('={{ "External ref" }}') },
			'The field "Unique Property" has "External ref", which is not a ticket property in this account',
		],
		[
			'with an empty stage',
			byRef('x', { updateFields: { stageId: list('') } }),
			'The field "Stage" is empty, but a ticket always has one',
		],
	])('%s', async (_how, parameters, message) => {
		expect(messageOf(await runNode(node('ticket', 'upsert', parameters)))).toBe(message);
		expect(sent()).toEqual([]);
	});

	test('when the properties want another value than the one to match', async () => {
		const parameters = byRef('A', { properties: mapped({ external_ref: 'B' }) });
		expect(messageOf(await runNode(node('ticket', 'upsert', parameters)))).toBe(
			'"external_ref" is to become "B", but the ticket is found by the value "A"',
		);
		expect(requests(sandbox.current, 'hubspot', 'POST')).toEqual([]);
	});
});

test('a property without unique values is refused in the words of HubSpot', async () => {
	const parameters = { ...byRef('x', { updateFields: fields('x') }), uniqueProperty: byId('closing_note') };
	expect(messageOf(await runNode(node('ticket', 'upsert', parameters)))).toMatch(
		/^HubSpot says: closing_note is not a unique property/,
	);
});
