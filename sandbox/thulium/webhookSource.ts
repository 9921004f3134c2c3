import type { Json, Login, WebhookSource } from '../core/types';
import type { World } from './world';

export const LOGINS: readonly Login[] = [
	{
		credential: 'Thulium API',
		fields: [
			{ label: 'User', value: 'api_user' },
			{ label: 'Password', value: 'api_pass' },
			{ label: 'Base URL', path: '/thulium' },
		],
	},
];

const EVENTS = {
	TICKET_CREATED: {
		label: 'Ticket created',
		fields: { ticket_id: 1234, customer_id: 5521, agent_login: null, direction: 'in' },
	},
	TICKET_MESSAGE_RECEIVED: { label: 'The customer wrote', fields: { ticket_id: 1234 } },
	CUSTOMER_UPDATED: { label: 'Customer changed', fields: { customer_id: 5521 } },
	AGENT_RINGING: {
		label: 'A call rings at an agent',
		fields: {
			...{ connection_id: '1736758800.70', queue_id: null, agent_login: 'mnowak' },
			...{ source_number: '600100200', destination_number: '23' },
		},
	},
} satisfies Record<string, { label: string; fields: Record<string, Json> }>;

export function webhookSource(world: World): WebhookSource<keyof typeof EVENTS> {
	return {
		trigger: 'Thulium Trigger',
		events: EVENTS,
		asksForLogin: true,
		subscribed: () => world.webhooks.list.map(({ subscription_url }) => subscription_url),
		call(event, { url, user = '', password = '' }) {
			const known = world.webhooks.list.find(({ subscription_url }) => subscription_url === url);
			const login = user === '' ? known : { http_auth_user: user, http_auth_password: password };
			const { headers, body } = world.webhooks.request(event, EVENTS[event].fields);
			const pair = `${login?.http_auth_user ?? ''}:${login?.http_auth_password ?? ''}`;
			const signed = pair !== ':';
			return {
				url,
				headers: { ...headers, ...(signed ? { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } : {}) },
				body,
				proof: signed
					? 'the user and password of the webhook'
					: 'nothing: no trigger has subscribed with this address, and no user was given',
			};
		},
	};
}
