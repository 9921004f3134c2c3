import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { bareId } from '../actions/packages';
import { findGroup, groupFor } from '../access';
import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import { invalidParameters, notFound } from '../errors';
import { EVENT_TYPES, OBJECT_TYPES } from '../model';
import type { ObjectType, Webhook } from '../model';
import { route } from '../router';
import type { Route } from '../router';
import { DAY_MS } from '../time';
import { compact, text, wire, wireEnum } from '../wire';
import { validateCallback } from './handshake';

const TWO_YEARS_MS = 730 * DAY_MS;

const objectType = wireEnum(OBJECT_TYPES);
const eventTypes = z.array(wireEnum(EVENT_TYPES)).min(1);
const callBackUrl = z.string().url();
const optionalFields = {
	callBackToken: text.optional(),
	callBackContext: z.string().optional(),
	// Epoch ms; the docs type it as a string.
	validity: z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]).optional(),
	callBackHeaders: z.record(z.string()).optional(),
};
/** The docs' samples send the string. */
const active = z.union([z.boolean(), wireEnum(['true', 'false']).transform((value) => value === 'true')]);

/** `/v1/webhook`. A connector sees and changes its own subscriptions only. */
export function webhookRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'POST',
			path: '/v1/webhook',
			scope: 'webhook.write',
			body: wire({ objectId: text, objectType, eventTypes, callBackUrl, ...optionalFields }),
			async handle({ body, caller }) {
				checkObject(ctx, caller, body.objectType, body.objectId);
				checkValidity(ctx, body.validity);
				await validateCallback(ctx, body.callBackUrl);
				const now = ctx.now();
				const webhook: Webhook = {
					id: ctx.core.guid(),
					connectorId: caller.connectorId,
					objectId: body.objectId,
					objectType: body.objectType,
					events: body.eventTypes,
					callbackUrl: body.callBackUrl,
					callbackToken: body.callBackToken ?? null,
					callbackContext: body.callBackContext ?? null,
					callbackHeaders: body.callBackHeaders ?? {},
					createdAt: now,
					validity: body.validity ?? now + TWO_YEARS_MS,
					active: true,
				};
				ctx.state.webhooks.set(webhook.id, webhook);
				ctx.changed('webhook');
				return { webhookId: webhook.id };
			},
		}),
		route({
			method: 'GET',
			path: '/v1/webhook',
			scope: 'webhook.read',
			query: wire({ objectId: text, objectType }),
			handle({ query, caller }) {
				checkObject(ctx, caller, query.objectType, query.objectId);
				const webhooks = [...ctx.state.webhooks.values()].filter(
					(webhook) =>
						webhook.connectorId === caller.connectorId &&
						webhook.objectType === query.objectType &&
						webhook.objectId.toLowerCase() === query.objectId.toLowerCase(),
				);
				return { webhooks: webhooks.map((webhook) => webhookView(webhook, webhook.callbackToken)) };
			},
		}),
		route({
			method: 'PUT',
			path: '/v1/webhook/:webhookId',
			scope: 'webhook.update',
			body: wire({
				objectId: text.optional(),
				objectType: objectType.optional(),
				eventTypes: eventTypes.optional(),
				callBackUrl: callBackUrl.optional(),
				...optionalFields,
				Active: active.optional(),
			}),
			async handle({ param, body, caller }) {
				const webhook = ownWebhook(ctx, caller, param('webhookId'));
				const objectId = body.objectId ?? webhook.objectId;
				const newType = body.objectType ?? webhook.objectType;
				checkObject(ctx, caller, newType, objectId);
				checkValidity(ctx, body.validity);
				if (body.callBackUrl !== undefined && body.callBackUrl !== webhook.callbackUrl) {
					await validateCallback(ctx, body.callBackUrl);
				}
				webhook.objectId = objectId;
				webhook.objectType = newType;
				webhook.events = body.eventTypes ?? webhook.events;
				webhook.callbackUrl = body.callBackUrl ?? webhook.callbackUrl;
				webhook.callbackToken = body.callBackToken ?? webhook.callbackToken;
				webhook.callbackContext = body.callBackContext ?? webhook.callbackContext;
				webhook.callbackHeaders = body.callBackHeaders ?? webhook.callbackHeaders;
				webhook.validity = body.validity ?? webhook.validity;
				webhook.active = body.Active ?? webhook.active;
				ctx.changed('webhook');
				return { webhookId: webhook.id };
			},
		}),
		route({
			method: 'DELETE',
			path: '/v1/webhook/:webhookId',
			scope: 'webhook.remove',
			handle({ param, caller }) {
				ctx.state.webhooks.delete(ownWebhook(ctx, caller, param('webhookId')).id);
				ctx.changed('webhook');
				return {};
			},
		}),
	];
}

/** The reply's names differ from the request's: `events`, `callback…`. */
export function webhookView(webhook: Webhook, callbackToken: string | null): JsonObject {
	const { id, objectId, objectType: type, events, callbackUrl, callbackContext, createdAt, validity } = webhook;
	return compact({
		id,
		objectId,
		objectType: type,
		events,
		filters: [],
		callbackUrl,
		callbackToken: callbackToken ?? undefined,
		callbackContext: callbackContext ?? undefined,
		ts: createdAt,
		validity,
		active: webhook.active,
	});
}

function ownWebhook(ctx: KaizalaContext, caller: Caller, id: string): Webhook {
	const webhook = ctx.state.webhooks.get(id.toLowerCase());
	if (!webhook || webhook.connectorId !== caller.connectorId) throw notFound(`The webhook ${id} was not found`);
	return webhook;
}

function checkObject(ctx: KaizalaContext, caller: Caller, type: ObjectType, objectId: string): void {
	if (type === 'Group') groupFor(ctx, caller, objectId);
	else if (type === 'Action') {
		const action = ctx.state.actions.get(objectId.toLowerCase());
		if (!action) throw notFound(`The action ${objectId} was not found`);
		groupFor(ctx, caller, findGroup(ctx, action.groupId).groupId);
	} else if (bareId(ctx, objectId) !== objectId) {
		throw notFound(`The action package ${objectId} was not found`);
	}
}

function checkValidity(ctx: KaizalaContext, validity: number | undefined): void {
	if (validity !== undefined && validity <= ctx.now()) throw invalidParameters('validity lies in the past');
}
