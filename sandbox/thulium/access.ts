import basicAuth from '@fastify/basic-auth';
import type { FastifyInstance } from 'fastify';
import type { Meter } from '../core/types';
import { refuse, ThuliumError } from './problems';
import { API_USERS } from './seed';
import type { World } from './world';

const RATE_WINDOW_MS = 5_000;

/** The clock of the system as HTTP shows it. */
export function clockHeader(app: FastifyInstance, world: World): void {
	app.addHook('onRequest', async (_request, reply) => {
		if (world.switches().dateHeader) void reply.header('date', new Date(world.now()).toUTCString());
		else reply.raw.sendDate = false;
	});
}

/** Basic authentication, then the permission of the API user, then the content type. */
export async function guard(app: FastifyInstance, world: World): Promise<void> {
	const limited = new WeakSet<object>();
	await app.register(basicAuth, {
		authenticate: { realm: 'Thulium API' },
		validate(user, password, request, _reply, done) {
			const known = Object.hasOwn(API_USERS, user) ? API_USERS[user] : undefined;
			if (known?.limited === true) limited.add(request.raw);
			done(known?.password === password ? undefined : new ThuliumError(401, { name: 'unauthorized' }));
		},
	});
	app.addHook('onRequest', app.basicAuth);
	app.addHook('onRequest', async () => {
		const { rateLimit } = world.switches();
		if (rateLimit === 0) return;
		forgetOldCalls(world);
		if (world.calls.length >= rateLimit) throw new ThuliumError(429, { name: 'tooMany' });
		world.calls.push(world.now());
	});
	app.addHook('onRequest', async (request) => {
		if (request.is404) return;
		const path = (request.routeOptions.url ?? '').replace('/thulium/api/', '');
		const permitted = world.switches().limitedPermissions.includes(`${request.method} ${path}`);
		if (limited.has(request.raw) && !permitted) throw new ThuliumError(403, { name: 'forbidden' });
		const length = Number(request.headers['content-length'] ?? 0);
		const writes = length > 0 || request.headers['transfer-encoding'] !== undefined;
		const json = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
		if (writes && path !== 'temporary_files' && !json) throw refuse('body');
	});
}

/** No limit is documented: there is a meter only while the switch sets one. */
export function callMeters(world: World): Meter[] {
	const { rateLimit: limit } = world.switches();
	if (limit === 0) return [];
	forgetOldCalls(world);
	return [{ name: 'calls', label: 'Calls', used: world.calls.length, limit, windowMs: RATE_WINDOW_MS }];
}

function forgetOldCalls(world: World): void {
	const now = world.now();
	world.calls = world.calls.filter((at) => at > now - RATE_WINDOW_MS && at <= now);
}
