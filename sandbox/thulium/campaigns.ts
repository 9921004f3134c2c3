import { z } from 'zod';
import type { JsonObject } from '../core/types';
import type { Customers } from './customers';
import { checkPhone, notFound, refuse } from './problems';
import { isLocalDate } from './query';
import type { System } from './system';

/** A record of a campaign: of a customer in a CRM campaign, of a phone number in a plain one. */
interface CampaignRecord {
	record_id: number;
	customer_id: number | null;
	phone_number: string;
	status_id: string;
	agent_login: string;
	next_call_date: string;
	order: number;
	identifier: string;
	record_fields: Record<string, string>;
	created: number;
}

interface Campaign {
	/** Five characters with their zeros. */
	id: string;
	name: string;
	kind: 'crm' | 'plain';
	logins: string[];
	records: CampaignRecord[];
}

/** Statuses of every campaign here; the dictionary ones are shared by all of them. */
export const RECORD_STATUSES = [
	{ system_status: 'TO_CALL', status_id: '1', dictionary_status_id: null, name: 'Do zadzwonienia' },
	{ system_status: 'CALL', status_id: '2', dictionary_status_id: 2, name: 'Rozmowa' },
	{ system_status: 'MY_RECORD', status_id: '3', dictionary_status_id: 3, name: 'Mój rekord' },
	{ system_status: 'CALL_NO_SOONER_THAN', status_id: '4', dictionary_status_id: 4, name: 'Nie wcześniej niż' },
	{ system_status: 'NO_CALL', status_id: '5', dictionary_status_id: 5, name: 'Nie dzwonić' },
];
const RECORD_FIELDS = ['Umowa', 'Kwota'];

const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]);
const fields = {
	status_id: id.nullish(),
	dictionary_status_id: id.nullish(),
	agent_login: z.string().nullish(),
	next_call_date: z
		.string()
		.refine((value) => isLocalDate(value) && value.length === 16)
		.nullish(),
	order: z.number().int().nullish(),
};
export const crmRecord = z.object({ ...fields, customer_id: id }).strict();
export const crmUpdate = z.object(fields).strict();
/** The entries are checked one by one: each gets a status of its own. */
export const crmBatch = z.object({ records: z.array(z.unknown()).min(1) }).strict();
export const plainRecord = z
	.object({
		...fields,
		phone_number: z.string().min(1),
		identifier: z.string().nullish(),
		record_fields: z.record(z.string()).nullish(),
	})
	.strict();
export const statusByPhone = z.object({ status_id: id, phone_number: z.string().min(1) }).strict();

type Fields = z.output<typeof crmUpdate>;

export class Campaigns {
	list: Campaign[] = [];

	private nextRecord = 0;

	constructor(
		private readonly system: System,
		private readonly customers: Customers,
	) {}

	reset(): void {
		const crm = { id: '00001', name: 'Ankieta po serwisie', kind: 'crm' } as const;
		const plain = { id: '00002', name: 'Odnowienia umów', kind: 'plain' } as const;
		this.nextRecord = 100;
		this.list = [
			{ ...crm, logins: ['testowy.agent11', 'mnowak'], records: [] },
			{ ...plain, logins: ['mnowak'], records: [] },
		];
		this.add(this.find('00001', 'crm'), { customer_id: 5522, phone_number: '' }, {});
		this.add(this.find('00002', 'plain'), { customer_id: null, phone_number: '600100200' }, {});
		this.nextRecord = 111;
	}

	find(campaignId: string, kind?: Campaign['kind']): Campaign {
		const found = this.list.find((campaign) => campaign.id === campaignId && [undefined, campaign.kind].includes(kind));
		if (found === undefined) throw notFound();
		return found;
	}

	recordOf(campaignId: string, customerId: string): CampaignRecord {
		const { records } = this.find(campaignId, 'crm');
		const found = records.find(({ customer_id }) => String(customer_id) === customerId);
		if (found === undefined) throw notFound();
		return found;
	}

	addCustomer(campaign: Campaign, input: z.output<typeof crmRecord>): CampaignRecord {
		const { customer_id, ...given } = input;
		if (!this.customers.has(String(customer_id))) throw refuse('value', 'customer_id');
		const { phone_numbers } = this.customers.customer(String(customer_id));
		const twin = campaign.records.find((record) => record.customer_id === Number(customer_id));
		if (twin !== undefined) throw refuse('duplicate', 'customer_id');
		this.check(given);
		return this.add(campaign, { customer_id: Number(customer_id), phone_number: phone_numbers[0] ?? '' }, given);
	}

	addNumber(campaign: Campaign, input: z.output<typeof plainRecord>): CampaignRecord {
		const { phone_number, identifier, record_fields, ...given } = input;
		checkPhone(this.system, phone_number, 'phone_number');
		if (campaign.records.some((record) => record.phone_number === phone_number)) {
			throw refuse('duplicate', 'phone_number');
		}
		const unknown = Object.keys(record_fields ?? {}).find((name) => !RECORD_FIELDS.includes(name));
		if (unknown !== undefined) throw refuse('unknownField', unknown);
		this.check(given);
		const record = this.add(campaign, { customer_id: null, phone_number }, given);
		record.identifier = identifier ?? '';
		record.record_fields = { ...record_fields };
		return record;
	}

	/** Nothing is written before all is checked; the two kinds that need an agent or a date are refused without. */
	check(given: Fields, before?: CampaignRecord): void {
		const { status_id, dictionary_status_id, agent_login, next_call_date } = given;
		const status = statusOf(given);
		const asked = status_id ?? dictionary_status_id ?? undefined;
		if (asked !== undefined && status === undefined) {
			throw refuse('value', status_id === undefined || status_id === null ? 'dictionary_status_id' : 'status_id');
		}
		if (typeof agent_login === 'string' && this.system.agent(agent_login)?.active !== true) throw refuse('agent');
		const kind = status?.system_status ?? '';
		const agent = agent_login ?? before?.agent_login ?? '';
		const date = next_call_date ?? before?.next_call_date ?? '';
		if (kind === 'MY_RECORD' && agent === '') throw refuse('required', 'agent_login');
		if (['MY_RECORD', 'CALL_NO_SOONER_THAN'].includes(kind) && date === '') throw refuse('required', 'next_call_date');
	}

	change(record: CampaignRecord, given: Fields): void {
		record.status_id = statusOf(given)?.status_id ?? record.status_id;
		record.agent_login = given.agent_login ?? record.agent_login;
		record.next_call_date = given.next_call_date ?? record.next_call_date;
		record.order = given.order ?? record.order;
		this.system.core.changed('thulium', 'campaignRecord', { record_id: record.record_id });
	}

	view(record: CampaignRecord): JsonObject {
		const status = RECORD_STATUSES.find(({ status_id }) => status_id === record.status_id);
		const agent = this.system.agent(record.agent_login);
		return {
			...{ record_id: String(record.record_id), phone_number: record.phone_number },
			...{ system_status: status?.system_status ?? '', status: status?.name ?? '', status_id: record.status_id },
			...{ call_date: '', create_date: this.system.timestamp(record.created), next_call_date: record.next_call_date },
			agent_name: agent === undefined ? '' : `${agent.name} ${agent.surname}`,
			...{ agent_login: record.agent_login, customer_id: record.customer_id, last_note: '', order: record.order },
		};
	}

	private add(
		campaign: Campaign,
		who: Pick<CampaignRecord, 'customer_id' | 'phone_number'>,
		given: Fields,
	): CampaignRecord {
		const record: CampaignRecord = {
			...{ record_id: this.nextRecord++, ...who, status_id: '1', agent_login: '', next_call_date: '', order: 0 },
			...{ identifier: '', record_fields: {}, created: this.system.now() },
		};
		campaign.records.push(record);
		this.change(record, given);
		return record;
	}
}

function statusOf({ status_id, dictionary_status_id }: Fields): (typeof RECORD_STATUSES)[number] | undefined {
	const own = status_id ?? undefined;
	const shared = dictionary_status_id ?? undefined;
	return RECORD_STATUSES.find((status) =>
		own === undefined
			? shared !== undefined && String(status.dictionary_status_id) === String(shared)
			: status.status_id === String(own),
	);
}
