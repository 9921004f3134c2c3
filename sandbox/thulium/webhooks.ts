import axios from 'axios';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Json } from '../core/types';
import { wallTime } from '../core/zones';
import { checked, notFound, refuse } from './problems';
import type { Delivery, Webhook } from './types';
import type { System } from './system';

/** The names that are known; the vendor's list is longer. */
export const WEBHOOK_ACTIONS = [
	...['TICKET_CREATED', 'TICKET_MESSAGE_RECEIVED', 'CUSTOMER_CREATED', 'CUSTOMER_UPDATED', 'CHAT_CONVERSATION_CREATED'],
	...['CHAT_AGENT_ASSIGNED', 'CHAT_CONVERSATION_CLOSED', 'AGENT_RINGING', 'RECORDING_READY'],
];

const createBody = z
	.object({
		actions: z.array(z.string()).min(1),
		subscription_url: z.string().url(),
		http_auth_user: z.string().nullish(),
		http_auth_password: z.string().nullish(),
	})
	.strict();

const EMPTY = { null: 'null', empty: '', undefined: 'undefined' } as const;

/** Subscriptions and their calls. Whether the vendor calls again after a failure is unknown: a switch. */
export class Webhooks {
	list: Webhook[] = [];

	deliveries: Delivery[] = [];

	private nextId = 5;

	constructor(private readonly system: System) {}

	reset(): void {
		this.list = [];
		this.deliveries = [];
		this.nextId = 5;
	}

	add(given: Omit<Webhook, 'id'>): Webhook {
		const webhook = { id: this.nextId++, ...given };
		this.list.push(webhook);
		this.system.core.changed('thulium', 'webhooks');
		return webhook;
	}

	shown(webhook: Webhook): Webhook {
		return {
			...webhook,
			http_auth_password: this.system.switches().webhookPasswordShown ? webhook.http_auth_password : '',
		};
	}

	/** Calls every subscriber of the action and says how they answered. In a form, empty values go as a text. */
	async emit(action: string, fields: Record<string, Json>): Promise<Delivery[]> {
		const values = this.values(action, fields);
		const wanted = this.list.filter(({ actions }) => actions.includes(action));
		const copies = Array.from({ length: this.system.switches().webhookCopies }, () => wanted).flat();
		return (await Promise.all(copies.map((webhook) => this.deliver(webhook, action, values)))).flat();
	}

	/** The call of an action as text, for one that is made by hand. */
	request(action: string, fields: Record<string, Json>): { headers: Record<string, string>; body: string } {
		const values = this.values(action, fields);
		const form = this.form(new URLSearchParams(), values);
		return this.system.switches().webhookBody === 'json'
			? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) }
			: { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() };
	}

	private values(action: string, fields: Record<string, Json>): Record<string, Json> {
		const { day, time } = wallTime(this.system.now(), this.system.switches().zone);
		return { action, ...fields, date: `${day} ${time.slice(0, 8)}` };
	}

	private form<Form extends FormData | URLSearchParams>(form: Form, values: Record<string, Json>): Form {
		const { webhookNulls } = this.system.switches();
		const written = (value: Json): string => {
			if (value === null || value === '') return EMPTY[webhookNulls];
			return typeof value === 'object' ? JSON.stringify(value) : String(value);
		};
		for (const [name, value] of Object.entries(values)) {
			// A list repeats its name.
			if (Array.isArray(value)) for (const one of value) form.append(`${name}[]`, written(one));
			else form.append(name, written(value));
		}
		return form;
	}

	/** One delivery for each try. */
	private async deliver(webhook: Webhook, action: string, values: Record<string, Json>): Promise<Delivery[]> {
		const tries: Delivery[] = [];
		for (let left = this.system.switches().webhookTries; left > 0; left--) {
			const delivery = await this.call(webhook, action, values);
			tries.push(delivery);
			if (delivery.status >= 200 && delivery.status < 300) break;
		}
		return tries;
	}

	private async call(webhook: Webhook, action: string, values: Record<string, Json>): Promise<Delivery> {
		const { subscription_url: url, http_auth_user: username, http_auth_password: password } = webhook;
		const { webhookBody } = this.system.switches();
		const form = this.form(webhookBody === 'multipart' ? new FormData() : new URLSearchParams(), values);
		const body = webhookBody === 'json' ? values : form;
		const auth = username === '' ? {} : { auth: { username, password } };
		const status = await axios
			.post<unknown>(url, body, { ...auth, timeout: 10_000, validateStatus: () => true })
			.then((reply) => reply.status)
			.catch(() => 0);
		const delivery = { action, url, status };
		this.deliveries.push(delivery);
		this.system.core.changed('thulium', 'delivery', { action, status });
		return delivery;
	}
}

export function webhookRoutes(app: FastifyInstance, system: System, webhooks: Webhooks): void {
	app.get('/webhooks', () => webhooks.list.map((webhook) => webhooks.shown(webhook)));
	app.post('/webhooks', ({ body }, reply) => {
		const input = checked(system, createBody, body);
		const unknown = input.actions.find((action) => !WEBHOOK_ACTIONS.includes(action));
		const strict = system.switches().webhookActions === 'known';
		if (unknown !== undefined && strict) throw refuse('value', `actions.${unknown}`);
		const { actions, subscription_url, http_auth_user, http_auth_password } = input;
		const user = { http_auth_user: http_auth_user ?? '', http_auth_password: http_auth_password ?? '' };
		return system.send(reply, 201, webhooks.shown(webhooks.add({ actions, subscription_url, ...user })));
	});
	app.delete<{ Params: { id: string } }>('/webhooks/:id', ({ params }, reply) => {
		const found = webhooks.list.find(({ id }) => String(id) === params.id);
		if (found === undefined) throw notFound();
		webhooks.list = webhooks.list.filter((webhook) => webhook !== found);
		system.core.changed('thulium', 'webhooks');
		return system.send(reply, 204);
	});
}
