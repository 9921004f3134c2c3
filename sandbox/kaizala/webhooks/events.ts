import type { JsonObject } from '../../core/types';
import { compact } from '../wire';
import type { EventType, Person, Webhook } from '../model';
import type { KaizalaSwitches } from '../switches';

/** Something that happened, before it is known who listens. */
export interface EventInput {
	eventType: EventType;
	groupId: string;
	data: JsonObject;
	eventId?: string;
	actionId?: string;
	/** Bare id. */
	packageId?: string;
	/** Left out for anonymous answers and for what the service does by itself. */
	from?: Person;
	isBot?: boolean;
}

export function listensTo(webhook: Webhook, event: EventInput, now: number): boolean {
	if (!webhook.active || webhook.validity <= now || !webhook.events.includes(event.eventType)) return false;
	const subject = { Group: event.groupId, Action: event.actionId, ActionPackage: event.packageId }[webhook.objectType];
	return subject?.toLowerCase() === webhook.objectId.toLowerCase();
}

/** What a call carries besides its event: what the webhook asked for, and its token. */
export const callHeaders = ({ callbackHeaders, callbackToken }: Webhook): Record<string, string> => ({
	...callbackHeaders,
	'content-type': 'application/json; charset=utf-8',
	...(callbackToken === null ? {} : { 'kz-callback-token': callbackToken }),
});

/** What every event carries around its data. */
export function envelope(
	webhook: Webhook,
	event: EventInput,
	eventId: string,
	{ eventGroupId }: Pick<KaizalaSwitches, 'eventGroupId'>,
): JsonObject {
	const { from } = event;
	return compact({
		subscriptionId: webhook.id,
		objectId: webhook.objectId,
		objectType: webhook.objectType,
		eventType: event.eventType,
		eventId,
		data: event.data,
		context: webhook.callbackContext ?? undefined,
		fromUser: from?.mobileNumber ?? '',
		fromUserId: from?.id ?? '',
		fromUserName: from?.name ?? '',
		fromUserProfilePic: from?.profilePic ?? '',
		isBotfromUser: event.isBot ?? false,
		...(eventGroupId ? { groupId: event.groupId, sourceGroupId: event.groupId } : {}),
	});
}
