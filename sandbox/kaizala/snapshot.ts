import type { Json, JsonObject } from '../core/types';
import { responseView } from './actions/views';
import type { KaizalaContext } from './context';
import type { Group, Message, Post, SentAction } from './model';
import { subscriberView, memberView } from './groups/views';
import { personById } from './state';
import { iso, jsonCopy } from './wire';
import { webhookView } from './webhooks/routes';

/** Everything that the page and the tests may see: no tokens, PINs or secrets. */
export function snapshot(ctx: KaizalaContext): JsonObject {
	const { state } = ctx;
	return {
		groups: [...state.groups.values()].map((group) => groupShown(ctx, group)),
		messages: state.messages.map((message) => messageShown(ctx, message)),
		actions: [...state.actions.values()].map((action) => actionShown(ctx, action)),
		reactions: state.reactions.map(({ ticks, ...reaction }) => ({ ...reaction, ticks: String(ticks) })),
		packages: Object.fromEntries([...state.packages].map(([id, files]) => [id, jsonCopy(files)])),
		people: [...state.people.values()].map((person) => subscriberView(person)),
		connectors: [...state.connectors.values()].map(({ id, name, active }) => ({ id, name, active })),
		webhooks: [...state.webhooks.values()].map((webhook) => webhookView(webhook, null)),
		deliveries: state.deliveries.map((delivery) => jsonCopy(delivery)),
	};
}

function groupShown(ctx: KaizalaContext, group: Group): JsonObject {
	return {
		groupId: group.groupId,
		groupName: group.groupName,
		groupType: group.groupType,
		welcomeMessage: group.welcomeMessage,
		members: group.members.map(({ personId, role }) => memberView(personById(ctx.state, personId), role, true)),
		subscribers: group.subscriberIds.map((id) => subscriberView(personById(ctx.state, id))),
		subGroupIds: group.subGroupIds,
		packageIds: group.packageIds,
	};
}

function postShown(ctx: KaizalaContext, post: Post) {
	const sender = personById(ctx.state, post.senderId);
	return {
		referenceId: post.referenceId,
		groupId: post.groupId,
		sender: sender.mobileNumber,
		senderName: sender.name,
		audience: jsonCopy(post.audience),
		sentAt: iso(post.sentAt),
		replyToReferenceId: post.replyToReferenceId,
		readBy: post.readBy,
	};
}

const messageShown = (ctx: KaizalaContext, message: Message): JsonObject => ({
	...postShown(ctx, message),
	text: message.text,
});

function actionShown(ctx: KaizalaContext, action: SentAction): JsonObject {
	const kind: Record<string, Json> =
		action.packageId === null
			? { actionType: action.actionType }
			: { id: action.packageId, packageId: `${action.packageId}.${action.packageVersion ?? '1'}` };
	return {
		...postShown(ctx, action),
		actionId: action.actionId,
		...kind,
		title: action.title,
		actionBody: action.actionBody,
		questions: action.questions,
		properties: Object.fromEntries(action.properties.map(({ name, value }) => [name, value])),
		propertyTypes: Object.fromEntries(action.properties.map(({ name, type }) => [name, type])),
		version: action.version,
		updatedAt: iso(action.updatedAt),
		expiresAt: action.expiresAt === null ? null : iso(action.expiresAt),
		responses: action.responses.map((response) => ({
			...responseView(ctx, action, response),
			responseId: response.responseId,
			answers: response.answers,
			sentAt: iso(response.sentAt),
			updatedAt: iso(response.updatedAt),
		})),
		reminders: action.reminders.map(({ sentAt, audience }) => ({ sentAt: iso(sentAt), audience: jsonCopy(audience) })),
	};
}
