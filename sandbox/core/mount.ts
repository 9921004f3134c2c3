import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addFallbackParsers } from './parsers';
import type { Recorder } from './recorder';
import type { SandboxService, VendorReply } from './types';

/** Puts one service below its prefix, with the journal, the faults and the vendor's own error bodies around it. */
export async function mountService(app: FastifyInstance, service: SandboxService, recorder: Recorder): Promise<void> {
	await app.register(
		async (scope) => {
			recorder.attach(scope, service);
			scope.setErrorHandler((error: FastifyError, request, reply) => {
				const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
				return sendVendorReply(reply, service.errorReply(status, error.message, request));
			});
			scope.setNotFoundHandler((request, reply) =>
				sendVendorReply(reply, service.errorReply(404, 'Unknown path or method', request)),
			);
			// Nested scopes copy the parsers when they are made: those that the service has made itself are completed, too.
			const scopes = [scope];
			scope.addHook('onRegister', (instance) => {
				scopes.push(instance);
			});
			await service.routes(scope);
			for (const each of scopes) addFallbackParsers(each);
		},
		{ prefix: service.prefix },
	);
}

export function sendVendorReply(reply: FastifyReply, answer: VendorReply): FastifyReply {
	void reply.code(answer.status).headers(answer.headers ?? {});
	if (answer.body === null) return reply.send();
	if (typeof answer.body === 'string' && !reply.hasHeader('content-type')) void reply.type('text/plain; charset=utf-8');
	return reply.send(answer.body);
}

/** An address that cannot even be decoded reaches no route: the service below whose prefix it lies still answers. */
export function malformedAddress(services: readonly SandboxService[]) {
	return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
		const service = services.find((candidate) => request.url.startsWith(`${candidate.prefix}/`));
		const status = error.statusCode ?? 400;
		if (service === undefined) void reply.code(status).send({ error: error.message });
		else void sendVendorReply(reply, service.errorReply(status, error.message, request));
	};
}
