import type { FastifyError, FastifyInstance } from 'fastify';
import { sendVendorReply } from '../core/http/mount';
import type { JsonObject, SandboxCore, SandboxService } from '../core/types';
import { teamsActions } from './actions';
import { loginRoutes } from './auth';
import { badRequest, errorReply, GraphError } from './errors';
import { LOGINS } from './logins';
import { messageRoutes } from './messages';
import { CONVERSATIONS, PEOPLE, TEAM } from './seed';
import type { TeamsSwitches } from './types';
import { World } from './world';
import { WORDS } from './words';

const defaultSwitches: TeamsSwitches = {
	writesPerSecond: 1,
	retryAfter: 1,
	largestMessage: 28 * 1024,
	appOnlyStatus: 403,
	scopes: [
		'User.Read',
		'Chat.ReadWrite',
		'ChannelMessage.Send',
		'ChannelMessage.ReadWrite',
		'ChannelMessage.Read.All',
		'ChannelMember.Read.All',
	],
	tokenSeconds: 3600,
	rotateRefreshTokens: false,
	patchStatus: 204,
	unknownFields: 'refuse',
};

/** Query parameters of lists; others take none. */
const LIST_QUERY = ['$top'];

/** The part of Microsoft Graph by which cards are sent to Teams and changed there. */
export function createTeams(core: SandboxCore): SandboxService<TeamsSwitches> {
	const world: World = new World(core, () => core.switches(service));
	const service: SandboxService<TeamsSwitches> = {
		name: 'teams',
		prefix: '/teams',
		words: WORDS,
		logins: LOGINS,
		defaultSwitches,
		switchValues: {
			appOnlyStatus: [403, 401],
			patchStatus: [204, 200],
			unknownFields: ['refuse', 'ignore'],
		},
		async routes(app) {
			await app.register(async (scope) => graph(scope, world), { prefix: '/v1.0' });
			await app.register(async (scope) => loginRoutes(scope, world), { prefix: '/common/oauth2/v2.0' });
		},
		reset: () => world.reset(),
		snapshot: () => snapshot(world),
		meters: () =>
			world.switches().writesPerSecond === 0
				? []
				: CONVERSATIONS.map(({ id, name }) => ({
						name: id,
						label: name,
						used: world.writesIn(id),
						limit: world.switches().writesPerSecond,
						windowMs: 1_000,
					})),
		actions: teamsActions(world),
		errorReply: (status, reason) => errorReply(core.clock.date(), core.guid(), status, reason),
	};
	return service;
}

function graph(app: FastifyInstance, world: World): void {
	app.setErrorHandler((error: FastifyError, _request, reply) => {
		const status = error.statusCode ?? 500;
		const { retryAfter } = world.switches();
		if (status === 429 && retryAfter !== null) void reply.header('Retry-After', String(retryAfter));
		const { core } = world;
		const code = error instanceof GraphError ? error.code : undefined;
		return sendVendorReply(reply, errorReply(core.clock.date(), core.guid(), status, error.message, code));
	});
	app.addHook('preValidation', async (request) => {
		const allowed = request.method === 'GET' && /s$/.test(request.routeOptions.url ?? '') ? LIST_QUERY : [];
		const unknown = Object.keys(request.query as object).filter((name) => !allowed.includes(name));
		if (unknown.length > 0) throw badRequest(`Query option ${unknown.join(', ')} is not allowed`);
		const writes = request.method === 'POST' || request.method === 'PATCH';
		if (writes && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
			throw badRequest('The Content-Type has to be application/json');
		}
	});
	messageRoutes(app, world);
}

function snapshot(world: World): JsonObject {
	return {
		team: { ...TEAM },
		people: PEOPLE.map((person) => ({ ...person })),
		conversations: CONVERSATIONS.map((each) => ({ ...each })),
		messages: world.messages.map((message) => ({
			id: message.id,
			conversationId: message.conversationId,
			replyToId: message.replyToId,
			from: message.from,
			body: { ...message.body },
			cards: message.attachments.map(({ content }) => content ?? ''),
			createdAt: new Date(message.createdAt).toISOString(),
			editedAt: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
			changes: message.changes,
		})),
	};
}
