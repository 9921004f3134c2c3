import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../core/types';
import { descendantsOf, groupFor } from './access';
import type { Caller } from './access';
import type { KaizalaContext } from './context';
import { invalidParameters, notFound } from './errors';
import type { Group, Reaction } from './model';
import { findPost } from './recipients';
import { route } from './router';
import type { Route } from './router';
import { compact, text, unique, wire, wireEnum } from './wire';

const reactionType = wireEnum(['Like', 'Comment']);
const cursor = z
	.string()
	.regex(/^\d{1,19}$/)
	.default('0')
	.transform(BigInt);
const YEAR_1_TICKS = 621_355_968_000_000_000n;

/** Likes and comments. The literal `summary` comes before `{referenceId}`. */
export function reactionRoutes(ctx: KaizalaContext): Route[] {
	const path = '/v1/groups/:groupId/reaction';
	return [
		route({
			method: 'POST',
			path,
			scope: 'reaction.write',
			body: wire({ referenceId: text, sourceGroupId: text, reactionType, comment: z.string().optional() }),
			handle({ param, body, caller }) {
				const source = sourceGroup(ctx, caller, param('groupId'), body.sourceGroupId);
				checkPost(ctx, source, body.referenceId);
				if (body.reactionType === 'Comment' && !body.comment) throw invalidParameters('A comment needs its text');
				const reaction = react(ctx, caller, source, body.referenceId, body.reactionType, body.comment ?? '');
				return { reactionId: reaction.reactionId };
			},
		}),
		route({
			method: 'GET',
			path: `${path}/summary`,
			scope: 'reaction.read',
			query: wire({ sourceGroupId: text, cursor }),
			handle({ param, query, caller, reply }) {
				const source = sourceGroup(ctx, caller, param('groupId'), query.sourceGroupId);
				const page = pageAfter(ctx, query.cursor, (each) => each.sourceGroupId === source.groupId);
				const references = unique(page.map((each) => each.referenceId));
				const summary = references.map((referenceId) => summaryOf(ctx, source, referenceId));
				return withCursor(ctx, reply, page.at(-1)?.ticks ?? query.cursor, { summary });
			},
		}),
		route({
			method: 'GET',
			path: `${path}/:referenceId/summary`,
			scope: 'reaction.read',
			query: wire({ sourceGroupId: text }),
			handle({ param, query, caller }) {
				const source = sourceGroup(ctx, caller, param('groupId'), query.sourceGroupId);
				checkPost(ctx, source, param('referenceId'));
				return { summary: [summaryOf(ctx, source, param('referenceId'))] };
			},
		}),
		route({
			method: 'GET',
			path: `${path}/:referenceId`,
			scope: 'reaction.read',
			query: wire({ sourceGroupId: text, reactionType, cursor }),
			handle({ param, query, caller, reply }) {
				const source = sourceGroup(ctx, caller, param('groupId'), query.sourceGroupId);
				const referenceId = param('referenceId');
				checkPost(ctx, source, referenceId);
				const page = pageAfter(
					ctx,
					query.cursor,
					(each) => each.referenceId === referenceId && each.type === query.reactionType,
				);
				const reactionDetails = page.map(({ reactionId, userId, at, comment }) =>
					compact({ reactionId, userId, lastModifiedTime: at, comment: comment ?? undefined }),
				);
				return withCursor(ctx, reply, page.at(-1)?.ticks ?? query.cursor, { reactionDetails });
			},
		}),
	];
}

/** The group where the action was posted: the group of the path, or one above it. */
function sourceGroup(ctx: KaizalaContext, caller: Caller, groupId: string, sourceGroupId: string): Group {
	const group = groupFor(ctx, caller, groupId);
	const source = groupFor(ctx, caller, sourceGroupId);
	if (source !== group && !descendantsOf(ctx, source).includes(group)) {
		throw invalidParameters('sourceGroupId is neither the group nor one above it');
	}
	return source;
}

function checkPost(ctx: KaizalaContext, source: Group, referenceId: string): void {
	if (!findPost(ctx, source.groupId, referenceId)) throw notFound(`${referenceId} was not found in the source group`);
}

/** A second Like of the same user is the first one; there is no un-like. */
function react(
	ctx: KaizalaContext,
	caller: Caller,
	source: Group,
	referenceId: string,
	type: Reaction['type'],
	comment: string,
) {
	const liked = ctx.state.reactions.find(
		(each) =>
			type === 'Like' && each.type === type && each.referenceId === referenceId && each.userId === caller.person.id,
	);
	if (liked) return liked;
	const at = ctx.now();
	const previous = ctx.state.reactions.at(-1)?.ticks ?? 0n;
	const now = BigInt(Math.floor(at)) * 10_000n + YEAR_1_TICKS;
	const reaction: Reaction = {
		reactionId: ctx.core.guid(),
		referenceId,
		sourceGroupId: source.groupId,
		userId: caller.person.id,
		type,
		comment: type === 'Comment' ? comment : null,
		at,
		ticks: now > previous ? now : previous + 1n,
	};
	ctx.state.reactions.push(reaction);
	ctx.changed('reaction');
	return reaction;
}

function pageAfter(ctx: KaizalaContext, after: bigint, wanted: (reaction: Reaction) => boolean): Reaction[] {
	const later = ctx.state.reactions.filter((each) => each.ticks > after && wanted(each));
	return later.slice(0, ctx.switches.reactionPageSize);
}

function summaryOf(ctx: KaizalaContext, source: Group, referenceId: string): JsonObject {
	const all = ctx.state.reactions.filter(
		(each) => each.sourceGroupId === source.groupId && each.referenceId === referenceId,
	);
	const count = (type: Reaction['type']) => all.filter((each) => each.type === type).length;
	return { referenceId, reactionsCountMap: { like: count('Like'), comment: count('Comment') } };
}

/** The cursor exceeds 2^53, which JSON can carry as a number and JavaScript cannot: written into the text by hand. */
function withCursor(ctx: KaizalaContext, reply: FastifyReply, ticks: bigint, rest: JsonObject): null {
	const value = ctx.switches.reactionCursor === 'number' ? String(ticks) : `"${ticks}"`;
	const body = `{"cursor":${value},${JSON.stringify(rest).slice(1)}`;
	void reply.type('application/json; charset=utf-8').send(body);
	return null;
}
