import type { FastifyInstance } from 'fastify';

/** Form bodies become fields, anything unknown a Buffer; a service that has its own parser for a type keeps it. */
export function addFallbackParsers(scope: FastifyInstance): void {
	const form = 'application/x-www-form-urlencoded';
	if (!scope.hasContentTypeParser(form)) {
		scope.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => {
			done(null, formFields(String(body)));
		});
	}
	if (!scope.hasContentTypeParser('*')) {
		scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
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
