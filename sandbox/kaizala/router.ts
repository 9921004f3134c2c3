import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../core/types';
import type { Caller } from './access';
import { notFound } from './errors';
import { check, wire } from './wire';

export interface Route {
	method: HTTPMethods;
	/** Below the endpoint, for example `/v1/groups/:groupId`. */
	path: string;
	/** Permission that the connector needs; null for calls that need no access token. */
	scope: string | null;
	/** Which of the two halves can have moved. */
	half: 'api' | 'auth' | 'files';
	run(caller: Caller | null, request: FastifyRequest, reply: FastifyReply): Promise<Answer>;
}

/** The JSON of the response; null when the handler has sent one by itself. */
export type Answer = JsonObject | null;

interface Input<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny> {
	body: z.output<Body>;
	query: z.output<Query>;
	param(name: string): string;
	request: FastifyRequest;
	reply: FastifyReply;
}

interface Shape<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny> extends Pick<Route, 'method' | 'path'> {
	body?: Body;
	query?: Query;
}

const nothing = wire({});
const pathParams = z.record(z.string());

function read<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	{ body, query }: Shape<Body, Query>,
	request: FastifyRequest,
	reply: FastifyReply,
): Input<Body, Query> {
	const params = check(pathParams, request.params, 'path');
	return {
		body: check(body ?? nothing, request.body ?? {}, 'body'),
		query: check(query ?? nothing, request.query ?? {}, 'query'),
		param: (name) => params[name] ?? '',
		request,
		reply,
	};
}

/** A call that needs an access token and a permission; both come before the body. */
export function route<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	shape: Shape<Body, Query> & {
		scope: string;
		handle(input: Input<Body, Query> & { caller: Caller }): Answer | Promise<Answer>;
	},
): Route {
	const { method, path, scope } = shape;
	return {
		...{ method, path, scope, half: 'api' },
		async run(caller, request, reply) {
			if (caller === null) throw notFound('No caller');
			return await shape.handle({ ...read(shape, request, reply), caller });
		},
	};
}

/** A call without access token: those that hand out tokens, and the files behind a media URL. */
export function openRoute<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	shape: Shape<Body, Query> & {
		half?: 'auth' | 'files';
		handle(input: Input<Body, Query>): Answer | Promise<Answer>;
	},
): Route {
	const { method, path, half = 'auth' } = shape;
	return {
		...{ method, path, scope: null, half },
		run: async (_caller, request, reply) => await shape.handle(read(shape, request, reply)),
	};
}
