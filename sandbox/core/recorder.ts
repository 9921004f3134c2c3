import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BodyMeter, captureBody, needsMeter, readRawBody, readReply } from './http/bodies';
import type { KeptBody } from './http/bodies';
import type { Faults } from './faults';
import type { Journal } from './journal';
import { redact, redactHeaders, redactPath } from './redact';
import { nameCall } from './words';
import type { Fault, JournalEntry, JsonObject, SandboxClock, SandboxService, VendorReply } from './types';

/** What is known about a request on its way through. */
interface Trace {
	service: SandboxService;
	path: string;
	at: string;
	started: number;
	fault?: Fault;
	handled: boolean;
	entry?: JournalEntry;
	/** What a handler threw without a status of its own: a mistake in the sandbox. */
	crash?: string;
	/** The body of a request that a fault answered before the parsers ran. */
	earlyBody?: KeptBody;
	/** For bodies that may be too long for the journal. */
	meter?: BodyMeter;
}

const LONGEST_CRASH = 4_000;
const FAULT_STATUS = { status: 500, html: 502, empty: 500 } as const;

/** JSON may begin with blanks. Ends when the caller goes away. */
async function* blanks(everyMs: number): AsyncGenerator<string> {
	for (;;) {
		yield ' ';
		await wait(everyMs, undefined, { ref: false });
	}
}

/** The hooks around every service: latency, faults, journal. */
export class Recorder {
	latencyMs = 0;

	private readonly traces = new WeakMap<object, Trace>();

	constructor(
		private readonly journal: Journal,
		private readonly faults: Faults,
		private readonly clock: SandboxClock,
	) {}

	attach(scope: FastifyInstance, service: SandboxService): void {
		// Only the handler itself counts as "handled": what a hook of the service refused had no effect.
		scope.addHook('onRoute', (route) => {
			const original = route.handler;
			const traces = this.traces;
			route.handler = function handler(request, reply) {
				const trace = traces.get(request.raw);
				if (trace !== undefined) trace.handled = true;
				// The caller may have gone away before; the write happens all the same.
				if (trace?.entry !== undefined) trace.entry.handled = true;
				const note = (error: unknown): void => noteCrash(trace, error);
				try {
					const result: unknown = original.call(this, request, reply);
					if (result instanceof Promise) result.catch(note);
					return result;
				} catch (error) {
					note(error);
					throw error;
				}
			};
		});
		scope.addHook('onRequest', async (request, reply) => {
			const trace = this.begin(request, reply, service);
			if (this.latencyMs > 0) await wait(this.latencyMs, undefined, { ref: false });
			trace.fault = this.faults.take(service.name, request.method, trace.path);
			await this.applyBefore(trace, request, reply);
			return reply.sent ? reply : undefined;
		});
		scope.addHook('preParsing', async (request, _reply, payload) => {
			const trace = this.traces.get(request.raw);
			if (trace === undefined || !needsMeter(request)) return payload;
			trace.meter = new BodyMeter();
			return trace.meter.attach(payload);
		});
		// After the body was read: a caller who gives up now has still caused the write.
		scope.addHook('preHandler', async (request) => {
			const fault = this.traces.get(request.raw)?.fault;
			if (fault?.kind === 'slow') await wait(fault.delayMs ?? 1000, undefined, { ref: false });
		});
		scope.addHook('onSend', async (request, reply, payload) => this.applyAfter(request, reply, payload));
	}

	private begin(request: FastifyRequest, reply: FastifyReply, service: SandboxService): Trace {
		const path = request.url.slice(service.prefix.length).split('?', 1)[0] ?? '';
		const at = this.clock.date().toISOString();
		const trace: Trace = { service, path, at, started: performance.now(), handled: false };
		this.traces.set(request.raw, trace);
		// The caller went away before an answer, for example after its time-out.
		reply.raw.once('close', () => this.record(trace, request, 0));
		return trace;
	}

	private async applyBefore(trace: Trace, request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const { fault, service } = trace;
		switch (fault?.kind) {
			case 'resetBefore':
				trace.earlyBody = await readRawBody(request.raw);
				this.cut(trace, request, reply);
				return;
			case 'status':
			case 'html':
			case 'empty': {
				trace.earlyBody = await readRawBody(request.raw);
				const status = fault.status ?? FAULT_STATUS[fault.kind];
				const answer = faultReply(fault, service.errorReply(status, 'Injected fault', request), status);
				void reply.code(answer.status).headers({ ...answer.headers, ...fault.headers });
				void (answer.body === null ? reply.send() : reply.send(answer.body));
				return;
			}
			default:
		}
	}

	private async applyAfter(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
		const trace = this.traces.get(request.raw);
		if (trace === undefined) return payload;
		if (trace.fault?.kind === 'resetAfter') {
			this.cut(trace, request, reply);
			return payload;
		}
		if (trace.fault?.kind === 'truncate') {
			this.truncate(trace, request, reply, Buffer.from(isBytes(payload) ? payload : ''));
			return payload;
		}
		if (trace.fault?.kind === 'drip') {
			this.record(trace, request, reply.statusCode);
			void reply.removeHeader('content-length').header('content-type', 'application/json');
			return Readable.from(blanks(trace.fault.delayMs ?? 100));
		}
		let sent = payload;
		if (trace.fault?.kind === 'malformedJson' && typeof payload === 'string') {
			sent = payload.slice(0, Math.ceil(payload.length / 2));
			void reply.removeHeader('content-length');
		}
		this.record(trace, request, reply.statusCode, readReply(sent, reply.getHeader('content-type')));
		return sent;
	}

	private cut(trace: Trace, request: FastifyRequest, reply: FastifyReply): void {
		this.record(trace, request, 0);
		reply.hijack();
		request.raw.socket.destroy();
	}

	/** Promises the whole body, sends the first half and goes away. */
	private truncate(trace: Trace, request: FastifyRequest, reply: FastifyReply, payload: Buffer): void {
		this.record(trace, request, 0);
		reply.hijack();
		const { socket } = request.raw;
		const half = payload.subarray(0, Math.ceil(payload.length / 2));
		const type = String(reply.getHeader('content-type') ?? 'application/json');
		const head = `HTTP/1.1 ${reply.statusCode} OK\r\nContent-Type: ${type}\r\nContent-Length: ${payload.length + 10}\r\n\r\n`;
		// Ended, so that the whole answer cannot follow after all.
		socket.end(Buffer.concat([Buffer.from(head), half]), () => socket.destroy());
	}

	private record(trace: Trace, request: FastifyRequest, status: number, response?: KeptBody): void {
		if (trace.entry !== undefined) return;
		const { service, fault } = trace;
		const received = trace.earlyBody ?? captureBody(request, trace.meter);
		const query = redact({ ...(request.query as JsonObject) }, service.publicKeys) as JsonObject;
		const body = redact(received.body, service.publicKeys);
		const { method, params } = request;
		const route = request.is404 ? undefined : request.routeOptions.url?.slice(service.prefix.length);
		const entry = {
			at: trace.at,
			service: service.name,
			method,
			path: redactPath(trace.path),
			...nameCall(service.words, { method, route, params, query, body }),
			query,
			body,
			headers: redactHeaders(request.headers),
			status,
			responseBody: redact(response?.body ?? null, service.publicKeys),
			durationMs: Math.round(performance.now() - trace.started),
			...(fault === undefined ? {} : { fault: fault.kind }),
			handled: trace.handled,
			...(trace.crash === undefined ? {} : { crash: trace.crash }),
		};
		trace.entry = this.journal.add(entry, received.bytes + (response?.bytes ?? 0));
	}
}

function noteCrash(trace: Trace | undefined, error: unknown): void {
	const meant = error instanceof Error && 'statusCode' in error;
	if (trace === undefined || meant) return;
	const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
	// A copy: a slice would keep the whole text in memory.
	trace.crash = Buffer.from(words.slice(0, LONGEST_CRASH)).toString();
}

function faultReply(fault: Fault, vendor: VendorReply, status: number): VendorReply {
	if (fault.kind === 'empty') return { status, body: null };
	if (fault.kind === 'html') {
		const page = `<html><head><title>${status}</title></head><body><h1>${status}</h1><p>proxy</p></body></html>`;
		return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
	}
	return fault.body === undefined ? vendor : { status, body: fault.body };
}

function isBytes(payload: unknown): payload is string | Buffer {
	return typeof payload === 'string' || Buffer.isBuffer(payload);
}
