import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { KaizalaContext } from '../context';
import { invalidParameters, tooSlow, unsupportedMedia } from '../errors';
import type { StoredFile } from '../model';

type Upload = Omit<StoredFile, 'id'>;

/** Any part name will do, but every part needs a file name and the right MIME type. */
export async function upload(ctx: KaizalaContext, request: FastifyRequest): Promise<Upload[]> {
	if (!request.isMultipart()) throw unsupportedMedia('The body has to be multipart/form-data');
	if (request.headers['content-encoding'] !== undefined) throw unsupportedMedia('The body must not be compressed');
	const done = new AbortController();
	const deadline = wait(ctx.switches.mediaTimeoutMs, undefined, { signal: done.signal, ref: false }).then(() => {
		throw tooSlow();
	});
	try {
		return await Promise.race([readParts(ctx, request), deadline]);
	} finally {
		done.abort();
	}
}

/** Bytes are counted as they come: no header says truthfully how many there will be. */
async function readParts(ctx: KaizalaContext, request: FastifyRequest): Promise<Upload[]> {
	const most = ctx.switches.maxMediaBytes;
	const uploads: Upload[] = [];
	let total = 0;
	for await (const part of request.parts({ limits: { fileSize: most } })) {
		if (part.type !== 'file' || !part.filename) throw unsupportedMedia(`The part ${part.fieldname} is not a file`);
		const bytes = await part.toBuffer();
		total += bytes.length;
		if (total > most) throw invalidParameters(`The files have more than ${most} bytes`);
		if (bytes.length === 0) throw invalidParameters(`${part.filename} is empty`);
		uploads.push({ name: part.filename, mimeType: part.mimetype, bytes });
	}
	return uploads;
}

/** The service fetches the address by itself. */
export async function download(ctx: KaizalaContext, mediaUrl: string): Promise<Upload> {
	const url = new URL(mediaUrl);
	if (!/^https?:$/.test(url.protocol)) throw invalidParameters('mediaUrl has to be an http address');
	// The signal ends the body, too, however slowly it drips in.
	const signal = AbortSignal.timeout(ctx.switches.mediaTimeoutMs);
	const unreachable = () => invalidParameters('mediaUrl could not be fetched');
	const response = await fetch(url, { signal }).catch(() => {
		throw unreachable();
	});
	if (!response.ok) throw invalidParameters(`mediaUrl answered ${response.status}`);
	const bytes = await readUpTo(ctx.switches.maxMediaBytes, response).catch(() => {
		throw unreachable();
	});
	if (bytes === undefined) throw invalidParameters('The file is too large');
	const name = decodeURIComponent(url.pathname.split('/').pop() ?? '');
	const mimeType = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
	return { name, mimeType, bytes };
}

/** Undefined when there is more; what goes beyond is neither read nor decompressed. */
async function readUpTo(most: number, { body }: Response): Promise<Buffer | undefined> {
	const chunks: Uint8Array[] = [];
	let total = 0;
	for await (const chunk of body ?? []) {
		total += chunk.length;
		// Leaving the loop cancels the rest.
		if (total > most) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
