import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { FastifyRequest } from 'fastify';
import { formFields } from './parsers';
import type { Json } from '../types';

/** Longer answers are journalled by their size only. */
const LONGEST_KEPT_REPLY = 512 * 1024;

/** The parsed body as JSON; bytes and what is not read through Fastify (multipart) by size and type. */
export function captureBody(request: FastifyRequest): Json {
	const contentType = request.headers['content-type'] ?? '';
	const { body } = request;
	if (Buffer.isBuffer(body)) return { bytes: body.length, contentType };
	if (body !== undefined && body !== null && !contentType.startsWith('multipart/')) return plain(body);
	const length = Number(request.headers['content-length'] ?? 0);
	return length > 0 && contentType !== '' ? { bytes: length, contentType } : null;
}

/** Reads what the parsers will never see because a fault answers first. */
export async function readRawBody(raw: IncomingMessage): Promise<Json> {
	const bytes = await buffer(raw);
	const contentType = raw.headers['content-type'] ?? '';
	if (bytes.length === 0) return null;
	if (contentType.startsWith('application/x-www-form-urlencoded')) return formFields(bytes.toString());
	if (/\bjson\b/.test(contentType)) return parse(bytes.toString()) ?? { bytes: bytes.length, contentType };
	return { bytes: bytes.length, contentType };
}

export function readReply(payload: unknown, header: unknown): Json {
	const contentType = typeof header === 'string' ? header : '';
	if (Buffer.isBuffer(payload)) return { bytes: payload.length, contentType };
	if (typeof payload !== 'string')
		return payload === undefined || payload === null ? null : { stream: true, contentType };
	if (payload.length > LONGEST_KEPT_REPLY) return { bytes: Buffer.byteLength(payload), contentType };
	return /\bjson\b/.test(contentType) ? (parse(payload) ?? payload) : payload === '' ? null : payload;
}

function parse(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}

/** A copy, so that a handler that changes what it was given does not change the journal. */
function plain(value: unknown): Json {
	return parse(JSON.stringify(value) ?? 'null') ?? null;
}
