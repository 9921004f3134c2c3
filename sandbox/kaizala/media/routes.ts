import { z } from 'zod';
import type { KaizalaContext } from '../context';
import { notFound } from '../errors';
import { openRoute, route } from '../router';
import type { Route } from '../router';
import { wire } from '../wire';
import { download, upload } from './receive';
import { storeMedia } from './resources';

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
