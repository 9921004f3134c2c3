import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { KaizalaContext } from './context';
import type { Route } from './router';

/** Marks what came through the second listener. */
const MARK = 'x-kaizala-moved';

/**
 * The "new home" of a tenant that has moved: a second listener on a port of its own, because a client takes only the origin of `Location`.
 * It serves the same routes with or without the mount's prefix, by handing each request to the first listener, so that
 * the journal and the faults stay in one place. Started by the first 308.
 */
export class MovedListener {
	private server: Server | null = null;

	private starting: Promise<string> | null = null;

	constructor(private readonly ctx: KaizalaContext) {}

	/** Where to send this request instead, or null when it is at home here. */
	async locationFor(request: FastifyRequest, half: Route['half']): Promise<string | null> {
		const { moved, movedLocation } = this.ctx.switches;
		if (request.headers[MARK] !== undefined) return null;
		if (moved !== half && moved !== 'both') return null;
		if (half === 'files') return null;
		const origin = await this.origin();
		return movedLocation === 'base' ? origin : origin + request.url.replace(/^\/kaizala/i, '');
	}

	async close(): Promise<void> {
		await this.starting;
		const server = this.server;
		this.server = null;
		this.starting = null;
		if (!server) return;
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}

	private origin(): Promise<string> {
		this.starting ??= new Promise((resolve, reject) => {
			const host = new URL(this.ctx.endpointUrl).hostname;
			const server = createServer((request, response) => this.hand(request, response));
			this.server = server;
			server.once('error', reject);
			server.listen(0, host, () => resolve(`http://${host}:${(server.address() as AddressInfo).port}`));
		});
		return this.starting;
	}

	private hand(request: IncomingMessage, response: ServerResponse): void {
		const path = (request.url ?? '/').replace(/^\/kaizala(?=\/)/i, '');
		const onward = forward(
			this.ctx.endpointUrl + path,
			{ method: request.method ?? 'GET', headers: { ...request.headers, [MARK]: '1' } },
			(answer) => {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(response);
			},
		);
		// A cut connection (an injected fault) is cut here too.
		onward.once('error', () => response.destroy());
		response.once('close', () => onward.destroy());
		request.pipe(onward);
	}
}
