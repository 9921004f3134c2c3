import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { roleIn } from './access';
import type { Caller } from './access';
import type { KaizalaContext } from './context';
import { forbidden, invalidParameters, notFound } from './errors';
import type { Audience, Group, Post } from './model';
import { isPhone, personByPhone } from './state';
import { flag, text, unique } from './wire';

/** The two fields that messages, cards and reminders share. */
export const recipientFields = {
	subscribers: z.array(z.string()).min(1).optional(),
	sendToAllSubscribers: flag.optional(),
};
export const replyField = { replyToReferenceId: text.optional() };

interface Recipients {
	subscribers?: string[] | undefined;
	sendToAllSubscribers?: boolean | undefined;
}

export interface Resolved {
	audience: Audience;
	failed: JsonObject[];
}

export function resolveRecipients(ctx: KaizalaContext, caller: Caller, group: Group, fields: Recipients): Resolved {
	const { subscribers, sendToAllSubscribers } = fields;
	if (group.groupType !== 'ConnectGroup' && (subscribers || sendToAllSubscribers)) {
		throw invalidParameters('subscribers and sendToAllSubscribers are for managed public groups only');
	}
	if (subscribers && sendToAllSubscribers) {
		throw invalidParameters('sendToAllSubscribers has to be false when subscribers are named');
	}
	if (sendToAllSubscribers) {
		if (roleIn(ctx, caller, group) !== 'Admin') throw forbidden('Only an admin may send to all subscribers');
		return { audience: { kind: 'allSubscribers' }, failed: [] };
	}
	// Neither field: members and admins only.
	if (!subscribers) return { audience: { kind: 'group' }, failed: [] };
	return namedSubscribers(ctx, group, unique(subscribers));
}

function namedSubscribers(ctx: KaizalaContext, group: Group, subscribers: string[]): Resolved {
	const limit = ctx.switches.maxSubscribersPerSend;
	if (limit > 0 && subscribers.length > limit) throw invalidParameters(`At most ${limit} subscribers per call`);
	const phones: string[] = [];
	const failed: JsonObject[] = [];
	for (const subscriber of subscribers) {
		const person = personByPhone(ctx.state, subscriber);
		const fail = (errorCode: string, errorReason: string) =>
			failed.push({ subscriber, subscriberId: person?.id ?? '', errorReason, errorCode });
		if (!isPhone(subscriber)) fail('InvalidPhoneNumber', 'The phone number is not valid');
		else if (!person || !group.subscriberIds.includes(person.id)) {
			fail('NotASubscriber', 'The phone number has not subscribed to the group');
		} else phones.push(subscriber);
	}
	return { audience: { kind: 'subscribers', phones }, failed };
}

export function findPost(ctx: KaizalaContext, groupId: string, referenceId: string): Post | undefined {
	const posts: Post[] = [...ctx.state.messages, ...ctx.state.actions.values()];
	return posts.find((post) => post.groupId === groupId && post.referenceId === referenceId);
}

/** A reply to something that went to chosen subscribers has to name the same subscribers again. */
export function checkReply(ctx: KaizalaContext, group: Group, referenceId: string | undefined, audience: Audience) {
	if (referenceId === undefined) return;
	const original = findPost(ctx, group.groupId, referenceId);
	if (!original) throw notFound(`The message ${referenceId} was not found in the group`);
	if (original.audience.kind !== 'subscribers') return;
	const wanted = [...original.audience.phones].sort().join();
	const given = audience.kind === 'subscribers' ? [...audience.phones].sort().join() : '';
	if (wanted !== given) throw invalidParameters('A reply has to name the subscribers of the original message');
}
