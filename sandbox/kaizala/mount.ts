import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../core/types';
import { callerOf } from './auth/tokens';
import type { Caller } from './access';
import type { KaizalaContext } from './context';
import { KaizalaError, errorForStatus, invalidParameters, unsupportedMedia } from './errors';
import { countCall } from './limits';
import type { MovedListener } from './moved';
import { findRoute } from './router';
import type { Route } from './router';
import { requireScope } from './scopes';

const JSON_TYPE = /^application\/(.+\+)?json(;|$)/i;
/** Not `*`: Fastify does not tell the core that a scope has such a parser, and the core's own would replace it. */
const ANY_TYPE = /^.*$/;

/** What the checks before the handler found. */
interface Admitted {
	route: Route;
	params: Map<string, string>;
	caller: Caller | null;
}

/**
 * Registers one wildcard route: Kaizala's route segments are case-insensitive and take a trailing slash, which
 * would otherwise be an option of the whole process. The checks run in a hook, so that the journal can tell a refused
 * call from one that took effect.
 */
export async function mount(app: FastifyInstance, ctx: KaizalaContext, routes: Route[], moved: MovedListener) {
	await addParsers(app);
	const admitted = new WeakMap<FastifyRequest, Admitted>();

	app.setErrorHandler((error, _request, reply) => refuse(ctx, reply, error));
	app.addHook('preHandler', async (request, reply) => {
		const { route, params } = findRoute(routes, request.method, pathOf(request));
		const location = await moved.locationFor(request, route.half);
		if (location !== null) return await reply.code(308).header('location', location).send();
		admitted.set(request, { route, params, caller: admit(ctx, route, request) });
		return undefined;
	});
	app.all('/*', async (request, reply) => {
		const found = admitted.get(request);
		if (!found) throw errorForStatus(500, 'The request was not admitted');
		const answer = await found.route.run({ request, reply, params: found.params }, found.caller);
		return answer === null ? reply : await reply.send(withBooleans(ctx, answer));
	});
}

/** Token, then rate, then permission: a call without a valid token counts for nobody. */
function admit(ctx: KaizalaContext, route: Route, request: FastifyRequest): Caller | null {
	if (route.scope === null) return null;
	const caller = callerOf(ctx, request.headers.accesstoken);
	countCall(ctx, caller.connectorId);
	requireScope(ctx, route.scope);
	return caller;
}

/** The path below the mount, still encoded: `%40` is decoded once, by the router. */
function pathOf(request: FastifyRequest): string {
	const path = request.url.split('?', 1)[0] ?? '';
	return path.replace(/^\/kaizala/i, '');
}

async function addParsers(app: FastifyInstance): Promise<void> {
	app.removeAllContentTypeParsers();
	await app.register(multipart);
	// First, because Fastify tries the newest pattern first.
	app.addContentTypeParser(ANY_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
		const type = request.headers['content-type'];
		if (body.length === 0) done(null, undefined);
		else done(unsupportedMedia(`The content type ${type ?? '(none)'} is not supported`));
	});
	app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (_request, body, done) => {
		const parsed = parseJson(String(body));
		if (parsed.failed) done(invalidParameters('The request body is not valid JSON'));
		else done(null, parsed.value);
	});
	app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
		// Only the OAuth exchange takes a form.
		if (/\/oauth\/token\/?(\?|$)/i.test(request.url)) done(null, Object.fromEntries(new URLSearchParams(String(body))));
		else if (body === '') done(null, undefined);
		else done(unsupportedMedia('The body has to be JSON'));
	});
}

/** An empty body with a JSON content type counts as none. */
function parseJson(text: string): { failed: boolean; value?: unknown } {
	try {
		return { failed: false, value: text === '' ? undefined : JSON.parse(text) };
	} catch {
		return { failed: true };
	}
}

/** The string-boolean quirk of 3. */
function withBooleans(ctx: KaizalaContext, answer: JsonObject): JsonObject {
	if (!ctx.switches.stringBooleans) return answer;
	return Object.fromEntries(
		Object.entries(answer).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
	);
}

function refuse(ctx: KaizalaContext, reply: FastifyReply, thrown: unknown): FastifyReply {
	const error = thrown instanceof KaizalaError ? thrown : errorForStatus(statusOf(thrown), messageOf(thrown));
	const quirk = ctx.switches.errorsWith200 && error.status >= 400 && error.status < 500 && error.status !== 429;
	return reply
		.code(quirk ? 200 : error.status)
		.headers(error.headers)
		.send(error.body);
}

function statusOf(thrown: unknown): number {
	if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return 500;
	return typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
}

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));
