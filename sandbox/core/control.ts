import type { FastifyError, FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addFallbackParsers } from './http/parsers';
import { SandboxError } from './errors';
import type { JournalFilter } from './journal';
import { streamEvents } from './events';
import type { SandboxParts } from './parts';
import { SERVICE_NAMES } from './types';
import type { JournalEntry, JournalHead, JsonObject } from './types';
import { validateInput } from './validate';
import { callWebhook } from './webhookCall';

const journalQuery = z
	.object({
		service: z.enum(SERVICE_NAMES).optional(),
		method: z.string().optional(),
		path: z.string().optional(),
		since: z.coerce.number().int().min(0).optional(),
		last: z.coerce.number().int().min(0).optional(),
		bodies: z.enum(['true', 'false']).default('true'),
	})
	.strict();

const clockBody = z.union([
	z.object({ shiftMs: z.number().finite() }).strict(),
	z.object({ freezeAt: z.union([z.number().finite(), z.string(), z.null()]) }).strict(),
]);

const webhookCall = z
	.object({
		service: z.enum(SERVICE_NAMES),
		event: z.string(),
		url: z.string().url(),
		user: z.string().optional(),
		password: z.string().optional(),
	})
	.strict();

const latencyBody = z.object({ ms: z.number().min(0) }).strict();

/** Everything below `/_sandbox`: what tests and the page use. Its answers are never part of the journal. */
export async function control(app: FastifyInstance, parts: SandboxParts): Promise<void> {
	addFallbackParsers(app);
	app.setErrorHandler((error: FastifyError, _request, reply) =>
		reply.code(error.statusCode ?? 500).send({ error: error.message }),
	);
	app.setNotFoundHandler((request, reply) => reply.code(404).send({ error: `No ${request.method} ${request.url}` }));

	app.get('/health', () => ({
		status: 'ok',
		url: parts.baseUrl(),
		services: parts.list.map((service) => service.name),
	}));
	app.post('/reset', () => {
		parts.reset();
		return { status: 'ok' };
	});

	app.get('/state', () => Object.fromEntries(parts.list.map((service) => [service.name, service.snapshot()])));
	app.get<{ Params: { service: string } }>('/state/:service', ({ params }) => parts.service(params.service).snapshot());

	app.get('/journal', ({ query }) => {
		const { bodies, ...filter } = journalFilter(query);
		const entries = parts.journal.entries(filter);
		return bodies === 'true' ? entries : entries.map(headOf);
	});
	app.get<{ Params: { seq: string } }>('/journal/:seq', ({ params }) => {
		const seq = Number(params.seq);
		const [entry] = parts.journal.entries({ since: seq - 1 });
		if (entry?.seq !== seq) throw new SandboxError(`The journal has no call ${params.seq}`, 404);
		return entry;
	});
	app.delete('/journal', (_request, reply) => {
		parts.journal.clear();
		return reply.code(204).send();
	});

	app.get('/faults', () => parts.faults.pending());
	app.post('/faults', ({ body }) => {
		parts.faults.add(body);
		return parts.faults.pending();
	});
	app.delete('/faults', (_request, reply) => {
		parts.faults.clear();
		return reply.code(204).send();
	});
	app.delete<{ Params: { id: string } }>('/faults/:id', ({ params }, reply) => {
		if (!parts.faults.remove(Number(params.id))) throw new SandboxError(`No fault ${params.id} waits any longer`, 404);
		return reply.code(204).send();
	});

	app.get('/connect', () => ({
		places: parts.places(),
		logins: Object.fromEntries(parts.list.map(({ name, logins }) => [name, logins])),
	}));

	app.get('/webhook-calls', () => ({
		sources: parts.list.flatMap(({ name, webhookSource: source }) =>
			source === undefined
				? []
				: [
						{
							service: name,
							...{ trigger: source.trigger, asksForLogin: source.asksForLogin === true },
							events: Object.fromEntries(Object.entries(source.events).map(([event, { label }]) => [event, label])),
							subscribed: source.subscribed(),
						},
					],
		),
	}));
	app.post('/webhook-calls', async ({ body }) => {
		const { service, event, ...target } = validateInput(webhookCall, body);
		const source = parts.service(service).webhookSource;
		if (source === undefined) throw new SandboxError(`${service} calls no webhook`);
		if (!Object.hasOwn(source.events, event)) throw new SandboxError(`${service} knows no event ${event}`);
		return await callWebhook(source.call(event, target));
	});

	app.get('/meters', () => parts.meters());

	app.get('/switches', () => parts.switches());
	app.get('/switches/defaults', () => parts.defaultSwitches());
	app.get('/switches/values', () =>
		Object.fromEntries(parts.list.map((service) => [service.name, service.switchValues ?? {}])),
	);
	app.patch('/switches', ({ body }) => {
		parts.setSwitches(validateInput(z.record(z.record(z.unknown())), body));
		return parts.switches();
	});

	app.get('/latency', () => ({ ms: parts.recorder.latencyMs }));
	app.put('/latency', ({ body }) => {
		parts.recorder.latencyMs = validateInput(latencyBody, body).ms;
		return { ms: parts.recorder.latencyMs };
	});
	app.post('/clock', ({ body }) => {
		setClock(parts, validateInput(clockBody, body));
		parts.bus.emit({ event: 'changed', data: { what: 'clock' } });
		return { now: parts.clock.date().toISOString() };
	});
	app.get('/clock', () => ({ now: parts.clock.date().toISOString(), frozen: parts.clock.frozen }));

	app.post<{ Params: { service: string; name: string } }>(
		'/:service/actions/:name',
		async ({ params, body }, reply) => {
			const input = validateInput(z.record(z.unknown()), body ?? {}) as JsonObject;
			const result = await parts.act(params.service, params.name, input);
			return reply.type('application/json; charset=utf-8').send(JSON.stringify(result));
		},
	);

	app.get<{ Params: { service: string; id: string } }>('/:service/files/:id', ({ params }, reply) => {
		const file = parts.service(params.service).file?.(params.id);
		if (file === undefined) throw new SandboxError(`${params.service} has no file ${params.id}`, 404);
		return reply
			.header('content-disposition', `attachment; filename*=UTF-8''${encodeName(file.name)}`)
			.type('application/octet-stream')
			.send(file.bytes);
	});

	app.get('/events', (_request, reply) => streamEvents(reply, parts.bus, parts.closing));
}

/** What `encodeURIComponent` leaves but a header value may not hold (RFC 8187). */
const encodeName = (name: string): string =>
	encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** What a list of calls shows: thousands of them are small then. */
function headOf({
	seq,
	at,
	service,
	method,
	path,
	words,
	reads,
	status,
	durationMs,
	fault,
	handled,
}: JournalEntry): JournalHead {
	return { seq, at, service, method, path, words, reads, status, durationMs, fault, handled };
}

function journalFilter(query: unknown): JournalFilter & z.output<typeof journalQuery> {
	const filter = validateInput(journalQuery, query);
	try {
		if (filter.path !== undefined) new RegExp(filter.path);
	} catch {
		throw new SandboxError('path is not a regular expression');
	}
	return filter;
}

function setClock(parts: SandboxParts, body: z.infer<typeof clockBody>): void {
	if ('shiftMs' in body) {
		parts.clock.shift(body.shiftMs);
		return;
	}
	const at = typeof body.freezeAt === 'string' ? Date.parse(body.freezeAt) : body.freezeAt;
	if (at !== null && !Number.isFinite(at)) throw new SandboxError('freezeAt is not a date');
	parts.clock.freeze(at);
}
