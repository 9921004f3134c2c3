import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const HINT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ticket Relay sandbox</title></head><body>
<h1>Ticket Relay sandbox</h1>
<p>The sandbox runs, but its page was not built. Build it with <code>npx vite build sandbox/page</code> and start again.</p>
<p>The control addresses are below <a href="/_sandbox/health">/_sandbox</a>.</p>
</body></html>`;

/** The page at `/`, if it was built. Without wildcard, so that unknown paths still reach the vendors' own 404 answers. */
export async function servePage(app: FastifyInstance): Promise<void> {
	const root = join(__dirname, '..', 'page', 'dist');
	if (existsSync(join(root, 'index.html'))) {
		await app.register(fastifyStatic, { root, wildcard: false });
		return;
	}
	app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(HINT));
}
