import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { KaizalaContext } from '../context';
import { invalidParameters, notFound, unsupportedMedia } from '../errors';
import type { StoredFile } from '../model';
import { openRoute, route } from '../router';
import type { Route } from '../router';
import { wire } from '../wire';
import { storeMedia } from './resources';

const FETCH_TIMEOUT_MS = 10_000;

/** `/v1/media`. */
export function mediaRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'POST',
			path: '/v1/media/url',
			scope: 'media.read',
			body: wire({ mediaUrl: z.string().url() }),
			handle: async ({ body }) => ({ mediaResource: storeMedia(ctx, [await download(ctx, body.mediaUrl)]) }),
		}),
		route({
			method: 'POST',
			path: '/v1/media',
			scope: 'media.read',
			body: z.unknown(),
			handle: async ({ request }) => ({ mediaResource: storeMedia(ctx, await upload(ctx, request)) }),
		}),
		openRoute({
			method: 'GET',
			path: '/media/:fileId/:name',
			half: 'files',
			handle({ param, reply }) {
				const file = ctx.state.files.get(param('fileId'));
				if (!file) throw notFound('The file was not found');
				void reply.type(file.mimeType).send(file.bytes);
				return null;
			},
		}),
	];
}

/** Any part name will do, but every part needs a file name and the right MIME type. */
async function upload(ctx: KaizalaContext, request: FastifyRequest): Promise<Omit<StoredFile, 'id'>[]> {
	if (!request.isMultipart()) throw unsupportedMedia('The body has to be multipart/form-data');
	const uploads: Omit<StoredFile, 'id'>[] = [];
	for await (const part of request.parts({ limits: { fileSize: ctx.switches.maxMediaBytes } })) {
		if (part.type !== 'file' || !part.filename) throw unsupportedMedia(`The part ${part.fieldname} is not a file`);
		const bytes = await part.toBuffer();
		if (bytes.length === 0) throw invalidParameters(`${part.filename} is empty`);
		uploads.push({ name: part.filename, mimeType: part.mimetype, bytes });
	}
	return uploads;
}

/** The service fetches the address by itself. */
async function download(ctx: KaizalaContext, mediaUrl: string): Promise<Omit<StoredFile, 'id'>> {
	const url = new URL(mediaUrl);
	if (!/^https?:$/.test(url.protocol)) throw invalidParameters('mediaUrl has to be an http address');
	let answer: Response;
	try {
		answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
	} catch {
		throw invalidParameters('mediaUrl could not be fetched');
	}
	if (!answer.ok) throw invalidParameters(`mediaUrl answered ${answer.status}`);
	const bytes = Buffer.from(await answer.arrayBuffer());
	if (bytes.length > ctx.switches.maxMediaBytes) throw invalidParameters('The file is too large');
	const name = decodeURIComponent(url.pathname.split('/').pop() ?? '');
	const mimeType = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
	return { name, mimeType, bytes };
}
