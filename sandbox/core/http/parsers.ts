import { finished } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';

/** JSON and forms are read as a whole. The longest that a vendor documents, a batch of 100 full tickets, has 7 MB. */
export const LONGEST_TEXT = 10 * 1024 * 1024;

/** Files; what each service takes of them is a switch of its own. */
export const LONGEST_FILE = 200 * 1024 * 1024;

/** Whoever is told that a body is too long has sent all of it by then, and reads the answer instead of a broken pipe. */
export function hearOut(app: FastifyInstance): void {
	app.addHook('onSend', async ({ raw }, reply) => {
		if (reply.statusCode !== 413 || raw.complete) return;
		raw.unpipe();
		await finished(raw.resume()).catch(() => undefined);
		void reply.removeHeader('connection');
	});
}

/** Form bodies become fields, anything unknown a Buffer; a service that has its own parser for a type keeps it. */
export function addFallbackParsers(scope: FastifyInstance): void {
	const form = 'application/x-www-form-urlencoded';
	if (!scope.hasContentTypeParser(form)) {
		scope.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => {
			done(null, formFields(String(body)));
		});
	}
	if (!scope.hasContentTypeParser('*')) {
		scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LONGEST_FILE }, (_request, body, done) => {
			done(null, body);
		});
	}
}

/** A repeated field becomes a list. */
export function formFields(text: string): Record<string, string | string[]> {
	const fields: Record<string, string | string[]> = {};
	for (const [name, value] of new URLSearchParams(text)) {
		const before = fields[name];
		fields[name] = before === undefined ? value : [before, value].flat();
	}
	return fields;
}
