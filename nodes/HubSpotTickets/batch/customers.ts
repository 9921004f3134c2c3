import type { IDataObject } from 'n8n-workflow';

import { chunks } from '../../shared/http/pagination';
import type { ApiContext } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { TICKET_TO_PRIMARY_COMPANY } from '../crm/associations';
import { propertyOf } from '../crm/record';
import type { ReturnedFields } from '../crm/returnedFields';
import { associatedWith, batchRead } from './read';
import { BATCH_SIZE } from './write';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** Who tickets are about: the contact and the company that they are associated with. */

function view(kind: string, ...properties: string[]): ReturnedFields {
	return { kind, properties, history: [], associations: [], archived: false };
}

const CONTACT = view('contacts', 'email', 'firstname', 'lastname', 'mobilephone', 'phone');
const COMPANY = view('companies', 'domain', 'name');

const isPrimary = ({ associationTypes }: IDataObject): boolean =>
	Array.isArray(associationTypes) &&
	associationTypes.some((type) => isRecord(type) && safeNumber(type.typeId) === TICKET_TO_PRIMARY_COMPANY);

/** The primary one, or else the one with the lowest ID. */
function chosen(list: IDataObject[]): string | undefined {
	const ids = list.map(({ toObjectId }) => safeString(toObjectId)).sort((a, b) => Number(a) - Number(b));
	const primary = list.find(isPrimary);
	return primary === undefined ? ids[0] : safeString(primary.toObjectId);
}

/** The chosen record of one kind by ticket. */
async function joined(context: ApiContext, ids: string[], wanted: ReturnedFields): Promise<Map<string, IDataObject>> {
	const { found, failed } = await associatedWith(context, ids, wanted.kind ?? '');
	for (const failure of failed.values()) throw failure;
	const choice = new Map([...found].flatMap(([id, list]) => (list.length === 0 ? [] : [[id, chosen(list) ?? '']])));
	if (choice.size === 0) return new Map();
	const records = await batchRead(context, [...choice.values()], wanted);
	for (const failure of records.missing.values()) if (failure.httpCode !== '404') throw failure;
	const pairs = [...choice].flatMap(([id, other]): Array<[string, IDataObject]> => {
		const record = records.found.get(other);
		return record === undefined ? [] : [[id, record]];
	});
	return new Map(pairs);
}

/** Null where HubSpot knows nothing. */
function customer(contact: IDataObject | undefined, company: IDataObject | undefined): IDataObject | null {
	if (contact === undefined && company === undefined) return null;
	const value = (record: IDataObject | undefined, ...names: string[]): string | null =>
		names.map((name) => (record === undefined ? '' : propertyOf(record, name))).find(Boolean) ?? null;
	const name = [value(contact, 'firstname'), value(contact, 'lastname')].filter((part) => part !== null).join(' ');
	return {
		contactId: contact?.id ?? null,
		name: name || null,
		email: value(contact, 'email'),
		phone: value(contact, 'phone', 'mobilephone'),
		companyId: company?.id ?? null,
		company: value(company, 'name', 'domain'),
	};
}

/** The customers of these tickets by ticket: four requests per hundred tickets. */
export async function customersOf(context: ApiContext, ticketIds: string[]): Promise<Map<string, IDataObject | null>> {
	const customers = new Map<string, IDataObject | null>();
	for (const ids of chunks([...new Set(ticketIds)], BATCH_SIZE)) {
		const contacts = await joined(context, ids, CONTACT);
		const companies = await joined(context, ids, COMPANY);
		for (const id of ids) customers.set(id, customer(contacts.get(id), companies.get(id)));
	}
	return customers;
}

/** Puts who it is about beside each ticket, where that is asked for. */
export async function addCustomers(
	context: ApiContext,
	tickets: IDataObject[],
	{ customer: isWanted = false }: Pick<ReturnedFields, 'customer'>,
): Promise<void> {
	if (!isWanted || tickets.length === 0) return;
	const customers = await customersOf(
		context,
		tickets.map(({ id }) => safeString(id)),
	);
	for (const ticket of tickets) ticket.customer = customers.get(safeString(ticket.id)) ?? null;
}
