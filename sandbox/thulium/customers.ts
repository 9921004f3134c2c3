import { z } from 'zod';
import type { Json, JsonObject } from '../core/types';
import { checkPhone, notFound, refuse } from './problems';
import { moveDates } from '../core/seedDates';
import { CUSTOM_FIELDS, SEED_END, seedCustomers } from './seed';
import type { System } from './system';

interface Customer {
	customer_id: number;
	name: string;
	surname: string;
	phone_numbers: string[];
	email: string;
	company_id: number | null;
	identifier: string;
	group: string;
	account_manager: string;
	updated: number;
	/** Whatever else was given: note, job, addresses, special fields and so on. */
	more?: Record<string, Json>;
}

interface Company {
	company_id: number;
	customer_id: number;
	name: string;
	phone_number: string;
	email: string;
	note: string;
	custom_fields: Record<string, Json>;
}

const text = z.string().nullish();
const oneOrMany = z.union([z.string(), z.array(z.string())]).nullish();
const address = z
	.object({ street: text, building: text, flat: text, postcode: text, city: text, country: text })
	.strict()
	.nullish();
const customFields = z.record(z.union([z.string(), z.array(z.string())]).nullable()).nullish();
const id = z.union([z.number().int(), z.string().regex(/^\d+$/)]).nullish();

const customerFields = {
	...{ name: text, type: text, group: text, identifier: text, gender: text, homepage: text, birthdate: text },
	...{ nip: text, note: text, pesel: text, job: text, job_title: text, account_manager: text },
	...{ email: oneOrMany, phone_number: oneOrMany, company_id: id },
	...{ custom_fields: customFields, fill_read_only_custom_fields: z.boolean().nullish(), vip: z.boolean().nullish() },
	...{ address, invoice_address: address, mail_drop_address: address },
};
export const createBody = z.object({ ...customerFields, surname: z.string().trim().min(1) }).strict();
export const updateBody = z.object({ ...customerFields, surname: text }).strict();
const companyFields = { phone_number: text, email: text, note: text, custom_fields: customFields };
export const companyBody = z.object({ ...companyFields, name: z.string().trim().min(1) }).strict();
export const companyUpdate = z.object({ ...companyFields, name: text }).strict();

export const INCLUDES = ['custom_fields', 'address', 'invoice_address', 'mail_drop_address'];

/** Customers and companies. */
export class Customers {
	customers: Customer[] = [];

	companies: Company[] = [];

	private nextCustomer = 0;

	private nextCompany = 0;

	constructor(private readonly system: System) {}

	reset(): void {
		this.customers = moveDates(seedCustomers(), this.system.core.seedShift(SEED_END));
		this.companies = [
			{
				company_id: 28,
				customer_id: 5500,
				name: 'Lis i Synowie',
				phone_number: '221000111',
				email: '',
				note: '',
				custom_fields: {},
			},
		];
		this.nextCustomer = 5600;
		this.nextCompany = 29;
	}

	has(customerId: string): boolean {
		return this.customers.some(({ customer_id }) => String(customer_id) === customerId);
	}

	companyOf(customerId: number | null): number | null {
		return this.customers.find(({ customer_id }) => customer_id === customerId)?.company_id ?? null;
	}

	customer(customerId: string): Customer {
		const found = this.customers.find(({ customer_id }) => String(customer_id) === customerId);
		if (found === undefined) throw notFound();
		return found;
	}

	company(companyId: string): Company {
		const found = this.companies.find(({ company_id }) => String(company_id) === companyId);
		if (found === undefined) throw notFound();
		return found;
	}

	create(input: z.output<typeof createBody>): Customer {
		const customer: Customer = {
			...{ customer_id: this.nextCustomer, name: '', surname: input.surname, phone_numbers: [], email: '' },
			...{ company_id: null, identifier: '', group: '', account_manager: '', updated: this.system.now() },
		};
		this.change(customer, input);
		this.nextCustomer += 1;
		this.customers.push(customer);
		return customer;
	}

	/** Absent or null stays as it is; lists replace (neither is documented). */
	change(customer: Customer, input: z.output<typeof updateBody>): void {
		for (const number of [input.phone_number ?? []].flat()) checkPhone(this.system, number, 'phone_number');
		const { email, phone_number, company_id, name, surname, identifier, group, account_manager, ...more } = input;
		const companyId = company_id ?? null;
		if (companyId !== null) this.company(String(companyId));
		if (typeof account_manager === 'string' && this.system.agent(account_manager) === undefined) throw refuse('agent');
		const twin = this.customers.find(
			(other) => other !== customer && (identifier ?? '') !== '' && other.identifier === identifier,
		);
		if (twin !== undefined) throw refuse('duplicate', 'identifier');
		const unknown = Object.keys(more.custom_fields ?? {}).find((field) => !CUSTOM_FIELDS.includes(field));
		if (unknown !== undefined && this.system.switches().unknownCustomFields === 'refuse')
			throw refuse('unknownField', unknown);
		Object.assign(customer, {
			name: name ?? customer.name,
			surname: surname ?? customer.surname,
			identifier: identifier ?? customer.identifier,
			group: group ?? customer.group,
			account_manager: account_manager ?? customer.account_manager,
			email: [email ?? customer.email].flat()[0] ?? '',
			phone_numbers:
				phone_number === undefined || phone_number === null ? customer.phone_numbers : [phone_number].flat(),
			company_id: companyId === null ? customer.company_id : Number(companyId),
			updated: this.system.now(),
			more: { ...customer.more, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null)) },
		});
		this.system.core.changed('thulium', 'customer', { customer_id: customer.customer_id });
	}

	createCompany(input: z.output<typeof companyBody>): Company {
		const { name, phone_number, email, note, custom_fields } = input;
		const company = {
			...{ company_id: this.nextCompany++, customer_id: this.nextCustomer++, name, phone_number: phone_number ?? '' },
			...{ email: email ?? '', note: note ?? '', custom_fields: custom_fields ?? {} },
		};
		this.companies.push(company);
		return company;
	}

	/** Missing values are `""` on customers. */
	view(customer: Customer, include: readonly string[]): JsonObject {
		const {
			customer_id,
			name,
			surname,
			phone_numbers,
			email,
			identifier,
			group,
			account_manager,
			more = {},
		} = customer;
		const wanted = INCLUDES.filter((part) => include.includes(`include_${part}`));
		return {
			...{ customer_id, name, surname, phone_number: phone_numbers[0] ?? '', phone_numbers, email },
			...{ company_id: customer.company_id ?? '', identifier, type: more.type ?? '', group, company_flag: '' },
			...{ account_manager, updated_at: this.system.timestamp(customer.updated) },
			...Object.fromEntries(wanted.map((part) => [part, more[part] ?? {}])),
		};
	}

	/** Missing values are null on company addresses. */
	companyView(company: Company, include: readonly string[]): JsonObject {
		const { name, company_id, customer_id, custom_fields } = company;
		const missing = { street: null, building: null, flat: null, postcode: null, city: null, country: null };
		return {
			...{ name, company_id, customer_id, type: '', group: '', nip: '', account_manager: '' },
			...(include.includes('include_address') ? { address: missing } : {}),
			...(include.includes('include_custom_fields') ? { custom_fields } : {}),
		};
	}
}
