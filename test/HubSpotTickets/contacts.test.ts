import type { INodeParameters } from 'n8n-workflow';

import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { hubSpot, list } from './setup';

/** Contacts and companies by what people know of them. */

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const descriptionOf = (result: { error?: unknown }): string => String(Object(result.error).description);

const by = (mode: string, value: string) => ({ __rl: true, mode, value });
const created = () =>
	requests(sandbox.current, 'hubspot', 'POST').filter(
		({ path, status }) => path.endsWith('/contacts') && status === 201,
	);

const create = async (additionalFields: INodeParameters, rest: Parameters<typeof node>[3] = {}) =>
	await runNode(node('ticket', 'create', { subject: 'Call back', stageId: list('1'), additionalFields }, rest));

/** What the new ticket is associated with. */
function associated(): number[] {
	const post = requests(sandbox.current, 'hubspot', 'POST').find(({ path }) => path.endsWith('/tickets'));
	const { associations = [] } = Object(post?.body);
	return associations.map(({ to }: { to: { id: number } }) => to.id);
}

test.each([
	['By Email', { contactId: by('email', ' Marta.Lindqvist@harbour-pumps.example ') }, 201],
	['By Phone, as it is stored', { contactId: by('phone', '+48 600 100 201') }, 201],
	['By Phone, E.164', { contactId: by('phone', '+48600100201') }, 201],
	['By Phone, with 00', { contactId: by('phone', '0048 (600) 100-201') }, 201],
	['By Phone, national', { contactId: by('phone', '0170/100203') }, 203],
	['By Domain', { primaryCompanyId: by('domain', 'https://www.northvalve.example/contact') }, 302],
	['By URL', { contactId: by('url', 'https://app.hubspot.com/contacts/24816357/record/0-1/204') }, 204],
	[
		'By URL of a company',
		{ primaryCompanyId: by('url', 'https://app.hubspot.com/contacts/24816357/company/303') },
		303,
	],
])('%s', async (_name, additionalFields, id) => {
	const result = await create(additionalFields);
	expect(result.error).toBeUndefined();
	expect(associated()).toEqual([String(id)]);
});

test.each([
	['By Phone', by('phone', 'extension'), /does not fit "By Phone"/],
	...[
		'marta',
		'mailto:marta@example.com',
		'<marta@example.com>',
		'marta@example.com,',
		'a@example.com;b@example.com',
	].map((email): [string, ReturnType<typeof by>, RegExp] => [
		`By Email ${email}`,
		by('email', email),
		/does not fit "By Email"/,
	]),
	[
		'By Phone without a match',
		by('phone', '+48 999 999 999'),
		/There is no contact with the phone number "\+48999999999"/,
	],
])('%s is refused before anything is created', async (_name, contactId, words) => {
	expect(messageOf(await create({ contactId }))).toMatch(words);
	expect(associated()).toEqual([]);
});

test('the account is asked for once per credential; of more than a hundred the first one is forgotten', async () => {
	const own = sandboxCredentials(sandbox.current);
	const contactId = by('url', 'https://app.hubspot.com/contacts/24816357/record/0-1/204');
	const run = async (clientSecret: string) => {
		const credentials = { ...own, hubSpotTicketsApi: { ...own.hubSpotTicketsApi, clientSecret } };
		expect((await create({ contactId }, { credentials })).error).toBeUndefined();
	};
	const asked = () =>
		requests(sandbox.current, 'hubspot', 'GET').filter(({ path }) => path.endsWith('/details')).length;
	for (let count = 1; count <= 100; count++) await run(`secret ${count}`);
	expect(asked()).toBe(100);
	for (const known of [1, 2, 100]) await run(`secret ${known}`);
	expect(asked()).toBe(100);
	await run('secret 101');
	await run('secret 2');
	expect(asked()).toBe(101);
	await run('secret 1');
	expect(asked()).toBe(102);
});

test('a number that several contacts have is refused with their names', async () => {
	const { accessToken } = sandboxCredentials(sandbox.current).hubSpotTicketsApi ?? {};
	const properties = { firstname: 'Ola', lastname: 'Twin', mobilephone: '00 49 170 100203' };
	const response = await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/contacts`, {
		method: 'POST',
		headers: { authorization: `Bearer ${String(accessToken)}`, 'content-type': 'application/json' },
		body: JSON.stringify({ properties }),
	});
	expect(response.status).toBe(201);
	const result = await create({ contactId: by('phone', '+49170100203') });
	expect(messageOf(result)).toBe('The field "Contact" has the phone number "+49170100203", which 2 contacts have');
	expect(descriptionOf(result)).toMatch(/Selma Okafor .*\(203\), Ola Twin \(207\)/);
});

test('of many contacts with one number five are named', async () => {
	const { accessToken } = sandboxCredentials(sandbox.current).hubSpotTicketsApi ?? {};
	for (const lastname of ['A', 'B', 'C', 'D', 'E']) {
		await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/contacts`, {
			method: 'POST',
			headers: { authorization: `Bearer ${String(accessToken)}`, 'content-type': 'application/json' },
			body: JSON.stringify({ properties: { firstname: 'Ola', lastname, phone: '+49170100203' } }),
		});
	}
	const result = await create({ contactId: by('phone', '+49170100203') });
	expect(messageOf(result)).toBe('The field "Contact" has the phone number "+49170100203", which 6 contacts have');
	expect(descriptionOf(result).match(/\(20\d\)|\(21\d\)/g)).toEqual(['(203)', '(207)', '(208)', '(209)', '(210)']);
});

test('an email address has up to 254 characters', async () => {
	const address = (length: number) => `a@${'b'.repeat(length - 10)}.example`;
	expect(messageOf(await create({ contactId: by('email', address(254)) }))).toMatch(/^There is no contact with/);
	expect(messageOf(await create({ contactId: by('email', address(255)) }))).toMatch(/does not fit "By Email"/);
});

describe('Create Contact If Missing', () => {
	const NEW = { contactId: by('phone', '={{ $json.phone }}'), createContact: true };

	test('makes one contact for several items of a run, and finds it in the next', async () => {
		const items = [{ phone: '+48 511 222 333' }, { phone: '0048511222333' }];
		const { error } = await create(NEW, { items });
		expect(error).toBeUndefined();
		expect(created()).toHaveLength(1);
		expect(created()[0]?.body).toEqual({ properties: { phone: '+48511222333' } });
		await create(NEW, { items: [{ phone: '511 222 333' }] });
		expect(created()).toHaveLength(1);
	});

	test.each([
		['with the country code first', '+48 511 222 333', '511 222 333'],
		['without it first', '0511 222 333', '0048 511 222 333'],
	])(
		'makes one contact of two forms of its number while the search does not know it: %s',
		async (_name, one, other) => {
			sandbox.current.setSwitches('hubspot', { searchLagMs: 600_000 });
			const { error } = await create(NEW, { items: [{ phone: one }, { phone: other }, { phone: '+49 511 222 333' }] });
			expect(error).toBeUndefined();
			expect(created().length).toBe(one.startsWith('+') ? 2 : 1);
			const [post] = requests(sandbox.current, 'hubspot', 'POST').filter(({ path }) => path.endsWith('/batch/create'));
			const { inputs } = Object(post?.body);
			expect(inputs[0].associations).toEqual(inputs[1].associations);
		},
	);

	test('an item that ends the run ends it before a contact is made', async () => {
		const items = [{ phone: '+48 511 222 333' }, { phone: 'none' }];
		expect(messageOf(await create(NEW, { items }))).toMatch(/does not fit "By Phone"/);
		expect(created()).toEqual([]);
	});

	test('a contact of unknown outcome is reported, and not made again by Retry On Fail', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST', path: '/contacts$' });
		const result = await create(NEW, { items: [{ phone: '+48 511 222 333' }], maxTries: 2 });
		expect(messageOf(result)).toMatch(/outcome is unknown/i);
		expect(descriptionOf(result)).toMatch(/contact with the phone number \+48511222333/);
		expect(requests(sandbox.current, 'hubspot', 'POST').filter(({ path }) => path.endsWith('/contacts'))).toHaveLength(
			1,
		);
		expect(associated()).toEqual([]);
	});
});

describe('an association', () => {
	const TICKET = '38402119004';
	const add = async (toObjectType: string, toObjectId: ReturnType<typeof by>, rest: INodeParameters = {}) =>
		await runNode(
			node('association', 'add', {
				ticketId: by('id', TICKET),
				toObjectType,
				toObjectId,
				associationTypeId: by('id', ''),
				...rest,
			}),
		);

	test.each([
		['contacts', by('email', 'marta.lindqvist@harbour-pumps.example'), '201'],
		['contacts', by('phone', '+48600100201'), '201'],
		['contacts', by('phone', '0170/100203'), '203'],
		['companies', by('domain', 'www.northvalve.example'), '302'],
		['companies', by('url', 'https://app.hubspot.com/contacts/24816357/record/0-2/303'), '303'],
	])('with one of %s, %j', async (kind, record, id) => {
		const { error, json } = await add(kind, record);
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: TICKET, toObjectType: kind, toObjectId: id })]);
	});

	test.each(['remove', 'removeLabel'])('%s finds the contact by phone', async (operation) => {
		await add('contacts', by('phone', '+48600100201'), { associationTypeId: by('id', '16') });
		const parameters = {
			ticketId: by('id', TICKET),
			toObjectType: 'contacts',
			toObjectId: by('phone', '+48600100201'),
			associationTypeId: by('name', 'No Label'),
		};
		const { error, json } = await runNode(node('association', operation, parameters));
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ toObjectId: '201', removed: true });
	});

	test.each([
		['deals', by('email', 'marta.lindqvist@harbour-pumps.example'), 'is set to "By Email", which finds contacts only'],
		['contacts', by('domain', 'northvalve.example'), 'is set to "By Domain", which finds companies only'],
		['contacts', by('phone', '+48 999 999 999'), 'There is no contact with the phone number "+48999999999"'],
		[
			'contacts',
			by('url', 'https://app.hubspot.com/contacts/62515/record/0-1/201'),
			'has an address of the account 62515, but the credential opens the account 24816357',
		],
		['contacts', by('url', 'https://app.hubspot.com/contacts/24816357/record/0-2/301'), 'is not that of a contact'],
	])('with one of %s, %j is refused', async (kind, record, words) => {
		expect(messageOf(await add(kind, record))).toContain(words);
		expect(requests(sandbox.current, 'hubspot').filter(({ method }) => method === 'PUT')).toEqual([]);
	});

	test('makes the contact that is missing, once for several items, and not before all items are read', async () => {
		const parameters = {
			ticketId: by('id', TICKET),
			toObjectType: 'contacts',
			toObjectId: by('phone', '={{ $json.phone }}'),
			associationTypeId: by('id', ''),
			createContact: true,
		};
		const run = async (...phones: string[]) =>
			await runNode(node('association', 'add', parameters, { items: phones.map((phone) => ({ phone })) }));
		expect(messageOf(await run('+48 511 222 333', 'none'))).toMatch(/does not fit "By Phone"/);
		expect(created()).toEqual([]);
		const { error, json } = await run('+48 511 222 333', '0048511222333');
		expect(error).toBeUndefined();
		expect(created()).toHaveLength(1);
		expect(new Set(json.map(({ toObjectId }) => toObjectId)).size).toBe(1);
	});
});
