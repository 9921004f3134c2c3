import { z } from 'zod';
import { groupFor } from './access';
import type { KaizalaContext } from './context';
import type { Audience, Group, Message, Person } from './model';
import { checkReply, recipientFields, replyField, resolveRecipients } from './recipients';
import { route } from './router';
import type { Route } from './router';
import { compact, wire } from './wire';

/** `POST /v1/groups/{g}/messages`. */
export function messageRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'POST',
			path: '/v1/groups/:groupId/messages',
			scope: 'textmessage.read',
			body: wire({ message: z.string().min(1).max(4000), ...recipientFields, ...replyField }),
			handle({ param, body, caller }) {
				const group = groupFor(ctx, caller, param('groupId'));
				const { audience, failed } = resolveRecipients(ctx, caller, group, body);
				checkReply(ctx, group, body.replyToReferenceId, audience);
				const message = postMessage(ctx, group, caller.person, body.message, audience, body.replyToReferenceId);
				return compact({ referenceId: message.referenceId, failedResult: failed.length > 0 ? failed : undefined });
			},
		}),
	];
}

export function postMessage(
	ctx: KaizalaContext,
	group: Group,
	sender: Person,
	text: string,
	audience: Audience,
	replyToReferenceId?: string,
): Message {
	const message: Message = {
		referenceId: ctx.core.guid(),
		groupId: group.groupId,
		senderId: sender.id,
		audience,
		sentAt: ctx.now(),
		replyToReferenceId: replyToReferenceId ?? null,
		readBy: [],
		text,
	};
	ctx.state.messages.push(message);
	const { groupId, referenceId } = message;
	ctx.emit({ eventType: 'TextMessageCreated', groupId, eventId: referenceId, from: sender, data: { text } });
	return message;
}
