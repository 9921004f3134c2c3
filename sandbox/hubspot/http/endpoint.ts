import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addEndpoint as addRoute } from '../../core/http/endpoint';
import type { Json } from '../../core/types';
import { describeIssues, validate } from '../../core/validate';
import { requireScopes } from '../state/tokens';
import { HubSpotError, invalid, notFound } from '../errors';
import type { CallKind } from '../state/rateLimits';
import { type ApiVersion, DATED_VERSIONS, type Token } from '../types';
import type { World } from '../state/world';

/** One request on its way through a handler. */
export interface Call {
	version: ApiVersion;
	token: Token;
	params: Record<string, string>;
	query: unknown;
	/** Set by `readQuery`: a parameter that nobody looked at must not pass. */
	queryRead: boolean;
	body: unknown;
	/** Full address of the path, for links. */
	address: string;
	/** For bodies that are no JSON. */
	request: FastifyRequest;
	reply: FastifyReply;
}

type Params = Record<string, string>;

export interface Endpoint {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path with `{V}` for the version. */
	dated?: string;
	/** The dated versions that have it; all when left out. */
	versions?: readonly ApiVersion[];
	/** The path before dated versions; several where more than one answers. */
	old?: string | readonly string[];
	kind?: CallKind;
	/** Rules that all must hold; of each list one scope is enough. */
	scopes(params: Params): readonly (readonly string[])[];
	handle(call: Call): Json | undefined | Promise<Json | undefined>;
}

const MAX_URL_LENGTH = 8000;

/** Registers one endpoint under each of its versions. */
export function addEndpoint(app: FastifyInstance, world: World, prefix: string, endpoint: Endpoint): void {
	const { dated, old, versions = DATED_VERSIONS } = endpoint;
	const paths: [string, ApiVersion][] = [];
	if (dated !== undefined) for (const version of versions) paths.push([dated.replace('{V}', version), version]);
	for (const path of [old ?? []].flat()) paths.push([path, 'legacy']);
	for (const [url, version] of paths) {
		addRoute(app, {
			url,
			method: endpoint.method,
			admit: (request, reply) => guard(world, endpoint, version, request, reply),
			handle: async (token, request, reply) => {
				const call: Call = {
					version,
					token,
					params: request.params as Params,
					query: request.query,
					queryRead: false,
					body: request.body,
					address: `${world.core.baseUrl}${prefix}${pathOf(request, prefix)}`,
					request,
					reply,
				};
				const answer = await endpoint.handle(call);
				if (!call.queryRead) throw new Error(`${request.method} ${url} does not check its query`);
				return answer === undefined ? reply.code(204).send() : reply.send(answer);
			},
		});
	}
}

/** What HubSpot checks before it looks at the body. */
function guard(
	world: World,
	endpoint: Endpoint,
	version: ApiVersion,
	request: FastifyRequest,
	reply: FastifyReply,
): Token {
	if (request.url.length > MAX_URL_LENGTH) throw new HubSpotError(414, 'URI Too Long');
	if (version === 'legacy' && world.switches.strictDated) throw notFound();
	const { switches } = world;
	const now = world.core.clock.now();
	const token = world.tokens.authenticate(request.headers.authorization, now, switches.oauthTokenCalls);
	void reply.headers(world.limits.take(endpoint.kind ?? 'general', token, switches, world.core.clock));
	requireScopes(token, endpoint.scopes(request.params as Params));
	return token;
}

function pathOf(request: FastifyRequest, prefix: string): string {
	return request.url.slice(prefix.length).split('?', 1)[0] ?? '';
}

/** Unknown fields and wrong types are refused. */
export function readBody<T extends z.ZodTypeAny>(call: Call, schema: T): z.output<T> {
	return validate(schema, call.body, (issues) =>
		invalid(`Invalid input JSON on line 1, column 1: ${firstIssues(issues)}`),
	);
}

export function readQuery<T extends z.ZodRawShape>(call: Call, shape: T): z.output<z.ZodObject<T>> {
	call.queryRead = true;
	return validate(z.object(shape).strict(), call.query, (issues) =>
		invalid(`Invalid request parameters: ${firstIssues(issues)}`),
	);
}

const firstIssues = (issues: readonly z.ZodIssue[]): string => describeIssues(issues.slice(0, 3));

const oneOrMany = z.union([z.string(), z.array(z.string())]);

/** `a,b` and repeated parameters. */
export const listParam = oneOrMany
	.transform((value) => [value].flat().flatMap((part) => part.split(',').filter((name) => name !== '')))
	.optional();

export const flagParam = z
	.enum(['true', 'false'])
	.transform((value) => value === 'true')
	.optional();

export function limitParam(fallback: number, most: number) {
	return z
		.string()
		.regex(/^\d+$/)
		.transform(Number)
		.pipe(z.number().min(1).max(most))
		.optional()
		.transform((value) => value ?? fallback);
}

export const textParam = z.string().min(1).optional();
