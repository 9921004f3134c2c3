import { finished } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';

/** A route of a vendor that looks at the caller before it looks at the body. */
export interface Endpoint<Caller> {
	method: HTTPMethods;
	url: string;
	/** Throws for callers that may not come in; one that answers by itself ends the request. */
	admit(request: FastifyRequest, reply: FastifyReply): Caller | Promise<Caller>;
	/** Its result is the response; `undefined` when the handler has sent it. */
	handle(caller: Caller, request: FastifyRequest, reply: FastifyReply): unknown;
}

/** The check runs in a hook, so that the journal can tell a refused call from one that took effect. */
export function addEndpoint<Caller>(app: FastifyInstance, endpoint: Endpoint<Caller>): void {
	const admitted = new WeakMap<FastifyRequest, { caller: Caller }>();
	app.route({
		method: endpoint.method,
		url: endpoint.url,
		async onRequest(request, reply) {
			try {
				admitted.set(request, { caller: await endpoint.admit(request, reply) });
			} catch (error) {
				await drain(request);
				throw error;
			}
			return reply.sent ? reply : undefined;
		},
		async handler(request, reply) {
			const found = admitted.get(request);
			if (found === undefined) throw new Error('A handler ran before the caller was admitted');
			const response = await endpoint.handle(found.caller, request, reply);
			return response === undefined ? reply : reply.send(response);
		},
	});
}

/** A refusal that comes while a file is still being sent would be lost: the sender sees a broken connection then. */
async function drain({ raw, headers }: FastifyRequest): Promise<void> {
	if (headers['content-type']?.startsWith('multipart/') !== true) return;
	raw.resume();
	await finished(raw, { writable: false }).catch(() => undefined);
}
