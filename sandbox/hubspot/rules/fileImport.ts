import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { batchError, invalid } from '../errors';
import { folderAt, lifetime, splitName, storeUpload } from '../http/multipart';
import { FILE_ACCESS, type ImportTask, type StoredFile } from '../state/fileStore';
import type { World } from '../state/world';

export const importInput = z
	.object({
		url: z.string().url(),
		access: z.enum(FILE_ACCESS),
		name: z.string().min(1).optional(),
		folderId: z.string().optional(),
		folderPath: z.string().optional(),
		ttl: z.string().optional(),
		overwrite: z.boolean().optional(),
		duplicateValidationStrategy: z.enum(['NONE', 'REJECT', 'RETURN_EXISTING']).optional(),
		duplicateValidationScope: z.enum(['ENTIRE_PORTAL', 'EXACT_FOLDER']).optional(),
	})
	.strict();
type ImportInput = z.infer<typeof importInput>;

const FETCH_TIMEOUT_MS = 10_000;

export function startImport(world: World, input: ImportInput): ImportTask {
	const { protocol } = new URL(input.url);
	if (protocol !== 'http:' && protocol !== 'https:') throw invalid(`Invalid url: ${protocol} is not supported`);
	const folder = folderAt(world, input);
	const now = world.core.clock.date().toISOString();
	const task: ImportTask = {
		id: world.core.guid(),
		requestedAt: now,
		startedAt: now,
		completedAt: now,
		polls: 0,
		done: Promise.resolve(),
	};
	task.done = fetchFile(input, world.switches.largestFile).then(
		(fetched) => {
			// The sandbox may have been reset meanwhile.
			if (world.files.imports.get(task.id) !== task) return;
			const file = storeImport(world, input, folder, fetched);
			task.file = file;
			task.completedAt = world.core.clock.date().toISOString();
		},
		(error: unknown) => {
			task.problem = error instanceof Error ? error.message : String(error);
		},
	);
	world.files.imports.set(task.id, task);
	return task;
}

interface Fetched {
	bytes: Buffer;
	mimeType: string;
}

async function fetchFile(input: ImportInput, most: number): Promise<Fetched> {
	const answer = await fetch(input.url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
	if (!answer.ok) throw new Error(`The address answered with HTTP ${answer.status}`);
	const bytes = Buffer.from(await answer.arrayBuffer());
	if (bytes.length > most) throw new Error('The file is too large');
	const type = answer.headers.get('content-type') ?? 'application/octet-stream';
	return { bytes, mimeType: type.split(';', 1)[0] ?? type };
}

function storeImport(
	world: World,
	input: ImportInput,
	folder: StoredFile['folder'],
	{ bytes, mimeType }: Fetched,
): StoredFile {
	const sent = decodeURIComponent(new URL(input.url).pathname.split('/').at(-1) || 'file');
	const [name, extension] = splitName(input.name ?? sent, sent);
	const { access, overwrite, duplicateValidationStrategy, duplicateValidationScope, ttl } = input;
	const file = storeUpload(world, {
		name,
		extension,
		mimeType,
		bytes,
		folder,
		options: { access, overwrite, duplicateValidationStrategy, duplicateValidationScope },
		...(ttl === undefined ? {} : { lifetimeMs: lifetime(ttl) }),
	});
	world.core.changed('hubspot', 'file', { id: file.id });
	return file;
}

/** What is told of an import. Before it is done it says twice, by the switch, that it is under way. */
export async function importState(
	world: World,
	task: ImportTask,
	fileJson: (file: StoredFile) => JsonObject,
): Promise<JsonObject> {
	task.polls += 1;
	const { id: taskId, requestedAt, startedAt, completedAt } = task;
	const frame = { taskId, requestedAt, startedAt, completedAt };
	if (task.polls <= world.switches.importPolls) {
		return { ...frame, status: task.polls === 1 ? 'PENDING' : 'PROCESSING' };
	}
	await task.done;
	if (task.file !== undefined) return { ...frame, status: 'COMPLETE', result: fileJson(task.file) };
	const error = batchError({ message: task.problem ?? 'The file could not be fetched' });
	return { ...frame, status: 'CANCELED', numErrors: 1, errors: [error] };
}
