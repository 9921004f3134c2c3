import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { adminGroupFor, groupFor } from '../access';
import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import type { Group } from '../model';
import { route } from '../router';
import type { Route } from '../router';
import { isPhone, personByPhone, personById, personForPhone } from '../state';
import { compact, text, unique, wire } from '../wire';
import { subscriberView } from './views';

const PAGE = 50;
const phones = wire({ subscribers: z.array(z.string()).min(1) });

/** `/v1/groups/{g}/subscribers`: managed public groups only. */
export function subscriberRoutes(ctx: KaizalaContext): Route[] {
	const path = '/v1/groups/:groupId/subscribers';
	return [
		route({
			method: 'PUT',
			path: `${path}/add`,
			scope: 'groupmember.write',
			body: phones,
			handle({ param, body, caller }) {
				const group = publicGroup(adminGroupFor(ctx, caller, param('groupId')));
				return eachPhone(ctx, body.subscribers, (phone) => add(ctx, group, phone));
			},
		}),
		route({
			method: 'PUT',
			path: `${path}/remove`,
			scope: 'groupmember.remove',
			body: phones,
			handle({ param, body, caller }) {
				const group = publicGroup(adminGroupFor(ctx, caller, param('groupId')));
				return eachPhone(ctx, body.subscribers, (phone) => remove(ctx, group, phone));
			},
		}),
		// A list call despite its method.
		route({
			method: 'POST',
			path,
			scope: 'groupmember.read',
			body: wire({ count: z.number().int().min(1).max(PAGE).optional(), cursor: text.optional() }),
			handle: ({ param, body, caller }) => page(ctx, caller, param('groupId'), body.count ?? PAGE, body.cursor),
		}),
		// One client used GET: it gets the first page.
		route({
			method: 'GET',
			path,
			scope: 'groupmember.read',
			handle: ({ param, caller }) => page(ctx, caller, param('groupId'), PAGE, undefined),
		}),
	];
}

function publicGroup(group: Group): Group {
	if (group.groupType !== 'ConnectGroup') throw invalidParameters('Only a managed public group has subscribers');
	return group;
}

function page(ctx: KaizalaContext, caller: Caller, groupId: string, count: number, cursor?: string): JsonObject {
	const group = publicGroup(groupFor(ctx, caller, groupId));
	const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64url').toString().replace('after:', ''));
	if (!Number.isInteger(start) || start < 0) throw invalidParameters('Invalid parameters: body.cursor');
	const end = start + count;
	const subscribers = group.subscriberIds.slice(start, end).map((id) => subscriberView(personById(ctx.state, id)));
	const more = end < group.subscriberIds.length;
	return compact({
		subscribers,
		cursor: more ? Buffer.from(`after:${end}`).toString('base64url') : undefined,
	});
}

function eachPhone(ctx: KaizalaContext, list: string[], act: (phone: string) => JsonObject): JsonObject {
	const result = Object.fromEntries(unique(list).map((phone) => [phone, act(phone)]));
	ctx.changed('subscribers');
	return { result };
}

function add(ctx: KaizalaContext, group: Group, phone: string): JsonObject {
	if (!isPhone(phone)) {
		return { isAdded: false, errorCode: 'InvalidPhoneNumber', errorReason: 'The phone number is not valid' };
	}
	const person = personForPhone(ctx.state, phone, ctx.core.guid);
	if (!group.subscriberIds.includes(person.id)) group.subscriberIds.push(person.id);
	return { isAdded: true };
}

function remove(ctx: KaizalaContext, group: Group, phone: string): JsonObject {
	const person = personByPhone(ctx.state, phone);
	if (!person || !group.subscriberIds.includes(person.id)) {
		return { isRemoved: false, errorCode: 'NotASubscriber', errorReason: 'The phone number has not subscribed' };
	}
	group.subscriberIds = group.subscriberIds.filter((id) => id !== person.id);
	return { isRemoved: true };
}
