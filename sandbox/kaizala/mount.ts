import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addEndpoint } from '../core/http/endpoint';
import { sendVendorReply } from '../core/http/mount';
import type { JsonObject, VendorReply } from '../core/types';
import { callerOf } from './auth/tokens';
import type { Caller } from './access';
import type { KaizalaContext } from './context';
import { KaizalaError, errorForStatus, invalidParameters, unsupportedMedia } from './errors';
import { countCall } from './limits';
import type { MovedListener } from './moved';
import type { Route } from './router';
import { asPrinted } from './printed';
import { requireScope } from './scopes';

const JSON_TYPE = /^application\/(.+\+)?json(;|$)/i;
/** Not `*`: Fastify does not tell the core that a scope has such a parser, and the core's own would replace it. */
const ANY_TYPE = /^.*$/;

export async function mount(app: FastifyInstance, ctx: KaizalaContext, routes: Route[], moved: MovedListener) {
	await addParsers(app, ctx);
	app.setErrorHandler((error, _request, reply) => sendVendorReply(reply, refusal(ctx, error)));
	for (const route of routes) {
		addEndpoint(app, {
			method: route.method,
			url: route.path,
			async admit(request, reply) {
				const location = await moved.locationFor(request, route.half);
				if (location === null) return admit(ctx, route, request);
				await reply.code(308).header('location', location).send();
				return null;
			},
			async handle(caller, request, reply) {
				const answer = await route.run(caller, request, reply);
				return answer === null ? undefined : withBooleans(ctx, answer);
			},
		});
	}
}

/** Token, then rate, then permission: a call without a valid token counts for nobody. */
function admit(ctx: KaizalaContext, route: Route, request: FastifyRequest): Caller | null {
	if (route.scope === null) return null;
	const caller = callerOf(ctx, request.headers.accesstoken);
	countCall(ctx, caller.connectorId);
	requireScope(ctx, route.scope);
	return caller;
}

async function addParsers(app: FastifyInstance, ctx: KaizalaContext): Promise<void> {
	app.removeAllContentTypeParsers();
	await app.register(multipart);
	// First, because Fastify tries the newest pattern first.
	app.addContentTypeParser(ANY_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
		const type = request.headers['content-type'];
		if (body.length === 0) done(null, undefined);
		else done(unsupportedMedia(`The content type ${type ?? '(none)'} is not supported`));
	});
	app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (_request, body, done) => {
		const parsed = parseJson(ctx.switches.printedRequests ? asPrinted(String(body)) : String(body));
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

/** Some of Kaizala's replies had texts for booleans. */
function withBooleans(ctx: KaizalaContext, answer: JsonObject): JsonObject {
	if (!ctx.switches.stringBooleans) return answer;
	return Object.fromEntries(
		Object.entries(answer).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
	);
}

/** What Kaizala answers to a request that failed. */
export function refusal(ctx: KaizalaContext, thrown: unknown): VendorReply {
	const error = thrown instanceof KaizalaError ? thrown : errorForStatus(statusOf(thrown), messageOf(thrown));
	const { statusCode: status, headers, body } = error;
	const hidden = ctx.switches.errorsWith200 && status >= 400 && status < 500 && status !== 429;
	return { status: hidden ? 200 : status, headers, body };
}

function statusOf(thrown: unknown): number {
	if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return 500;
	return typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
}

const messageOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));
