import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { useSandbox, wire } from '../harness/sandbox';
import { byId, hubSpot, recordRequests } from './setup';

const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

async function seeded(count: number): Promise<string[]> {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	sandbox.current.journal.clear();
	return Array.from({ length: count }, (_, index) => String(Number(firstId) + index));
}

const merge = (primary: string, other: string) => ({ primaryTicketId: byId(primary), ticketIdToMerge: byId(other) });
const byItem = merge('={{ $json.primary }}', '={{ $json.other }}');

// The result may carry the ID of the primary ticket or a new one: the vendor's texts differ.
describe.each([true, false])('a merge that issues a new ID: %s', (mergeIssuesNewId) => {
	beforeEach(() => sandbox.current.setSwitches('hubspot', { mergeIssuesNewId }));

	test('returns the resulting ticket with the IDs of both', async () => {
		const [a = '', b = ''] = await seeded(2);
		const { json } = await runNode(node('ticket', 'merge', merge(a, b)));
		expect(json[0]).toMatchObject({ subject: 'Seeded ticket 1', primaryTicketId: a, mergedTicketId: b });
		expect(json[0]?.id === a).toBe(!mergeIssuesNewId);
		expect(wire(recordRequests(sandbox))).toEqual([
			{
				method: 'POST',
				path: '/crm/objects/2026-09/tickets/merge',
				body: { primaryObjectId: a, objectIdToMerge: b },
			},
		]);
		for (const id of [a, b]) {
			const [found] = (await runNode(node('ticket', 'get', { ticketId: byId(id) }))).json;
			expect(found?.id).toBe(json[0]?.id);
		}
	});

	test('several items may merge into one ticket', async () => {
		const [a = '', b = '', c = '', d = ''] = await seeded(4);
		const items = [
			{ primary: a, other: b },
			{ primary: a, other: c },
			{ primary: d, other: a },
		];
		const result = await runNode(node('ticket', 'merge', byItem, { items }));
		expect(result.error).toBeUndefined();
		expect(result.json.map(({ mergedTicketId }) => mergedTicketId)).toEqual([b, c, a]);
		for (const id of [a, b, c, d]) {
			const [found] = (await runNode(node('ticket', 'get', { ticketId: byId(id) }))).json;
			expect(found?.id).toBe(result.json[2]?.id);
		}
	});
});

test('refuses to merge a ticket with itself before a request is sent, also when an earlier item made it one', async () => {
	const [a = '', b = ''] = await seeded(2);
	expect(messageOf(await runNode(node('ticket', 'merge', merge(a, a))))).toBe(
		`The tickets ${a} and ${a} are one and the same`,
	);
	const items = [
		{ primary: a, other: b },
		{ primary: b, other: a },
	];
	const { json } = await runNode(node('ticket', 'merge', byItem, { items, continueOnFail: true }));
	expect(json[1]?.error).toMatch(/are one and the same. Choose two different tickets/);
	expect(recordRequests(sandbox)).toHaveLength(1);
});

test('another try of the run goes on with the ticket that earlier merges have made', async () => {
	sandbox.current.setSwitches('hubspot', { mergeIssuesNewId: true });
	const [a = '', b = '', c = ''] = await seeded(3);
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'merge', status: 403, skip: 1 });
	const items = [{ other: b }, { other: c }];
	const result = await runNode(node('ticket', 'merge', merge(a, '={{ $json.other }}'), { items, maxTries: 2 }));
	expect(result.error).toBeUndefined();
	expect(result.json.map(({ mergedTicketId }) => mergedTicketId)).toEqual([b, c]);
	expect(recordRequests(sandbox).map(({ status }) => status)).toEqual([200, 403, 200]);
	const [found] = (await runNode(node('ticket', 'get', { ticketId: byId(a) }))).json;
	expect(found?.id).toBe(result.json[1]?.id);
});

test.each([true, false])(
	'updates by old and new IDs end with the last item (a merge issues a new ID: %s)',
	async (mergeIssuesNewId) => {
		sandbox.current.setSwitches('hubspot', { mergeIssuesNewId });
		const [a = '', b = ''] = await seeded(2);
		const id = String((await runNode(node('ticket', 'merge', merge(a, b)))).json[0]?.id);
		const update = node(
			'ticket',
			'update',
			{ ticketId: byId('={{ $json.id }}'), updateFields: { subject: '={{ $json.subject }}' } },
			{
				items: [
					{ id: b, subject: 'First' },
					{ id, subject: 'Second' },
				],
			},
		);
		const { json } = await runNode(update);
		expect(json.map(({ id: answered, subject }) => [answered, subject])).toEqual([
			[id, 'First'],
			[id, 'Second'],
		]);
		const [found] = (await runNode(node('ticket', 'get', { ticketId: byId(id) }))).json;
		expect(found?.subject).toBe('Second');
	},
);

test('an update by an old ID ends with what its own call was refused for, not with that of the batch', async () => {
	const [a = '', b = '', c = ''] = await seeded(3);
	await runNode(node('ticket', 'merge', merge(a, b)));
	const body = { category: 'VALIDATION_ERROR', message: 'The subject is too good' };
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: `tickets/${b}`, status: 400, body });
	const update = { ticketId: byId('={{ $json.id }}'), updateFields: { subject: 'New' } };
	const items = [c, b].map((id) => ({ id }));
	const { json } = await runNode(node('ticket', 'update', update, { items, continueOnFail: true }));
	expect(json).toMatchObject([{ id: c }, { error: expect.stringMatching(/The subject is too good/) }]);
});

test('is not repeated after a cut connection, because nobody knows whether it took effect', async () => {
	const [a = '', b = ''] = await seeded(2);
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', path: 'merge' });
	const result = await runNode(node('ticket', 'merge', merge(a, b)));
	expect(messageOf(result)).toMatch(/^The outcome is unknown/);
	expect(result.error?.description).toMatch(/^Check in HubSpot whether the two tickets are one/);
	expect(recordRequests(sandbox)).toHaveLength(1);
});

test('a response without the ticket is an unknown outcome', async () => {
	const [a = '', b = ''] = await seeded(2);
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'merge', status: 200, body: {} });
	expect(messageOf(await runNode(node('ticket', 'merge', merge(a, b))))).toMatch(
		/^The outcome is unknown: HubSpot answered without the merged ticket/,
	);
	expect(recordRequests(sandbox)).toHaveLength(1);
});

test('a ticket that does not exist is an error', async () => {
	const [a = ''] = await seeded(1);
	expect(messageOf(await runNode(node('ticket', 'merge', merge(a, '999'))))).toMatch(/resource not found/);
});
