import type { FastifyInstance } from 'fastify';
import type { SandboxCore, SandboxService, ServiceFactory } from '../core/types';
import type { KaizalaContext } from './context';
import { errorForStatus, notFound } from './errors';
import { callMeters } from './limits';
import { mount, refusal } from './mount';
import { MovedListener } from './moved';
import { peopleActions } from './people';
import { kaizalaRoutes } from './routes';
import { seedState } from './seed';
import { snapshot } from './snapshot';
import { DEFAULT_SWITCHES, SWITCH_VALUES } from './switches';
import type { KaizalaSwitches } from './switches';
import { Deliveries } from './webhooks/deliveries';
import { LOGINS, webhookSource } from './webhooks/source';
import { WORDS } from './words';

export { SEED_CONNECTORS, SEED_GROUPS, SEED_PHONES, SEED_REDIRECT_URL } from './seed';

const PREFIX = '/kaizala';

/** Microsoft Kaizala's connector API, which the vendor retired in August 2023: this is the only one left to test with. */
export const createKaizala: ServiceFactory = (core: SandboxCore) => {
	let state = seedState(core.clock.now());

	const ctx: KaizalaContext = {
		core,
		get state() {
			return state;
		},
		get switches() {
			return core.switches(service);
		},
		get endpointUrl() {
			return core.baseUrl + PREFIX;
		},
		now: () => core.clock.now(),
		emit(event) {
			core.changed('kaizala', event.eventType, { groupId: event.groupId });
			deliveries.enqueue(event);
		},
		changed: (what) => core.changed('kaizala', what),
	};
	const deliveries = new Deliveries(ctx);
	const moved = new MovedListener(ctx);

	const service: SandboxService<KaizalaSwitches> = {
		name: 'kaizala',
		prefix: PREFIX,
		words: WORDS,
		logins: LOGINS,
		webhookSource: webhookSource(ctx),
		defaultSwitches: DEFAULT_SWITCHES,
		switchValues: SWITCH_VALUES,
		publicKeys: ['accessTokenExpiry', 'refreshTokenExpiry'],
		actions: peopleActions(ctx, deliveries),
		async routes(app: FastifyInstance) {
			// A scope of its own, because the core has set an error handler on this one.
			await app.register((scope) => mount(scope, ctx, kaizalaRoutes(ctx), moved));
			app.addHook('onClose', async () => {
				deliveries.stop();
				await moved.close();
			});
		},
		// Segments compare without regard to case.
		routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
		unknownPath({ method, url }) {
			const path = url.slice(PREFIX.length).split('?', 1)[0] ?? '';
			return refusal(ctx, notFound(`No HTTP resource was found that matches the request: ${method} ${path}`));
		},
		reset() {
			deliveries.stop();
			state = seedState(core.clock.now());
		},
		snapshot: () => snapshot(ctx),
		meters: () => callMeters(ctx),
		errorReply(status, reason) {
			const error = errorForStatus(status, reason);
			return { status, headers: error.headers, body: error.body };
		},
	};
	return service;
};
