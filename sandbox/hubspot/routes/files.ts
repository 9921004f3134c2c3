import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { PORTAL_ID } from '../schema/account';
import { requireScopes } from '../state/tokens';
import { HubSpotError, invalid, notFound } from '../errors';
import { importInput, importState, startImport } from '../rules/fileImport';
import { FILE_ACCESS, type StoredFile } from '../state/fileStore';
import {
	addEndpoint,
	type Call,
	type Endpoint,
	flagParam,
	limitParam,
	listParam,
	readBody,
	readQuery,
	textParam,
} from '../http/endpoint';
import type { ApiVersion, Token } from '../types';
import { folderAt, readReplacement, readUpload, storeUpload } from '../http/multipart';
import type { World } from '../state/world';

/** The descriptions of 2026-09 and 2025-09 lack uploads; that of 2026-09 lacks details and signed addresses, too. */
const WITH_UPLOAD: readonly ApiVersion[] = ['2026-03'];
const WITH_DETAILS: readonly ApiVersion[] = ['2026-03', '2025-09'];
const READ = [['files', 'files.read']];
const WRITE = [['files', 'files.write']];
const HIDDEN = ['files.ui_hidden.read'];
const DEFAULT_LIFETIME_S = 3600;
const CDN = '/cdn/files';

const KINDS: Record<string, readonly string[]> = {
	IMG: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'svg'],
	DOCUMENT: ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'csv', 'txt'],
	AUDIO: ['mp3', 'wav', 'ogg', 'm4a'],
	MOVIE: ['mp4', 'mov', 'webm'],
};

/** Uploads, imports, metadata and signed addresses. */
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
			scopes: () => (method === 'GET' ? READ : WRITE),
			handle,
		});
	add('POST', '', async (call) => await upload(world, call), WITH_UPLOAD);
	const details = (call: Call): JsonObject => {
		readQuery(call, { properties: listParam });
		return fileJson(world, fileOf(world, call));
	};
	add('GET', '/:fileId', details, WITH_DETAILS);
	add('GET', '/search', (call) => search(world, call));
	add('GET', '/stat/*', (call) => stat(world, call));
	add('POST', '/import-from-url/async', (call) => {
		readQuery(call, {});
		const task = startImport(world, readBody(call, importInput));
		void call.reply.code(202);
		return { id: task.id, links: { status: `${call.address}/tasks/${task.id}/status` } };
	});
	add('GET', '/import-from-url/async/tasks/:taskId/status', async (call) => {
		readQuery(call, {});
		const task = world.files.imports.get(call.params.taskId ?? '');
		if (task === undefined) throw notFound();
		return await importState(world, task, (file) => fileJson(world, file));
	});
	add('PUT', '/:fileId', async (call) => await replace(world, call));
	add('PATCH', '/:fileId', (call) => rename(world, call));
	add('DELETE', '/:fileId', (call) => {
		readQuery(call, {});
		world.files.remove(fileOf(world, call).id);
		return undefined;
	});
	add('GET', '/:fileId/signed-url', (call) => signedUrl(world, call, prefix), WITH_DETAILS);
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

/** The content changes, the ID and the address stay. */
async function replace(world: World, call: Call): Promise<JsonObject> {
	readQuery(call, {});
	const file = fileOf(world, call);
	const { mimeType, bytes, extension, access, lifetimeMs } = await readReplacement(world, call.request);
	if (extension !== '' && extension !== file.extension) {
		throw invalid(`The file ${file.id} has the extension "${file.extension}", not "${extension}"`);
	}
	const now = world.core.clock.now();
	Object.assign(file, {
		mimeType,
		bytes,
		...(access === undefined ? {} : { access }),
		...(lifetimeMs === undefined ? {} : { expiresAt: now + lifetimeMs }),
		updatedAt: new Date(now).toISOString(),
	});
	world.core.changed('hubspot', 'file', { id: file.id });
	return fileJson(world, file);
}

const fileUpdate = z
	.object({
		name: z.string().min(1).optional(),
		access: z.enum(FILE_ACCESS).optional(),
		parentFolderId: z.string().optional(),
		parentFolderPath: z.string().optional(),
		isUsableInContent: z.boolean().optional(),
		clearExpires: z.boolean().optional(),
	})
	.strict();

function rename(world: World, call: Call): JsonObject {
	readQuery(call, {});
	const file = fileOf(world, call);
	const { name, access, parentFolderId: folderId, parentFolderPath: folderPath } = readBody(call, fileUpdate);
	const moves = folderId !== undefined || folderPath !== undefined;
	Object.assign(file, {
		...(name === undefined ? {} : { name }),
		...(access === undefined ? {} : { access }),
		...(moves ? { folder: folderAt(world, { folderId, folderPath }) } : {}),
		updatedAt: world.core.clock.date().toISOString(),
	});
	return fileJson(world, file);
}

const number = z.string().regex(/^\d+$/).optional();
const moment = z.string().datetime().optional();
const searchQuery = {
	limit: limitParam(10, 100),
	after: number,
	before: textParam,
	properties: listParam,
	sort: listParam,
	ids: listParam,
	idLte: number,
	idGte: number,
	parentFolderIds: listParam,
	name: textParam,
	path: textParam,
	type: textParam,
	extension: textParam,
	size: number,
	sizeLte: number,
	sizeGte: number,
	createdAt: moment,
	createdAtLte: moment,
	createdAtGte: moment,
	updatedAt: moment,
	updatedAtLte: moment,
	updatedAtGte: moment,
	isUsableInContent: flagParam,
	allowsAnonymousAccess: flagParam,
	fileMd5: textParam,
};

/** In the order of their IDs; hidden files are left out. */
function search(world: World, call: Call): JsonObject {
	const query = readQuery(call, searchQuery);
	const within = (value: number | string, least?: number | string, most?: number | string): boolean =>
		(least === undefined || value >= least) && (most === undefined || value <= most);
	const optional = (text: string | undefined) => (text === undefined ? undefined : Number(text));
	const found = world.files
		.all()
		.filter((file) => !isOver(world, file) && !file.access.startsWith('HIDDEN'))
		.filter((file) => {
			const { id, name, path, extension, size, createdAt, updatedAt } = Object(fileJson(world, file));
			const same = (wanted: string | undefined, own: unknown) => wanted === undefined || wanted === own;
			return (
				same(query.name, name) &&
				same(query.path, path) &&
				same(query.extension, extension) &&
				same(query.type, kindOf(file)) &&
				(query.ids === undefined || query.ids.includes(id)) &&
				(query.parentFolderIds === undefined || query.parentFolderIds.includes(file.folder.id)) &&
				within(Number(id), optional(query.idGte), optional(query.idLte)) &&
				within(size, optional(query.size ?? query.sizeGte), optional(query.size ?? query.sizeLte)) &&
				within(createdAt, query.createdAt ?? query.createdAtGte, query.createdAt ?? query.createdAtLte) &&
				within(updatedAt, query.updatedAt ?? query.updatedAtGte, query.updatedAt ?? query.updatedAtLte) &&
				Number(id) >= Number(query.after ?? '0')
			);
		});
	const next = found[query.limit];
	return {
		results: found.slice(0, query.limit).map((file) => fileJson(world, file)),
		...(next === undefined
			? {}
			: { paging: { next: { after: next.id, link: `${call.address}?limit=${query.limit}&after=${next.id}` } } }),
	};
}

/** The file or the folder at a path. */
function stat(world: World, call: Call): JsonObject {
	readQuery(call, { properties: listParam });
	const path = `/${(call.params['*'] ?? '').split('/').filter(Boolean).join('/')}`;
	const file = world.files.all().find((one) => fileJson(world, one).path === path);
	if (file !== undefined && !isOver(world, file)) return { file: fileJson(world, file) };
	const folder = world.files.allFolders().find((one) => one.path === path);
	if (folder === undefined) throw notFound();
	const at = '2025-02-03T08:00:00.000Z';
	const name = folder.path.split('/').at(-1) ?? '';
	return { folder: { ...folder, name, archived: false, createdAt: at, updatedAt: at } };
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
