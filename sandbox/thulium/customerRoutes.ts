import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json, JsonObject } from '../core/types';
import { companyBody, companyUpdate, createBody, INCLUDES, updateBody } from './customers';
import { checked, ThuliumError } from './problems';
import { allowOnly, paging, phpQuery } from './query';
import type { PhpQuery } from './query';
import type { World } from './world';

const FILTERS = [
	'identifier',
	'email',
	'phone_number',
	'nip',
	'company_id',
	'company_flag',
	'type',
	'group',
	'custom_fields',
];

export function customerRoutes(app: FastifyInstance, world: World): void {
	const crm = world.customers;
	type ById = { Params: { id: string } };
	const includes = (rawQuery: unknown): string[] => {
		const query = phpQuery(rawQuery);
		allowOnly(
			world,
			query,
			INCLUDES.map((part) => `include_${part}`),
		);
		return included(query);
	};
	const list = (rawQuery: unknown, rows: (query: PhpQuery) => JsonObject[]): Json => {
		const query = phpQuery(rawQuery);
		const order = world.switches().orderParameter === 'accept' ? ['order'] : [];
		allowOnly(world, query, [...FILTERS, ...INCLUDES.map((part) => `include_${part}`), 'limit', 'offset', ...order]);
		const { limit, offset } = paging(world, query, 1000);
		const all = sorted(rows(query), query.scalars.get('order') ?? '');
		const page = all.slice(offset, offset + limit);
		return world.switches().customerList === 'array' ? page : { count: all.length, result: page };
	};

	app.get('/customers', ({ query }) =>
		list(query, (parsed) =>
			crm.customers
				.filter((customer) => matches(parsed, { ...customer.more, ...customer }))
				.map((row) => crm.view(row, included(parsed))),
		),
	);
	app.get<ById>('/customers/:id', ({ params, query }) => crm.view(crm.customer(params.id), includes(query)));
	app.post('/customers', ({ body }, reply) => {
		const { customer_id, company_id } = crm.create(checked(world, createBody, body));
		void world.webhooks.emit('CUSTOMER_CREATED', { customer_id, company_id });
		return world.send(reply, 201, { customer_id });
	});
	app.put<ById>('/customers/:id', ({ params, body }, reply) => {
		const customer = crm.customer(params.id);
		crm.change(customer, checked(world, updateBody, body));
		void world.webhooks.emit('CUSTOMER_UPDATED', {
			customer_id: customer.customer_id,
			company_id: customer.company_id,
		});
		return world.send(reply, 204);
	});
	app.delete<ById>('/customers/:id', ({ params }, reply) => {
		const customer = crm.customer(params.id);
		crm.customers = crm.customers.filter((other) => other !== customer);
		return world.send(reply, 204);
	});

	/** The shape of the 207 is that of campaign records; the vendor's page is cut before it. */
	const many = z.object({ customers: z.array(z.record(z.unknown())).min(1) }).strict();
	const each = (body: unknown, write: (given: Record<string, unknown>) => JsonObject): JsonObject =>
		Object.fromEntries(
			checked(world, many, body).customers.map((given, index) => {
				try {
					return [String(given.customer_id ?? index), write(given)];
				} catch (error) {
					if (!(error instanceof ThuliumError)) throw error;
					const failure = { http_status: error.statusCode, status: 'FAILED', message: error.message };
					return [String(given.customer_id ?? index), failure];
				}
			}),
		);
	app.post('/batch/customers', ({ body }, reply) =>
		world.send(
			reply,
			207,
			each(body, (given) => {
				const { customer_id } = crm.create(checked(world, createBody, given));
				return { http_status: 201, customer_id, status: 'ADDED' };
			}),
		),
	);
	app.put('/batch/customers', ({ body }, reply) =>
		world.send(
			reply,
			207,
			each(body, ({ customer_id, ...given }) => {
				crm.change(crm.customer(String(customer_id)), checked(world, updateBody, given));
				return { http_status: 204, status: 'UPDATED' };
			}),
		),
	);

	app.get('/companies', ({ query }) =>
		list(query, (parsed) =>
			crm.companies
				.filter((company) => matches(parsed, { ...company }))
				.map((row) => crm.companyView(row, included(parsed))),
		),
	);
	app.get<ById>('/companies/:id', ({ params, query }) => crm.companyView(crm.company(params.id), includes(query)));
	app.post('/companies', ({ body }, reply) => {
		const { company_id } = crm.createCompany(checked(world, companyBody, body));
		return world.send(reply, 201, { company_id });
	});
	app.put<ById>('/companies/:id', ({ params, body }, reply) => {
		const given = Object.entries(checked(world, companyUpdate, body)).filter(([, value]) => value !== null);
		Object.assign(crm.company(params.id), Object.fromEntries(given));
		return world.send(reply, 204);
	});
	app.delete<ById>('/companies/:id', ({ params }, reply) => {
		const company = crm.company(params.id);
		crm.companies = crm.companies.filter((other) => other !== company);
		return world.send(reply, 204);
	});

	app.post('/tags', ({ body }, reply) => {
		checked(world, z.object({ tags: z.array(z.string().min(1)).min(1) }).strict(), body);
		return world.send(reply, 201, { status: 'success' });
	});
}

function included(query: PhpQuery): string[] {
	return [...query.scalars]
		.filter(([name, value]) => name.startsWith('include_') && value === 'true')
		.map(([name]) => name);
}

/** By one field; `-` turns the order round. Which names are allowed is unknown. */
function sorted(rows: JsonObject[], order: string): JsonObject[] {
	const name = order.replace(/^-/, '');
	if (name === '') return rows;
	const direction = order.startsWith('-') ? -1 : 1;
	const text = (row: JsonObject): string => String(row[name] ?? '');
	return [...rows].sort((a, b) => direction * text(a).localeCompare(text(b), undefined, { numeric: true }));
}

/** Exact matches; an empty value finds those without one. Of special fields one of the values given must match. */
function matches(query: PhpQuery, record: Record<string, unknown>): boolean {
	const special = new Map(Object.entries((record.custom_fields ?? {}) as Record<string, unknown>));
	for (const [name, wanted] of query.named.get('custom_fields') ?? []) {
		if (!wanted.some((value) => [special.get(name)].flat().includes(value))) return false;
	}
	const given = [...query.scalars].filter(([name]) => FILTERS.includes(name));
	return given.every(([name, wanted]) => {
		const values =
			name === 'phone_number' ? [record.phone_numbers ?? record.phone_number].flat() : [record[name] ?? ''];
		return wanted === '' ? values.every((value) => value === '') : values.some((value) => String(value) === wanted);
	});
}
