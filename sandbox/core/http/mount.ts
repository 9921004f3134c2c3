import type { RequestListener } from 'node:http';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Recorder } from '../recorder';
import type { SandboxService, VendorReply } from '../types';
import type { AllowedHosts } from './callers';
import { forbidFraming, refuseOtherHosts } from './callers';
import { addFallbackParsers, hearOut, LONGEST_TEXT } from './parsers';

/** What all parts of the sandbox have in common. */
export const SERVER_OPTIONS = {
	bodyLimit: LONGEST_TEXT,
	forceCloseConnections: true,
	routerOptions: { maxParamLength: 4096 },
	exposeHeadRoutes: false,
	// Stricter than Fastify's defaults: nothing is converted, dropped or filled in before it is checked.
	ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: true } },
} as const;

/** One service as a server without a port: what is below its prefix is handed to `handle`. */
export interface MountedService {
	prefix: string;
	handle: RequestListener;
	close(): Promise<void>;
}

/**
 * Puts the journal, the faults and the vendor's own error bodies around one service. Each has a Fastify instance of its
 * own, because the vendors differ in how they read addresses, and Fastify's router knows one way for each instance.
 */
export async function mountService(
	service: SandboxService,
	recorder: Recorder,
	allowedHosts: AllowedHosts,
): Promise<MountedService> {
	const app = fastify({
		...SERVER_OPTIONS,
		routerOptions: { ...SERVER_OPTIONS.routerOptions, ...service.routerOptions },
		// An address that cannot even be decoded reaches no route.
		frameworkErrors: (error, request, reply) => {
			void sendVendorReply(reply, service.errorReply(error.statusCode ?? 400, error.message, request));
		},
	});
	refuseOtherHosts(app, allowedHosts);
	forbidFraming(app);
	hearOut(app);
	await app.register((scope) => addService(scope, service, recorder), { prefix: service.prefix });
	await app.ready();
	return {
		prefix: service.prefix,
		handle: (request, response) => app.routing(request, response),
		close: () => app.close(),
	};
}

async function addService(scope: FastifyInstance, service: SandboxService, recorder: Recorder): Promise<void> {
	recorder.attach(scope, service);
	scope.setErrorHandler((error: FastifyError, request, reply) => {
		const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
		return sendVendorReply(reply, service.errorReply(status, error.message, request));
	});
	scope.setNotFoundHandler((request, reply) =>
		sendVendorReply(
			reply,
			service.unknownPath?.(request) ?? service.errorReply(404, 'Unknown path or method', request),
		),
	);
	// Nested scopes copy the parsers when they are made: those that the service has made itself are completed, too.
	const scopes = [scope];
	scope.addHook('onRegister', (instance) => {
		scopes.push(instance);
	});
	await service.routes(scope);
	for (const each of scopes) addFallbackParsers(each);
}

export function sendVendorReply(reply: FastifyReply, answer: VendorReply): FastifyReply {
	void reply.code(answer.status).headers(answer.headers ?? {});
	if (answer.body === null) return reply.send();
	if (typeof answer.body === 'string' && !reply.hasHeader('content-type')) void reply.type('text/plain; charset=utf-8');
	return reply.send(answer.body);
}
