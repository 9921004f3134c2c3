import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checked, JtelError } from './errors';
import type { Account, MasterRecord } from './types';
import { findById } from './world';
import type { World } from './world';

const limit = (length: number) => z.string().max(length, `is longer than ${length} characters`).nullish();
const limits = (names: string[], length: number) => Object.fromEntries(names.map((name) => [name, limit(length)]));

/** Lengths from the CSV import scheme of release 3.19. */
const importBody = z
	.object({
		DiallerCampaignsID: z.number().int().nullish(),
		DiallerCampaignsName: z.string().nullish(),
		RandomSortOrder: z.number().int().nullish(),
		Amount: z.number().nullish(),
		ResetContact: z.boolean().nullish(),
		...limits(['UserData', 'Client', 'Service', 'ReferenceNumber', 'FirstName', 'Company', 'Address', 'City'], 64),
		...limits(['Country', 'AccountOwner'], 64),
		...limits(['Salutation', 'Title'], 16),
		...limits(['PostalCode', 'AccountNationalBankCode'], 10),
		...limits(['AccountBank', 'FaxNumber'], 32),
		...limits(['PhoneNumber1', 'PhoneNumber2', 'PhoneNumber3', 'PhoneNumber4', 'PhoneNumber5', 'PhoneNumber6'], 32),
		...limits(['Email', 'Region', 'ExternalSystemLink', 'Model', 'Tag', 'Website', 'Comment'], 256),
		...limits(['ReservedUsersUID', 'FollowUpUsersUID', 'FollowUpDateTime'], 64),
		AccountBIC: limit(11),
		AccountNumber: limit(20),
		AccountIBAN: limit(34),
		Name: z.string().min(1, 'must not be empty').max(64, 'is longer than 64 characters'),
	})
	.strict();

/** Dialler. Reads and deletes of one contact have different paths, as jtel prints them. */
export function diallerRoutes(app: FastifyInstance, world: World): void {
	type ById = { Params: { id: string } };
	app.get('/dialler/campaigns', (request) => world.list(world.of(request).campaigns, 'Name'));
	app.get<ById>('/dialler/campaigns/:id', (request) =>
		world.single(findById(world.of(request).campaigns, request.params.id, 'Dialler campaign')),
	);
	app.get<{ Querystring: { diallerCampaignsID?: string } }>('/dialler/contacts', (request) => {
		const wanted = request.query.diallerCampaignsID;
		const { contacts } = world.of(request);
		const chosen = contacts.filter((contact) => wanted === undefined || String(contact.DiallerCampaignsID) === wanted);
		return world.list(chosen, 'Name');
	});

	const readContact = (path: string, form: 'short' | 'long'): void => {
		app.get<ById>(path, (request, reply) => {
			if (world.switches().contactPath !== form) return reply.code(404).send();
			return reply.send(world.single(findById(world.of(request).contacts, request.params.id, 'Dialler contact')));
		});
	};
	readContact('/dialler/contacts/:id', 'short');
	readContact('/dialler/contacts/contact/:id', 'long');

	app.post<{ Querystring: { overwriteDuplicates?: string } }>('/dialler/contacts/import', (request) => {
		const flag = request.query.overwriteDuplicates;
		if (flag !== 'true' && flag !== 'false')
			throw new JtelError(400, 'Mandatory parameter overwriteDuplicates is missing');
		const contact = importContact(world, world.of(request), request.body, flag === 'true');
		world.core.changed('jtel', 'contact', { ID: contact.ID });
		return world.single(contact);
	});

	const remove = (account: Account, contact: MasterRecord | undefined) => {
		if (contact === undefined) throw new JtelError(404, 'Dialler contact not found');
		account.contacts.splice(account.contacts.indexOf(contact), 1);
		world.core.changed('jtel', 'contact', { ID: contact.ID });
		return { status: 200 };
	};
	app.delete<ById>('/dialler/contacts/contact/:id', (request) => {
		const account = world.of(request);
		return remove(
			account,
			account.contacts.find(({ ID }) => String(ID) === request.params.id),
		);
	});
	app.delete<{ Querystring: { userData?: string } }>('/dialler/contacts/contact', (request) => {
		const { userData } = request.query;
		if (userData === undefined || userData === '') throw new JtelError(400, 'Mandatory parameter userData is missing');
		const account = world.of(request);
		return remove(
			account,
			account.contacts.find((contact) => contact.UserData === userData),
		);
	});
}

function importContact(world: World, account: Account, body: unknown, overwrite: boolean): MasterRecord {
	const { DiallerCampaignsID, DiallerCampaignsName, ...fields } = checked(importBody, body);
	if ((DiallerCampaignsID ?? DiallerCampaignsName ?? '') === '') {
		throw new JtelError(400, 'Mandatory parameter DiallerCampaignsID or DiallerCampaignsName is missing');
	}
	const values = fields as Record<string, string | number | boolean | null | undefined>;
	const numbers = [1, 2, 3, 4, 5, 6].map((n) => [`PhoneNumber${n}`, String(values[`PhoneNumber${n}`] ?? '')] as const);
	if (numbers.every(([, number]) => number === '')) {
		throw new JtelError(400, 'Mandatory parameter PhoneNumber1 is missing');
	}
	const odd = numbers.find(([, number]) => number !== '' && !/^\d{1,15}$/.test(number));
	if (odd !== undefined && world.switches().contactNumbers === 'digits') {
		throw new JtelError(400, `Parameter ${odd[0]}: must be an E.164 number of digits only`);
	}
	const campaign = account.campaigns.find(
		({ ID, Name }) => ID === DiallerCampaignsID || (DiallerCampaignsID === undefined && Name === DiallerCampaignsName),
	);
	if (campaign === undefined) throw new JtelError(404, 'Dialler campaign not found');
	const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]));
	// A contact without user data has no key, so it duplicates nothing.
	const key = given.UserData ?? '';
	const same = overwrite && key !== '' ? account.contacts.find(({ UserData }) => UserData === key) : undefined;
	if (same !== undefined) return Object.assign(same, given, { DiallerCampaignsID: campaign.ID });
	const contact: MasterRecord = {
		...given,
		ID: world.nextId('contacts'),
		DiallerCampaignsID: campaign.ID,
		dtNextTry: null,
	};
	account.contacts.push(contact);
	return contact;
}
