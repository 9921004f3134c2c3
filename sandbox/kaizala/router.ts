import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { JsonObject } from '../core/types';
import type { Caller } from './access';
import { notFound } from './errors';
import { check, wire } from './wire';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RawCall {
	request: FastifyRequest;
	reply: FastifyReply;
	params: Map<string, string>;
}

export interface Route {
	method: Method;
	segments: string[];
	/** Permission that the connector needs; null for calls that need no access token. */
	scope: string | null;
	/** Which of the two halves can have moved. */
	half: 'api' | 'auth' | 'files';
	run(raw: RawCall, caller: Caller | null): Promise<Answer>;
}

/** The reply's JSON; null when the handler has answered by itself. */
export type Answer = JsonObject | null;

interface Input<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny> {
	body: z.output<Body>;
	query: z.output<Query>;
	param(name: string): string;
	request: FastifyRequest;
	reply: FastifyReply;
}

interface Shape<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny> {
	method: Method;
	/** Below the endpoint, for example `/v1/groups/:groupId`. */
	path: string;
	body?: Body;
	query?: Query;
}

const nothing = wire({});

function read<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	shape: Shape<Body, Query>,
	raw: RawCall,
): Input<Body, Query> {
	return {
		body: check(shape.body ?? nothing, raw.request.body ?? {}, 'body'),
		query: check(shape.query ?? nothing, raw.request.query ?? {}, 'query'),
		param: (name) => raw.params.get(name) ?? '',
		request: raw.request,
		reply: raw.reply,
	};
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

/** A call that needs an access token and a permission. The body is checked after both, as `before` shows. */
export function route<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	shape: Shape<Body, Query> & {
		scope: string;
		handle(input: Input<Body, Query> & { caller: Caller }): Answer | Promise<Answer>;
	},
): Route {
	return {
		method: shape.method,
		segments: segmentsOf(shape.path),
		scope: shape.scope,
		half: 'api',
		async run(raw, caller) {
			if (!caller) throw notFound('No caller');
			return await shape.handle({ ...read(shape, raw), caller });
		},
	};
}

/** A call without access token: the auth calls of section 2 and the files behind a media URL. */
export function openRoute<Body extends z.ZodTypeAny, Query extends z.ZodTypeAny>(
	shape: Shape<Body, Query> & {
		half?: 'auth' | 'files';
		handle(input: Input<Body, Query>): Answer | Promise<Answer>;
	},
): Route {
	return {
		method: shape.method,
		segments: segmentsOf(shape.path),
		scope: null,
		half: shape.half ?? 'auth',
		async run(raw) {
			return await shape.handle(read(shape, raw));
		},
	};
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		throw notFound('The address is not well formed');
	}
}

function match(segments: string[], actual: string[]): Map<string, string> | null {
	if (segments.length !== actual.length) return null;
	const params = new Map<string, string>();
	for (const [index, segment] of segments.entries()) {
		const value = actual[index] ?? '';
		if (segment.startsWith(':')) params.set(segment.slice(1), value);
		else if (segment.toLowerCase() !== value.toLowerCase()) return null;
	}
	return params;
}

/** Segments compare case-insensitively; literal segments win because the tables list them first. */
export function findRoute(routes: Route[], method: string, path: string) {
	const actual = segmentsOf(path).map(decode);
	for (const candidate of routes) {
		if (candidate.method !== method) continue;
		const params = match(candidate.segments, actual);
		if (params) return { route: candidate, params };
	}
	throw notFound(`No HTTP resource was found that matches the request: ${method} ${path}`);
}
