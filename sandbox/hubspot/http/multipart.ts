import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { validate } from '../../core/validate';
import { HubSpotError, invalid } from '../errors';
import { FILE_ACCESS, type Folder, type StoredFile } from '../state/fileStore';
import type { World } from '../state/world';

/** What a multipart upload asks for. */
export interface Upload {
	name: string;
	extension: string;
	mimeType: string;
	bytes: Buffer;
	folder: Folder;
	options: z.infer<typeof optionsInput>;
	lifetimeMs?: number;
}

const optionsInput = z
	.object({
		access: z.enum(FILE_ACCESS),
		ttl: z
			.string()
			.regex(/^P[1-9]\d*[DWMY]$/)
			.optional(),
		overwrite: z.boolean().optional(),
		duplicateValidationStrategy: z.enum(['NONE', 'REJECT', 'RETURN_EXISTING']).optional(),
		duplicateValidationScope: z.enum(['ENTIRE_PORTAL', 'EXACT_FOLDER']).optional(),
	})
	.strict();

const FIELDS = new Set(['fileName', 'folderId', 'folderPath', 'options', 'charsetHunch']);
const DAY_MS = 86_400_000;
const DAYS: Record<string, number> = { D: 1, W: 7, M: 30, Y: 365 };

/** What replaces the content of a file. */
export interface Replacement extends Pick<Upload, 'mimeType' | 'bytes'> {
	extension: string;
	access?: StoredFile['access'];
	lifetimeMs?: number;
}

const replaceOptions = z
	.object({ access: z.enum(FILE_ACCESS).optional(), ttl: z.string().optional(), expiresAt: z.string().optional() })
	.strict();

/** As for an upload, without a place and a name: the file keeps both. */
export async function readReplacement(world: World, request: FastifyRequest): Promise<Replacement> {
	if (!request.isMultipart()) {
		throw new HubSpotError(415, 'Unsupported Media Type: the body has to be multipart/form-data');
	}
	const { fields, file } = await readParts(world, request, new Set(['options', 'charsetHunch']));
	const { access, ttl } = readOptions(fields.get('options') ?? '{}', replaceOptions);
	const [, extension] = splitName(file.filename, file.filename);
	return {
		mimeType: file.mimeType,
		bytes: file.bytes,
		extension,
		...(access === undefined ? {} : { access }),
		...(ttl === undefined ? {} : { lifetimeMs: lifetime(ttl) }),
	};
}

/** Reads and checks the parts; nothing is stored yet. */
export async function readUpload(world: World, request: FastifyRequest): Promise<Upload> {
	if (!request.isMultipart()) {
		throw new HubSpotError(415, 'Unsupported Media Type: the body has to be multipart/form-data');
	}
	const { fields, file } = await readParts(world, request);
	const [name, extension] = splitName(fields.get('fileName') ?? file.filename, file.filename);
	const options = readOptions(fields.get('options'), optionsInput);
	return {
		name,
		extension,
		mimeType: file.mimeType,
		bytes: file.bytes,
		options,
		folder: folderOf(world, fields),
		...(options.ttl === undefined ? {} : { lifetimeMs: lifetime(options.ttl) }),
	};
}

async function readParts(world: World, request: FastifyRequest, known: ReadonlySet<string> = FIELDS) {
	const most = world.switches.largestFile;
	const fields = new Map<string, string>();
	let file: { filename: string; mimeType: string; bytes: Buffer } | undefined;
	for await (const part of request.parts({ limits: { fileSize: most } })) {
		if (part.type === 'file') {
			if (part.fieldname !== 'file' || file !== undefined || !part.filename) {
				throw invalid(`Invalid upload: exactly one part named "file" with a file name is needed`);
			}
			const bytes = await part.toBuffer();
			if (part.file.truncated) throw invalid(`The file is larger than the maximum of ${most} bytes`);
			file = { filename: part.filename, mimeType: part.mimetype, bytes };
		} else if (!known.has(part.fieldname)) {
			throw invalid(`Invalid upload: unknown field "${part.fieldname}"`);
		} else fields.set(part.fieldname, String(part.value));
	}
	if (file === undefined) throw invalid('Invalid upload: the part "file" is missing');
	if (file.bytes.length === 0) throw invalid('Invalid upload: the file is empty');
	return { fields, file };
}

function readOptions<T extends z.ZodTypeAny>(text: string | undefined, schema: T): z.output<T> {
	if (text === undefined) throw invalid('Invalid upload: the field "options" is missing');
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		throw invalid('Invalid upload: the field "options" is not valid JSON');
	}
	return validate(schema, json, ([first]) =>
		invalid(`Invalid upload: options.${first?.path.join('.') ?? ''} is not valid`),
	);
}

/** Between one day and one year. */
export function lifetime(ttl: string): number {
	const days = Number.parseInt(ttl.slice(1), 10) * (DAYS[ttl.slice(-1)] ?? 1);
	if (days > 365) throw invalid('Invalid upload: options.ttl has to be between one day and one year');
	return days * DAY_MS;
}

function folderOf(world: World, fields: Map<string, string>): Folder {
	return folderAt(world, { folderId: fields.get('folderId'), folderPath: fields.get('folderPath') });
}

/** The folder that is named by its ID or by its path. */
export function folderAt(
	world: World,
	{ folderId: id, folderPath: path }: { folderId?: string; folderPath?: string },
): Folder {
	if ((id === undefined) === (path === undefined)) {
		throw invalid('Invalid upload: either folderId or folderPath is needed, and not both');
	}
	if (path !== undefined) return world.files.folderAt(`/${path.split('/').filter(Boolean).join('/')}`);
	const found = world.files.folder(id ?? '');
	if (found === undefined) throw new HubSpotError(404, `Folder ${id ?? ''} does not exist`);
	return found;
}

export function splitName(wanted: string, sent: string): [name: string, extension: string] {
	const parse = (text: string) => /^(.+)\.([^.]+)$/.exec(text);
	const [, name = wanted, extension = parse(sent)?.[2] ?? ''] = parse(wanted) ?? [];
	return [name, extension.toLowerCase()];
}

/** Stores the file, or finds the one that counts as the same. */
export function storeUpload(world: World, { options, lifetimeMs, ...upload }: Upload): StoredFile {
	const { name, extension, folder } = upload;
	const everywhere = options.duplicateValidationScope !== 'EXACT_FOLDER';
	const twin = world.files.named(name, extension, everywhere ? undefined : folder);
	if (twin !== undefined && options.duplicateValidationStrategy === 'RETURN_EXISTING') return twin;
	if (twin !== undefined && options.duplicateValidationStrategy === 'REJECT') {
		throw new HubSpotError(409, `A file named ${name}.${extension} exists already`, { category: 'CONFLICT' });
	}
	const now = world.core.clock.now();
	const timestamp = new Date(now).toISOString();
	const before = world.files.named(name, extension, folder);
	const content = {
		mimeType: upload.mimeType,
		bytes: upload.bytes,
		access: options.access,
		...(lifetimeMs === undefined ? {} : { expiresAt: now + lifetimeMs }),
		updatedAt: timestamp,
	};
	if (before !== undefined && options.overwrite === true) return Object.assign(before, content);
	const free = before === undefined ? name : freeName(world, name, extension, folder);
	return world.files.add({ ...content, name: free, extension, folder, createdAt: timestamp });
}

function freeName(world: World, name: string, extension: string, folder: Folder): string {
	for (let number = 1; ; number += 1) {
		const free = `${name}-${number}`;
		if (world.files.named(free, extension, folder) === undefined) return free;
	}
}
