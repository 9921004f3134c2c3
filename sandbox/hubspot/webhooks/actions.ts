import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import { validateInput } from '../../core/validate';
import type { World } from '../state/world';
import type { Forgery } from './deliveries';
import { webhookInput } from './subscriptions';

const FIVE_MINUTES = 300_000;

/** What a forged call has to be refused for. */
const FORGERIES: Record<string, Forgery> = {
	unsigned: { signatures: 'none' },
	olderOnly: { signatures: 'v1' },
	wrongSecret: { secret: 'somebody-elses-secret' },
	changedBody: { body: '[{"subscriptionType":"ticket.creation","objectId":1}]' },
	stale: { shiftMs: -FIVE_MINUTES - 1_000 },
	future: { shiftMs: FIVE_MINUTES + 60_000 },
};

const payloads = z.array(z.record(z.unknown())).min(1);
const emitInput = z.object({ events: payloads }).strict();
const forgeInput = z
	.object({
		how: z.enum(['changedBody', 'future', 'olderOnly', 'stale', 'unsigned', 'wrongSecret']),
		events: payloads.default([{ subscriptionType: 'ticket.creation', objectId: 38_402_119_001 }]),
	})
	.strict();
const appInput = z
	.object({
		scopes: z.array(z.string()).optional(),
		optionalScopes: z.array(z.string()).optional(),
		redirectUris: z.array(z.string().url()).optional(),
	})
	.strict();
const empty = z.object({}).strict();

/** The settings of the app, and what HubSpot sends by itself. */
export function appActions(world: World): Record<string, (input: JsonObject) => Json | Promise<Json>> {
	const { webhooks, oauth } = world;
	return {
		setWebhook: (input) => {
			const { targetUrl, subscriptions } = validateInput(webhookInput, input);
			webhooks.configure(targetUrl, subscriptions);
			return webhooks.json();
		},
		emitEvents: (input) => webhooks.enqueue(validateInput(emitInput, input).events.map(asJson)),
		sendWebhooks: async (input) => {
			validateInput(empty, input);
			return await webhooks.send();
		},
		duplicateDelivery: async (input) =>
			await webhooks.duplicate(validateInput(z.object({ id: z.number().int().optional() }).strict(), input).id),
		forgeDelivery: async (input) => {
			const { how, events } = validateInput(forgeInput, input);
			return { status: await webhooks.forge(events.map(asJson), FORGERIES[how] ?? {}) };
		},
		setOAuthApp: (input) => {
			Object.assign(oauth.app, validateInput(appInput, input));
			return { ...oauth.app };
		},
		expireAccessTokens: (input) => {
			validateInput(empty, input);
			world.tokens.expireOAuth();
			return {};
		},
		uninstallApp: (input) => {
			validateInput(empty, input);
			oauth.revoke();
			return {};
		},
	};
}

/** What came in by `/_sandbox` is JSON. */
function asJson(value: Record<string, unknown>): JsonObject {
	const copy: JsonObject = JSON.parse(JSON.stringify(value));
	return copy;
}
