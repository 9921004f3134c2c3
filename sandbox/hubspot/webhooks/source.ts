import type { JsonObject, Login, WebhookSource } from '../../core/types';
import { APP } from '../schema/app';
import { TICKETS } from '../schema/objectTypes';
import type { World } from '../state/world';

export const LOGINS: readonly Login[] = [
	{
		credential: 'HubSpot Tickets API',
		fields: [
			{ label: 'Access Token', value: 'hubspot-sandbox-token' },
			{ label: 'Client Secret', value: APP.clientSecret },
			{ label: 'Base URL', path: '/hubspot' },
		],
	},
];

const property = (name: string, value: string): JsonObject => ({
	...{ subscriptionType: 'ticket.propertyChange', propertyName: name, propertyValue: value },
	...{ changeSource: 'CRM_UI', sourceId: 'userId:9120001', isSensitive: false },
});
const flagged = (kind: string, changeFlag: string): JsonObject => ({
	...{ subscriptionType: `ticket.${kind}`, changeFlag, changeSource: 'CRM_UI', sourceId: 'userId:9120001' },
});

const EVENTS = {
	created: { label: 'Ticket created', payload: flagged('creation', 'NEW') },
	closed: { label: 'Ticket moved to the stage Closed', payload: property('hs_pipeline_stage', '4') },
	priority: { label: 'Priority changed to high', payload: property('hs_ticket_priority', 'HIGH') },
	deleted: { label: 'Ticket deleted', payload: flagged('deletion', 'DELETED') },
} satisfies Record<string, { label: string; payload: JsonObject }>;

export function webhookSource(world: World): WebhookSource<keyof typeof EVENTS> {
	return {
		trigger: 'HubSpot Tickets Webhook Trigger',
		events: EVENTS,
		subscribed: () => (world.webhooks.targetUrl === null ? [] : [world.webhooks.targetUrl]),
		call(event, { url }) {
			const newest = world.store(TICKETS).list(false).at(-1);
			const payload: JsonObject = { ...EVENTS[event].payload, objectId: Number(newest?.id ?? 0) };
			return { ...world.webhooks.request(url, [payload]), proof: 'signed with the Client Secret, as HubSpot does' };
		},
	};
}
