import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { crmBatch, crmRecord, crmUpdate, plainRecord, RECORD_STATUSES, statusByPhone } from './campaigns';
import { dictionaryList } from './dictionaries';
import { checked, checkPhone, refuse, ThuliumError } from './problems';
import type { World } from './world';

const loginsBody = z.object({ logins: z.array(z.string().min(1)).min(1) }).strict();

interface ById {
	Params: { id: string };
}
interface ByCustomer {
	Params: { id: string; customer_id: string };
}

/** Campaigns and their records. Of the list of campaigns and the numbers of one only the names are known. */
export function campaignRoutes(app: FastifyInstance, world: World): void {
	const { campaigns } = world;
	const stats = ({ id, records }: (typeof campaigns.list)[number]): JsonObject => ({
		id,
		records_count: records.length,
		completion_percent: 0,
	});

	app.get('/outbounds', () =>
		dictionaryList(
			world,
			campaigns.list.map(({ id, name }) => ({ id, name })),
			'outbound_id',
		),
	);
	app.get('/outbounds/stats', () => campaigns.list.map(stats));
	app.get<ById>('/outbounds/:id/stats', ({ params }) => stats(campaigns.find(params.id)));
	app.get<ById>('/outbounds/:id/statuses', ({ params }) => {
		campaigns.find(params.id);
		return RECORD_STATUSES;
	});
	app.get<ById>('/outbounds/:id/agents', ({ params }) =>
		campaigns.find(params.id).logins.map((login) => {
			const agent = world.agent(login);
			return {
				login,
				number: agent?.number ?? null,
				active: agent?.active ?? false,
				active_in_outbound: true,
				agent_id: agent?.agent_id ?? null,
			};
		}),
	);
	app.post<ById>('/outbounds/:id/add_agents', ({ params, body }, reply) => {
		const campaign = campaigns.find(params.id);
		const { logins } = checked(world, loginsBody, body);
		if (logins.some((login) => world.agent(login)?.active !== true)) throw refuse('agent');
		campaign.logins = [...new Set([...campaign.logins, ...logins])];
		return world.send(reply, 201);
	});

	app.post<ById>('/crm_outbounds/:id/records', ({ params, body }, reply) => {
		const campaign = campaigns.find(params.id, 'crm');
		const { record_id } = campaigns.addCustomer(campaign, checked(world, crmRecord, body));
		return world.send(reply, 201, { record_id: String(record_id) });
	});
	app.get<ByCustomer>('/crm_outbounds/:id/records/:customer_id', ({ params }) =>
		campaigns.view(campaigns.recordOf(params.id, params.customer_id)),
	);
	app.put<ByCustomer>('/crm_outbounds/:id/records/:customer_id', ({ params, body }, reply) => {
		const record = campaigns.recordOf(params.id, params.customer_id);
		const input = checked(world, crmUpdate, body);
		campaigns.check(input, record);
		campaigns.change(record, input);
		return world.send(reply, 204);
	});
	/** One status for each record, keyed by customer; the record IDs are numbers here, unlike those of the single call. */
	app.post<ById>('/batch/crm_outbounds/:id/records', ({ params, body }, reply) => {
		const campaign = campaigns.find(params.id, 'crm');
		const { records } = checked(world, crmBatch, body);
		const answer: JsonObject = {};
		for (const given of records) {
			const customerId = keyOf(given);
			if (customerId === undefined) throw refuse('required', 'customer_id');
			if (Object.hasOwn(answer, customerId)) throw refuse('duplicate', 'customer_id');
			const twin = campaign.records.find(({ customer_id }) => String(customer_id) === customerId);
			if (twin !== undefined) {
				answer[customerId] = { http_status: 400, record_id: twin.record_id, status: 'ALREADY_EXISTS' };
				continue;
			}
			answer[customerId] = attempt(() => {
				if (!world.customers.has(customerId)) throw refuse('customer');
				return campaigns.addCustomer(campaign, checked(world, crmRecord, given)).record_id;
			});
		}
		return world.send(reply, 207, answer);
	});

	app.post<ById>('/outbounds/:id/records', ({ params, body }, reply) => {
		const campaign = campaigns.find(params.id, 'plain');
		const { record_id } = campaigns.addNumber(campaign, checked(world, plainRecord, body));
		return world.send(reply, 201, { record_id: String(record_id) });
	});
	app.post('/outbound_status_by_phone_number', ({ body }, reply) => {
		const { status_id, phone_number } = checked(world, statusByPhone, body);
		checkPhone(world, phone_number, 'phone_number');
		const given = { dictionary_status_id: status_id };
		campaigns.check(given);
		const hit = campaigns.list.filter(({ records }) => records.some((record) => record.phone_number === phone_number));
		for (const { records } of hit) {
			for (const record of records) if (record.phone_number === phone_number) campaigns.change(record, given);
		}
		return world.send(reply, 201, { outbound_id: hit.map(({ id }) => id) });
	});
}

function keyOf(given: unknown): string | undefined {
	const { success, data } = z.object({ customer_id: crmRecord.shape.customer_id }).safeParse(given);
	return success ? String(data.customer_id) : undefined;
}

function attempt(add: () => number): JsonObject {
	try {
		return { http_status: 201, record_id: add(), status: 'ADDED' };
	} catch (error) {
		if (!(error instanceof ThuliumError)) throw error;
		return { http_status: 400, status: 'FAILED', message: error.message };
	}
}
