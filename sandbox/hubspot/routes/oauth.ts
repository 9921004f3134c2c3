import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { notFound } from '../errors';
import type { Install } from '../state/oauth';
import { oauthError } from '../state/oauth';
import type { World } from '../state/world';

const words = z.string().transform((text) => text.split(' ').filter(Boolean));

const installInput = z
	.object({
		client_id: z.string(),
		redirect_uri: z.string().url(),
		scope: words,
		optional_scope: words.optional(),
		state: z.string().optional(),
		response_type: z.literal('code').optional(),
	})
	.strict();

const client = { client_id: z.string().optional(), client_secret: z.string().optional() };
const tokenInput = z.discriminatedUnion('grant_type', [
	z
		.object({
			grant_type: z.literal('authorization_code'),
			code: z.string(),
			redirect_uri: z.string(),
			...client,
		})
		.strict(),
	z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string(), ...client }).strict(),
]);

/** The page on which a person lets an app in, and the token endpoint behind it. */
export function oauthRoutes(app: FastifyInstance, world: World): void {
	app.get('/oauth/authorize', (request, reply) => {
		const parsed = installInput.safeParse(request.query);
		if (!parsed.success) return page(reply, 400, 'The install address is not complete.');
		const problem = world.oauth.installProblem(installOf(parsed.data));
		return problem === undefined ? consentPage(reply, parsed.data) : page(reply, 400, problem);
	});
	app.post('/oauth/authorize', (request, reply) => {
		const parsed = installInput.extend({ decision: z.enum(['allow', 'deny']) }).safeParse(request.body);
		if (!parsed.success) return page(reply, 400, 'The form is not complete.');
		const install = installOf(parsed.data);
		const problem = world.oauth.installProblem(install);
		if (problem !== undefined) return page(reply, 400, problem);
		const target = new URL(install.redirectUri);
		if (parsed.data.decision === 'allow') target.searchParams.set('code', world.oauth.grant(install));
		else {
			target.searchParams.set('error', 'access_denied');
			target.searchParams.set('error_description', 'The user denied access to the app');
		}
		if (parsed.data.state !== undefined) target.searchParams.set('state', parsed.data.state);
		return reply.redirect(target.href, 302);
	});
	tokenInformation(app, world);
	for (const version of ['2026-03', '2026-09', 'v3', 'v1']) {
		if (version !== 'v1') {
			app.post(`/oauth/${version}/token/introspect`, (request, reply) => {
				if (version === 'v3' && world.switches.strictDated) throw notFound();
				return reply.header('cache-control', 'no-store').send(introspect(world, request.body));
			});
		}
		app.post(`/oauth/${version}/token`, (request, reply) => {
			if (version.startsWith('v') && world.switches.strictDated) throw notFound();
			const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
			return reply.header('cache-control', 'no-store').send(token(world, form ? request.body : undefined));
		});
	}
}

const introspectInput = z
	.object({
		token: z.string(),
		token_type_hint: z.enum(['access_token', 'refresh_token']).optional(),
		...client,
	})
	.strict();

/** By RFC 7662: a token that does not count is told as such, and nothing else of it. */
function introspect(world: World, body: unknown): JsonObject {
	const parsed = introspectInput.safeParse(body);
	if (!parsed.success) throw oauthError('invalid_request', 'BAD_REQUEST', 'missing or unknown parameters');
	const { data } = parsed;
	world.oauth.checkClient(data.client_id, data.client_secret);
	const access = world.oauth.accessTokenInfo(data.token);
	const refresh = access === undefined ? world.oauth.refreshTokenInfo(data.token) : undefined;
	const info = access ?? refresh;
	if (info === undefined) return { active: false };
	return { ...info, active: true, token_use: access === undefined ? 'refresh_token' : 'access_token' };
}

/** The older way: the token stands in the path. */
function tokenInformation(app: FastifyInstance, world: World): void {
	const known = (info: JsonObject | undefined): JsonObject => {
		if (world.switches.strictDated || info === undefined) throw notFound();
		return info;
	};
	const params = z.object({ token: z.string() });
	app.get('/oauth/v1/access-tokens/:token', (request, reply) =>
		reply.send(known(world.oauth.accessTokenInfo(params.parse(request.params).token))),
	);
	app.get('/oauth/v1/refresh-tokens/:token', (request, reply) =>
		reply.send(known(world.oauth.refreshTokenInfo(params.parse(request.params).token))),
	);
	app.delete('/oauth/v1/refresh-tokens/:token', (request, reply) => {
		if (!world.oauth.forget(params.parse(request.params).token)) throw notFound();
		return reply.code(204).send();
	});
}

function token(world: World, body: unknown): JsonObject {
	const parsed = tokenInput.safeParse(body);
	if (!parsed.success) {
		throw oauthError('invalid_request', 'BAD_REQUEST', 'missing or unknown parameters: all go into a form body');
	}
	const { data } = parsed;
	world.oauth.checkClient(data.client_id, data.client_secret);
	return data.grant_type === 'refresh_token'
		? world.oauth.byRefreshToken(data.refresh_token)
		: world.oauth.byCode(data.code, data.redirect_uri);
}

function installOf(input: z.output<typeof installInput>): Install {
	return {
		clientId: input.client_id,
		redirectUri: input.redirect_uri,
		scopes: input.scope,
		optionalScopes: input.optional_scope ?? [],
	};
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

function page(reply: FastifyReply, status: number, text: string, form = ''): FastifyReply {
	const html = `<!doctype html><html lang="en"><title>HubSpot sandbox</title><main><h1>HubSpot sandbox</h1><p>${escaped(text)}</p>${form}</main></html>`;
	return reply.code(status).type('text/html; charset=utf-8').send(html);
}

/** The form carries on what the address asked for. */
function consentPage(reply: FastifyReply, input: z.output<typeof installInput>): FastifyReply {
	const fields = Object.entries(input)
		.map(([name, value]) => {
			const text = Array.isArray(value) ? value.join(' ') : value;
			return `<input type="hidden" name="${name}" value="${escaped(text)}">`;
		})
		.join('');
	const buttons = ['allow', 'deny']
		.map((value) => `<button name="decision" value="${value}">${value}</button>`)
		.join('');
	const asked = [...input.scope, ...(input.optional_scope ?? [])].join(', ');
	return page(reply, 200, `An app asks for: ${asked}`, `<form method="post">${fields}${buttons}</form>`);
}
