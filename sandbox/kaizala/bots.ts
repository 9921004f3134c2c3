import { adminGroupFor } from './access';
import type { Caller } from './access';
import { issueAccessToken } from './auth/tokens';
import type { KaizalaContext } from './context';
import { forbidden, notFound } from './errors';
import { knownMedia } from './media/resources';
import type { Person } from './model';
import { route } from './router';
import type { Route } from './router';
import { personById } from './state';
import { text, wire } from './wire';

/** Bots: never in the docs, known from clients. A bot is a user without a phone who posts with its own token. */
export function botRoutes(ctx: KaizalaContext): Route[] {
	const bot = wire({ name: text, profilePic: text.optional() });
	return [
		route({
			method: 'POST',
			path: '/v1/bot',
			scope: 'profile.write',
			body: bot,
			handle({ body, caller }) {
				if (body.profilePic !== undefined) knownMedia(ctx, body.profilePic, 'Image');
				const id = ctx.core.guid();
				const profilePic = body.profilePic ?? '';
				ctx.state.people.set(id, { id, mobileNumber: '', name: body.name, isProvisioned: true, profilePic });
				ctx.state.bots.set(id, { creatorId: caller.person.id });
				ctx.changed('bot');
				return { botUserId: id };
			},
		}),
		route({
			method: 'GET',
			path: '/v1/bot',
			scope: 'profile.write',
			handle: ({ caller }) => ({
				bots: [...ctx.state.bots]
					.filter(([, { creatorId }]) => creatorId === caller.person.id)
					.map(([botUserId]) => botView(personById(ctx.state, botUserId), caller.person)),
			}),
		}),
		route({
			method: 'GET',
			path: '/v1/bot/accessToken/:botUserId',
			scope: 'profile.write',
			handle({ param, caller }) {
				const { id } = ownBot(ctx, caller, param('botUserId'));
				const holder = { connectorId: caller.connectorId, kind: 'user', personId: id, groupId: null } as const;
				const access = issueAccessToken(ctx, holder);
				return { accessToken: access.token, accessTokenExpiry: access.expiresAt, scope: 'token.write' };
			},
		}),
		route({
			method: 'PUT',
			path: '/v1/bot/:botUserId',
			scope: 'profile.write',
			body: wire({ name: text.optional(), profilePic: text.optional() }),
			handle({ param, body, caller }) {
				const person = ownBot(ctx, caller, param('botUserId'));
				if (body.profilePic !== undefined) knownMedia(ctx, body.profilePic, 'Image');
				person.name = body.name ?? person.name;
				person.profilePic = body.profilePic ?? person.profilePic;
				ctx.changed('bot');
				return { botUserId: person.id };
			},
		}),
		route({
			method: 'DELETE',
			path: '/v1/bot/:botUserId',
			scope: 'profile.write',
			handle({ param, caller }) {
				const { id } = ownBot(ctx, caller, param('botUserId'));
				ctx.state.bots.delete(id);
				for (const group of ctx.state.groups.values()) {
					group.members = group.members.filter((member) => member.personId !== id);
				}
				for (const token of ctx.state.accessTokens.values()) if (token.personId === id) token.expiresAt = 0;
				ctx.changed('bot');
				return {};
			},
		}),
		route({
			method: 'POST',
			path: '/v1/groups/:groupId/bot',
			scope: 'groupmember.write',
			body: wire({ botUserId: text }),
			handle({ param, body, caller }) {
				const group = adminGroupFor(ctx, caller, param('groupId'));
				const { id } = ownBot(ctx, caller, body.botUserId);
				if (!group.members.some((member) => member.personId === id)) {
					group.members.push({ personId: id, role: 'Member' });
				}
				ctx.changed('members');
				return { result: true };
			},
		}),
	];
}

function ownBot(ctx: KaizalaContext, caller: Caller, botUserId: string): Person {
	const id = botUserId.toLowerCase();
	const bot = ctx.state.bots.get(id);
	const person = ctx.state.people.get(id);
	if (!bot || !person) throw notFound(`The bot ${botUserId} was not found`);
	if (bot.creatorId !== caller.person.id) throw forbidden('The bot was made by somebody else');
	return person;
}

const botView = (bot: Person, creator: Person) => ({
	botUserId: bot.id,
	name: bot.name,
	profilePic: bot.profilePic,
	tenantId: '30cc0000-0000-4000-8000-000000000001',
	creatorId: creator.id,
	creator: creator.mobileNumber,
	creatorName: creator.name,
	creatorProfilePic: creator.profilePic,
	status: 'Active',
});
