import type { FastifyReply } from 'fastify';
import type { Bus } from './bus';

const HEARTBEAT_MS = 15_000;

/** Server-sent events for the page; ends when the caller leaves or the sandbox closes. */
export function streamEvents(reply: FastifyReply, bus: Bus, closing: AbortSignal): FastifyReply {
	void reply.hijack();
	const { raw } = reply;
	raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', connection: 'keep-alive' });
	raw.write(': connected\n\n');
	const beat = setInterval(() => raw.write(': heartbeat\n\n'), HEARTBEAT_MS).unref();
	const silence = bus.listen(({ event, data }) => raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
	const end = (): void => {
		raw.end();
	};
	closing.addEventListener('abort', end, { once: true });
	raw.once('close', () => {
		clearInterval(beat);
		silence();
		closing.removeEventListener('abort', end);
	});
	return reply;
}
