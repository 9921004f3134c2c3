import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { SandboxCore, SandboxService, ServiceFactory, VendorReply } from '../core/types';
import { createActions } from './actions';
import { seedConversations } from './conversations/seed';
import { errorForStatus, HubSpotError } from './errors';
import { associationBatchRoutes } from './routes/associationBatch';
import { associationRoutes } from './routes/associations';
import { batchRoutes } from './routes/batch';
import { conversationRoutes } from './routes/conversations';
import { fileRoutes } from './routes/files';
import { inboxRoutes } from './routes/inboxes';
import { legacyRoutes } from './routes/legacy';
import { messageRoutes } from './routes/messages';
import { metadataRoutes } from './routes/metadata';
import { oauthRoutes } from './routes/oauth';
import { objectRoutes } from './routes/objects';
import { searchRoutes } from './routes/search';
import { seed, SEED_END } from './seed';
import { snapshot } from './snapshot';
import { DEFAULT_SWITCHES, type HubSpotSwitches, SWITCH_VALUES } from './switches';
import { World } from './state/world';
import { LOGINS, webhookSource } from './webhooks/source';
import { WORDS } from './words';

export type { HubSpotSwitches } from './switches';

const PREFIX = '/hubspot';
const ROUTES = [
	objectRoutes,
	batchRoutes,
	searchRoutes,
	associationRoutes,
	associationBatchRoutes,
	metadataRoutes,
	fileRoutes,
	inboxRoutes,
	conversationRoutes,
	messageRoutes,
	legacyRoutes,
];

/** HubSpot's ticket side: the tickets, what they hang on, and the account around them. */
export const createHubSpot: ServiceFactory = (core) => {
	const world = new World(
		core,
		() => core.switches(service),
		(fresh) => {
			const shift = core.seedShift(SEED_END);
			seed(fresh, shift);
			seedConversations(fresh, shift);
		},
	);
	world.listeners.push((event) => core.changed('hubspot', event.kind, { id: event.id, typeId: event.typeId }));
	const service: SandboxService<HubSpotSwitches> = {
		name: 'hubspot',
		prefix: PREFIX,
		words: WORDS,
		logins: LOGINS,
		webhookSource: webhookSource(world),
		defaultSwitches: DEFAULT_SWITCHES,
		switchValues: SWITCH_VALUES,
		routes: (app) => addRoutes(app, core, world),
		reset: () => world.reset(),
		snapshot: () => snapshot(world),
		meters: () => world.limits.meters(world.switches, core.clock.now()),
		file(id) {
			const stored = world.files.get(id);
			return stored && { name: `${stored.name}.${stored.extension}`, bytes: stored.bytes };
		},
		actions: createActions(world),
		errorReply: (status, reason) => replyWith(errorForStatus(status, reason), core.guid()),
	};
	return service;
};

/** In a scope of its own, because the error handler differs from the core's: it knows HubSpot's errors. */
async function addRoutes(app: FastifyInstance, core: SandboxCore, world: World): Promise<void> {
	await app.register(async (scope) => {
		await scope.register(multipart, { throwFileSizeLimit: false });
		scope.addHook('onRequest', async (_request, reply) => {
			void reply.header('x-hubspot-correlation-id', core.guid());
		});
		scope.setErrorHandler((error: FastifyError, _request, reply) => {
			const known = error instanceof HubSpotError ? error : errorForStatus(error.statusCode ?? 500, error.message);
			const answer = replyWith(known, String(reply.getHeader('x-hubspot-correlation-id')));
			return reply
				.code(answer.status)
				.headers(answer.headers ?? {})
				.send(answer.body);
		});
		for (const add of ROUTES) add(scope, world, PREFIX);
		oauthRoutes(scope, world);
	});
}

/** The correlation id stands in the body and in a header. */
function replyWith(error: HubSpotError, correlationId: string): VendorReply {
	const { status, headers, body } = error.reply(correlationId);
	return { status, headers: { ...headers, 'x-hubspot-correlation-id': correlationId }, body };
}
