import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyRequest } from 'fastify';
import type { Json, JsonObject } from '../types';
import { formFields } from './parsers';

/** Longer bodies are journaled by their length and digest only. */
const LONGEST_KEPT_BODY = 512 * 1024;

/** A body as the journal keeps it, and how much that takes. */
export interface KeptBody {
	body: Json;
	bytes: number;
}

const NOTHING: KeptBody = { body: null, bytes: 0 };

const digestOf = (bytes: number, contentType: string, sha256: string): KeptBody => ({
	body: { bytes, contentType, sha256 },
	bytes: 0,
});

const digestOfAll = (content: string | Buffer, contentType: string): KeptBody =>
	digestOf(Buffer.byteLength(content), contentType, createHash('sha256').update(content).digest('hex'));

/** Passes a body on and knows its length and digest when it has gone through. */
export class BodyMeter {
	private readonly hash = createHash('sha256');

	private bytes = 0;

	attach(payload: Readable): Readable {
		const meter = new Transform({
			transform: (chunk: Buffer, _encoding, done) => {
				this.hash.update(chunk);
				this.bytes += chunk.length;
				done(null, chunk);
			},
		});
		payload.once('error', (error) => meter.destroy(error));
		return payload.pipe(meter);
	}

	/** Undefined for a body that is short enough to be kept as it is. */
	digest(contentType: string): KeptBody | undefined {
		return this.bytes > LONGEST_KEPT_BODY
			? digestOf(this.bytes, contentType, this.hash.copy().digest('hex'))
			: undefined;
	}
}

/** Whether a body may be too long to be kept. Multipart bodies are read past Fastify's parsers and never kept. */
export function needsMeter({ headers }: FastifyRequest): boolean {
	if (headers['content-type']?.startsWith('multipart/') === true) return false;
	return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > LONGEST_KEPT_BODY;
}

/** The parsed body as JSON; bytes and what is not read through Fastify (multipart) by size and type. */
export function captureBody(request: FastifyRequest, meter: BodyMeter | undefined): KeptBody {
	const contentType = request.headers['content-type'] ?? '';
	const digest = meter?.digest(contentType);
	if (digest !== undefined) return digest;
	const { body } = request;
	if (Buffer.isBuffer(body)) return sized(body.length, contentType);
	if (body !== undefined && body !== null && !contentType.startsWith('multipart/')) {
		// A copy, so that a handler that changes what it was given does not change the journal.
		const text = JSON.stringify(body) ?? 'null';
		return { body: parse(text) ?? null, bytes: text.length };
	}
	const length = Number(request.headers['content-length'] ?? 0);
	return length > 0 && contentType !== '' ? sized(length, contentType) : NOTHING;
}

/** Reads what the parsers will never see because a fault answers first. */
export async function readRawBody(raw: IncomingMessage): Promise<KeptBody> {
	const bytes = await buffer(raw);
	const contentType = raw.headers['content-type'] ?? '';
	if (bytes.length === 0) return NOTHING;
	if (bytes.length > LONGEST_KEPT_BODY) return digestOfAll(bytes, contentType);
	const fields = contentType.startsWith('application/x-www-form-urlencoded')
		? formFields(bytes.toString())
		: /\bjson\b/.test(contentType)
			? parse(bytes.toString())
			: undefined;
	return fields === undefined ? sized(bytes.length, contentType) : { body: fields, bytes: bytes.length };
}

export function readReply(payload: unknown, header: unknown): KeptBody {
	const contentType = typeof header === 'string' ? header : '';
	if (payload === undefined || payload === null || payload === '') return NOTHING;
	if (Buffer.isBuffer(payload)) return sized(payload.length, contentType);
	if (typeof payload !== 'string') return { body: { stream: true, contentType }, bytes: 0 };
	if (payload.length > LONGEST_KEPT_BODY) return digestOfAll(payload, contentType);
	const body = /\bjson\b/.test(contentType) ? (parse(payload) ?? payload) : payload;
	return { body, bytes: payload.length };
}

/** What is left of a body that makes room for newer ones. */
export function forgotten(body: Json): JsonObject {
	return { bytes: Buffer.byteLength(JSON.stringify(body)), forgotten: true };
}

function sized(bytes: number, contentType: string): KeptBody {
	return { body: { bytes, contentType }, bytes: 0 };
}

function parse(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}
