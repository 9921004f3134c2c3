import type { JsonObject, Login, WebhookSource } from '../../core/types';
import type { KaizalaContext } from '../context';
import type { EventType, Webhook } from '../model';
import { SEED_CONNECTORS, SEED_GROUPS, SEED_PHONES } from '../seed';
import { callHeaders, envelope } from './events';

export const LOGINS: readonly Login[] = [
	{
		credential: 'Kaizala API',
		fields: [
			{ label: 'Connector ID', value: SEED_CONNECTORS.tenant.id },
			{ label: 'Connector Secret', value: SEED_CONNECTORS.tenant.secret },
			{ label: 'Refresh Token', value: SEED_CONNECTORS.tenant.refreshToken },
			{ label: 'Auth Base URL', path: '/kaizala' },
			{ label: 'OAuth Base URL', path: '/kaizala' },
		],
	},
];

interface Sample {
	label: string;
	eventType: EventType;
	data(groupId: string): JsonObject;
}

const EVENTS: Record<'message' | 'member', Sample> = {
	message: {
		label: 'Somebody wrote a message',
		eventType: 'TextMessageCreated',
		data: () => ({ text: 'Who takes ticket 4711?' }),
	},
	member: {
		label: 'Somebody was added to the group',
		eventType: 'MemberAdded',
		data: (groupId) => ({ groupId, memberPhone: SEED_PHONES.lead, memberName: 'Lee Lead' }),
	},
};

export function webhookSource(ctx: KaizalaContext): WebhookSource<keyof typeof EVENTS> {
	return {
		trigger: 'Kaizala Trigger',
		events: EVENTS,
		subscribed: () => [...ctx.state.webhooks.values()].map(({ callbackUrl }) => callbackUrl),
		call(event, { url }) {
			const { eventType, data } = EVENTS[event];
			const known = [...ctx.state.webhooks.values()].find(({ callbackUrl }) => callbackUrl === url);
			const webhook = known ?? stranger(ctx, url);
			const groupId = webhook.objectType === 'Group' ? webhook.objectId : SEED_GROUPS.supportDesk;
			const phone = SEED_PHONES.agent;
			const from = { id: 'sample', mobileNumber: phone, name: 'Sam Agent', profilePic: '', isProvisioned: true };
			const told = { eventType, groupId, data: data(groupId), from };
			return {
				url,
				headers: callHeaders(webhook),
				body: JSON.stringify(envelope(webhook, told, ctx.core.guid(), ctx.switches)),
				proof:
					known === undefined
						? 'nothing: no trigger has subscribed with this address. Publish the workflow, or let it listen, first'
						: 'the token that the trigger gave when it subscribed',
			};
		},
	};
}

const stranger = (ctx: KaizalaContext, callbackUrl: string): Webhook => ({
	...{ id: ctx.core.guid(), connectorId: SEED_CONNECTORS.tenant.id, callbackUrl, events: [], createdAt: ctx.now() },
	...{ objectId: SEED_GROUPS.supportDesk, objectType: 'Group', callbackToken: null, callbackContext: null },
	...{ callbackHeaders: {}, validity: ctx.now(), active: true },
});
