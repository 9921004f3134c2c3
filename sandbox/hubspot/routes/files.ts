import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { PORTAL_ID } from '../schema/account';
import { requireScopes } from '../state/tokens';
import { HubSpotError, notFound } from '../errors';
import type { StoredFile } from '../state/fileStore';
import { addEndpoint, type Call, type Endpoint, readQuery, textParam } from '../http/endpoint';
import type { ApiVersion, Token } from '../types';
import { readUpload, storeUpload } from '../http/multipart';
import type { World } from '../state/world';

/** Uploading is missing in the description of 2026-09. */
const WITH_UPLOAD: readonly ApiVersion[] = ['2026-03', '2025-09'];
const FILES = [['files']];
const HIDDEN = ['files.ui_hidden.read'];
const DEFAULT_LIFETIME_S = 3600;
const CDN = '/cdn/files';

const KINDS: Record<string, readonly string[]> = {
	IMG: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg'],
	DOCUMENT: ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'csv', 'txt'],
	AUDIO: ['mp3', 'wav', 'ogg', 'm4a'],
	MOVIE: ['mp4', 'mov', 'webm'],
};

/** Uploads, metadata and signed addresses. */
export function fileRoutes(app: FastifyInstance, world: World, prefix: string): void {
	const add = (
		method: Endpoint['method'],
		suffix: string,
		handle: Endpoint['handle'],
		versions?: readonly ApiVersion[],
	): void =>
		addEndpoint(app, world, prefix, {
			method,
			dated: `/files/{V}/files${suffix}`,
			old: `/files/v3/files${suffix}`,
			versions,
			scopes: () => FILES,
			handle,
		});
	add('POST', '', async (call) => await upload(world, call), WITH_UPLOAD);
	add('GET', '/:fileId', (call) => {
		readQuery(call, { property: textParam });
		return fileJson(world, fileOf(world, call));
	});
	add('DELETE', '/:fileId', (call) => {
		readQuery(call, {});
		world.files.remove(fileOf(world, call).id);
		return undefined;
	});
	add('GET', '/:fileId/signed-url', (call) => signedUrl(world, call, prefix));
	// Another host of HubSpot's; whoever has the signed address may read the file.
	app.get(`${CDN}/:fileId/:name`, async (request, reply) => {
		const file = readSigned(world, request);
		return await reply
			.type(file.mimeType)
			.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fullName(file))}`)
			.send(file.bytes);
	});
}

async function upload(world: World, call: Call): Promise<JsonObject> {
	readQuery(call, {});
	const wanted = await readUpload(world, call.request);
	const file = storeUpload(world, wanted);
	world.core.changed('hubspot', 'file', { id: file.id });
	void call.reply.code(201).header('location', `${call.address}/${file.id}`);
	return fileJson(world, file);
}

function fileOf(world: World, call: Call): StoredFile {
	const file = world.files.get(call.params.fileId ?? '');
	if (file === undefined || isOver(world, file)) throw notFound();
	if (file.access.startsWith('HIDDEN')) requireHidden(call.token);
	return file;
}

function requireHidden(token: Token): void {
	requireScopes(token, [HIDDEN]);
}

function isOver(world: World, { expiresAt }: StoredFile): boolean {
	return expiresAt !== undefined && expiresAt <= world.core.clock.now();
}

function fullName({ name, extension }: StoredFile): string {
	return extension === '' ? name : `${name}.${extension}`;
}

function kindOf({ extension }: StoredFile): string {
	return Object.keys(KINDS).find((kind) => KINDS[kind]?.includes(extension)) ?? 'OTHER';
}

function fileJson(world: World, file: StoredFile): JsonObject {
	const path = `${file.folder.path === '/' ? '' : file.folder.path}/${fullName(file)}`;
	const url = `${world.core.baseUrl}/hubspot/hubfs/${PORTAL_ID}${encodeURI(path)}`;
	return {
		id: file.id,
		createdAt: file.createdAt,
		updatedAt: file.updatedAt,
		archived: false,
		parentFolderId: file.folder.id,
		name: file.name,
		path,
		size: file.bytes.length,
		type: kindOf(file),
		extension: file.extension,
		defaultHostingUrl: url,
		url,
		isUsableInContent: !file.access.startsWith('HIDDEN'),
		access: file.access,
		fileMd5: createHash('md5').update(file.bytes).digest('hex'),
		...(file.expiresAt === undefined ? {} : { expiresAt: file.expiresAt }),
	};
}

/** Whoever changes the address loses it. */
function signatureOf(id: string, expires: number): string {
	return createHash('sha256').update(`${id} ${expires} ${PORTAL_ID}`).digest('hex');
}

function signedUrl(world: World, call: Call, prefix: string): JsonObject {
	const { expirationSeconds } = readQuery(call, {
		expirationSeconds: z
			.string()
			.regex(/^[1-9]\d{0,6}$/)
			.optional(),
		property: textParam,
		size: z.enum(['thumb', 'icon', 'medium', 'preview']).optional(),
		upscale: z.enum(['true', 'false']).optional(),
	});
	const file = fileOf(world, call);
	const expires = world.core.clock.now() + Number(expirationSeconds ?? DEFAULT_LIFETIME_S) * 1000;
	const place = `${world.core.baseUrl}${prefix}${CDN}/${file.id}/${encodeURIComponent(fullName(file))}`;
	return {
		url: `${place}?Expires=${expires}&Signature=${signatureOf(file.id, expires)}`,
		expiresAt: new Date(expires).toISOString(),
		name: file.name,
		extension: file.extension,
		size: file.bytes.length,
		type: kindOf(file),
	};
}

/** Like other stores of its kind, it takes one way of identifying oneself: a token beside the signature is refused. */
function readSigned(world: World, request: { params: unknown; query: unknown; headers: object }): StoredFile {
	const { fileId } = z.object({ fileId: z.string(), name: z.string() }).parse(request.params);
	const query = z.object({ Expires: z.coerce.number(), Signature: z.string() }).strict().safeParse(request.query);
	if ('authorization' in request.headers) {
		throw new HubSpotError(400, 'Only one auth mechanism allowed');
	}
	if (!query.success || query.data.Signature !== signatureOf(fileId, query.data.Expires)) {
		throw new HubSpotError(403, 'The request signature we calculated does not match the signature you provided');
	}
	if (query.data.Expires <= world.core.clock.now()) throw new HubSpotError(403, 'Request has expired');
	const file = world.files.get(fileId);
	if (file === undefined) throw notFound();
	return file;
}
