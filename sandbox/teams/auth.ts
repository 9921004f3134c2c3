import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GraphError } from './errors';
import { APP, SIGNED_IN } from './seed';
import type { Caller } from './types';
import type { World } from './world';

const CODE_LIFETIME_MS = 10 * 60_000;
/** What an app gets that asks for its own token. */
const APP_SCOPE = 'https://graph.microsoft.com/.default';

export function callerOf(world: World, request: FastifyRequest): Caller {
	const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
	if (token === '') throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
	const known = world.tokens.get(token);
	if (known === undefined || known.expiresAt <= world.core.clock.now()) {
		throw new GraphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
	}
	if (known.personId === null) return { kind: 'app' };
	return { kind: 'delegated', personId: known.personId, scopes: world.switches().scopes };
}

const authorize = z
	.object({
		client_id: z.string(),
		redirect_uri: z.string().url(),
		response_type: z.literal('code'),
		response_mode: z.literal('query').optional(),
		prompt: z.string().optional(),
		scope: z.string(),
		state: z.string().optional(),
		access_type: z.string().optional(),
		code_challenge: z.string().optional(),
		code_challenge_method: z.string().optional(),
		login_hint: z.string().optional(),
	})
	.strict();

const app = { client_id: z.string(), client_secret: z.string(), scope: z.string().optional() };
const grants = z.discriminatedUnion('grant_type', [
	z
		.object({
			...app,
			grant_type: z.literal('authorization_code'),
			code: z.string(),
			redirect_uri: z.string().url(),
			code_verifier: z.string().optional(),
		})
		.strict(),
	z.object({ ...app, grant_type: z.literal('refresh_token'), refresh_token: z.string() }).strict(),
	z.object({ ...app, grant_type: z.literal('client_credentials') }).strict(),
]);

class OAuthRefusal extends Error {
	constructor(
		readonly error: string,
		readonly description: string,
	) {
		super(description);
	}
}

/** The sign-in of Microsoft, as far as n8n's credential needs it. The page is left out: the desk signs in at once. */
export function loginRoutes(scope: FastifyInstance, world: World): void {
	scope.setErrorHandler((error, _request, reply: FastifyReply) => {
		const refusal =
			error instanceof OAuthRefusal
				? error
				: new OAuthRefusal('invalid_request', error instanceof Error ? error.message : String(error));
		return reply.code(refusal.error === 'invalid_client' ? 401 : 400).send({
			error: refusal.error,
			error_description: refusal.description,
			timestamp: world.core.clock.date().toISOString(),
			trace_id: world.core.guid(),
		});
	});
	scope.get('/authorize', (request, reply) => {
		const query = parse(authorize, request.query);
		if (query.client_id !== APP.clientId) throw new OAuthRefusal('unauthorized_client', 'The application is unknown');
		if (!APP.redirectUrls.includes(query.redirect_uri)) {
			throw new OAuthRefusal('invalid_request', 'The redirect URI is not configured for the application');
		}
		const code = world.core.guid();
		world.codes.set(code, { redirectUrl: query.redirect_uri, expiresAt: world.core.clock.now() + CODE_LIFETIME_MS });
		const target = new URL(query.redirect_uri);
		target.searchParams.set('code', code);
		if (query.state !== undefined) target.searchParams.set('state', query.state);
		return reply.redirect(target.href, 302);
	});
	scope.post('/token', (request) => {
		if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
			throw new OAuthRefusal('invalid_request', 'The body has to be application/x-www-form-urlencoded');
		}
		const grant = parse(grants, request.body);
		if (grant.client_id !== APP.clientId || grant.client_secret !== APP.clientSecret) {
			throw new OAuthRefusal('invalid_client', 'AADSTS7000215: Invalid client secret provided.');
		}
		if (grant.grant_type === 'client_credentials') {
			if (grant.scope !== APP_SCOPE) throw new OAuthRefusal('invalid_scope', `The scope has to be ${APP_SCOPE}`);
			return issue(world, null);
		}
		const personId =
			grant.grant_type === 'refresh_token'
				? world.refreshTokens.get(grant.refresh_token)
				: personOfCode(world, grant.code, grant.redirect_uri);
		if (personId === undefined) throw new OAuthRefusal('invalid_grant', 'AADSTS70000: The grant is not valid.');
		if (grant.grant_type === 'refresh_token' && world.switches().rotateRefreshTokens) {
			world.refreshTokens.delete(grant.refresh_token);
		}
		return issue(world, personId);
	});
}

function personOfCode(world: World, code: string, redirectUrl: string): string | undefined {
	const known = world.codes.get(code);
	world.codes.delete(code);
	const valid = known !== undefined && known.redirectUrl === redirectUrl && known.expiresAt > world.core.clock.now();
	return valid ? SIGNED_IN : undefined;
}

function issue(world: World, personId: string | null): Record<string, string | number> {
	const { tokenSeconds, scopes } = world.switches();
	const token = `teams-access-${world.core.guid()}`;
	world.tokens.set(token, { personId, expiresAt: world.core.clock.now() + tokenSeconds * 1000 });
	const common = { token_type: 'Bearer', expires_in: tokenSeconds, ext_expires_in: tokenSeconds, access_token: token };
	if (personId === null) return common;
	const refresh = `teams-refresh-${world.core.guid()}`;
	world.refreshTokens.set(refresh, personId);
	return { ...common, scope: scopes.join(' '), refresh_token: refresh };
}

function parse<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown): z.output<Schema> {
	const result: z.SafeParseReturnType<unknown, z.output<Schema>> = schema.safeParse(input);
	if (result.success) return result.data;
	const [issueOf] = result.error.issues;
	throw new OAuthRefusal('invalid_request', `AADSTS900144: ${issueOf?.path.join('.') ?? ''} ${issueOf?.message ?? ''}`);
}
