import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { TriggerFixture } from './polling/fixture';
import { byId, hubSpot, list, recordRequests } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const run = async (...setup: Parameters<typeof node>) => await runNode(node(...setup));

const [FIRST, SECOND, WITHOUT_COMPANY] = ['38402119001', '38402119002', '38402119004'];
const options = { customer: true };
const MARTA = {
	contactId: '201',
	name: 'Marta Lindqvist',
	email: 'marta.lindqvist@harbour-pumps.example',
	phone: '+48 600 100 201',
	companyId: '301',
	company: 'Harbour Pumps',
};
const calls = () => recordRequests(sandbox).map(({ method, path }) => `${method} ${path.replace(/^.*?2026-09\//, '')}`);
const JOIN = [
	'POST tickets/contacts/batch/read',
	'POST contacts/batch/read',
	'POST tickets/companies/batch/read',
	'POST companies/batch/read',
];

describe('ticket · get with the customer', () => {
	test('one comes with the name, the email, the phone and the company', async () => {
		const { json } = await run('ticket', 'get', { ticketId: list(FIRST), options });
		expect(json[0]).toMatchObject({ id: FIRST, customer: MARTA });
		expect(calls()).toEqual([`GET tickets/${FIRST}`, ...JOIN]);
		const raw = await run('ticket', 'get', { ticketId: list(FIRST), options, simplify: false });
		expect(raw.json[0]).toMatchObject({ id: FIRST, properties: {}, customer: MARTA });
		const without = await run('ticket', 'get', { ticketId: list(FIRST) });
		expect(without.json[0]).not.toHaveProperty('customer');
	});

	test('100 are joined with four requests, also where parts are missing', async () => {
		const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count: 97 }));
		const seeded = Array.from({ length: 97 }, (_, index) => String(Number(firstId) + index));
		const items = [FIRST, SECOND, WITHOUT_COMPANY, ...seeded].map((id) => ({ id }));
		sandbox.current.journal.clear();
		const { json, error } = await run('ticket', 'get', { ticketId: byId('={{ $json.id }}'), options }, { items });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ customer: MARTA });
		expect(json[1]).toMatchObject({ customer: { name: 'Pavel Horvat', company: 'Harbour Pumps' } });
		expect(json[2]).toMatchObject({ customer: { name: 'Yuki Amsel', companyId: null, company: null } });
		expect(calls().filter((call) => JOIN.includes(call))).toEqual(JOIN);
	});

	test('Get Many and Search bring it for each page of a hundred; a ticket without anybody has none', async () => {
		await sandbox.current.act('hubspot', 'seedTickets', { count: 120 });
		sandbox.current.journal.clear();
		const all = await run('ticket', 'getAll', { returnAll: true, options });
		expect(all.json).toHaveLength(125);
		expect(all.json[0]).toMatchObject({ customer: MARTA });
		expect(all.json[124]).toMatchObject({ customer: null });
		// The second page has nobody, so that there is nobody to read.
		expect(calls().filter((call) => call.startsWith('POST'))).toEqual([...JOIN, JOIN[0], JOIN[2]]);
		sandbox.current.journal.clear();
		const found = await run('ticket', 'search', { query: 'pump', options });
		expect(found.json[0]).toMatchObject({ customer: MARTA });
		expect(calls().slice(1)).toEqual(JOIN);
	});

	test('of several contacts the one with the lowest ID counts, and the primary company', async () => {
		const ticketId = list(SECOND);
		const link = { ticketId, associationTypeId: list('') };
		await run('association', 'add', { ...link, toObjectType: 'contacts', toObjectId: byId('201') });
		await run('association', 'add', { ...link, toObjectType: 'companies', toObjectId: byId('302') });
		const { json } = await run('ticket', 'get', { ticketId, options });
		expect(json[0]).toMatchObject({ customer: { contactId: '201', companyId: '301' } });
	});

	test('the primary company counts, also with a label and a higher ID than another', async () => {
		const link = { ticketId: list(SECOND), toObjectType: 'companies', toObjectId: byId('302') };
		await run('association', 'add', { ...link, associationTypeId: list('26') });
		await run('association', 'add', { ...link, associationTypeId: list('103') });
		const { json } = await run('ticket', 'get', { ticketId: list(SECOND), options });
		expect(json[0]).toMatchObject({ customer: { companyId: '302' } });
	});

	test('what the credential may not read is an error that names the scope', async () => {
		const credentials = {
			hubSpotTicketsApi: { accessToken: 'hubspot-tickets-read-token', baseUrl: `${sandbox.current.url}/hubspot` },
		};
		const result = await run('ticket', 'get', { ticketId: list(FIRST), options }, { credentials });
		expect(messageOf(result)).toMatch(/scopes/);
		expect(Object(result.error).description).toMatch(/crm\.objects\.contacts\.read/);
	});
});

describe('trigger · with the customer', () => {
	test('each item says who the ticket is about; a poll that cannot read it loses nothing', async () => {
		const trigger = new TriggerFixture(sandbox.current, {
			authentication: 'accessToken',
			event: 'stageChanged',
			options: { customer: true },
		});
		await trigger.poll();
		await trigger.move(FIRST, '2');
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'contacts/batch/read', status: 403 });
		await expect(trigger.poll()).rejects.toThrow(/scopes/);
		const items = await trigger.poll();
		expect(items).toEqual([expect.objectContaining({ id: FIRST, stageId: '2', customer: MARTA })]);
		expect(await trigger.poll()).toEqual([]);
	});
});
