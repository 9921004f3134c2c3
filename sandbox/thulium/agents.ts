import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json } from '../core/types';
import { checked, checkPhone, notFound, refuse } from './problems';
import { AGENTS } from './seed';
import type { Agent } from './types';
import type { World } from './world';

const callBody = z
	.object({
		phone_number: z.string().min(1).nullish(),
		customer_id: z.union([z.number().int(), z.string().regex(/^\d+$/)]).nullish(),
		outbound_id: z.string().length(5).nullish(),
		caller_id: z.string().nullish(),
		custom_data: z.union([z.string(), z.record(z.unknown())]).nullish(),
	})
	.strict();

/** Agents. Of the statuses and groups only the names of the calls are known: those shapes are ours. */
export function agentRoutes(app: FastifyInstance, world: World): void {
	type ByLogin = { Params: { login: string } };
	const find = (login: string): Agent => {
		const agent = world.agent(login);
		if (agent === undefined) throw notFound();
		return agent;
	};
	const statusOf = ({ login, active }: Agent) => ({
		login,
		status: world.agentStates.get(login) ?? (active ? 'FREE' : 'LOGGED_OUT'),
	});

	app.get('/agents', () =>
		AGENTS.map(({ login, name, surname, email, active }) => ({ login, name, surname, email, active })),
	);
	app.get<ByLogin>('/agents/:login', ({ params }) => find(params.login));
	app.get<ByLogin>('/agents/:login/status', ({ params }) => statusOf(find(params.login)));
	app.get('/agents_statuses', () => AGENTS.map(statusOf));
	app.get('/agents_groups', () => [{ group_id: 1, name: 'Obsługa klienta' }]);

	/** Click to call. With both, the number must be one of that customer's; the custom data comes back in webhooks. */
	app.post<ByLogin>('/agents/:login/call', ({ params, body }, reply) => {
		const agent = find(params.login);
		const { phone_number, customer_id, outbound_id, custom_data } = checked(world, callBody, body);
		const customerId = customer_id ?? null;
		const numbers = customerId === null ? [] : phonesOf(world, String(customerId));
		const number = phone_number ?? numbers[0];
		if (number === undefined) throw refuse('required', 'phone_number');
		checkPhone(world, number, 'phone_number');
		if (typeof outbound_id === 'string') {
			const campaign = world.campaigns.list.find(({ id }) => id === outbound_id);
			if (campaign?.logins.includes(agent.login) !== true) throw refuse('value', 'outbound_id');
		}
		if (customerId !== null && !numbers.includes(number)) throw refuse('value', 'phone_number');
		const ringing = { connection_id: `${Math.floor(world.now() / 1000)}.1`, queue_id: null, agent_login: agent.login };
		const data: Record<string, Json> =
			custom_data === undefined || custom_data === null ? {} : { custom_data: asText(custom_data) };
		void world.webhooks.emit('AGENT_RINGING', {
			...ringing,
			source_number: String(agent.number),
			destination_number: number,
			...data,
		});
		return world.send(reply, 201);
	});
}

function phonesOf(world: World, customerId: string): string[] {
	if (!world.customers.has(customerId)) throw refuse('value', 'customer_id');
	return world.customers.customer(customerId).phone_numbers;
}

function asText(data: string | Record<string, unknown>): string {
	return typeof data === 'string' ? data : JSON.stringify(data);
}
