import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';

/** A file for an input item. */
export interface TestFile {
	fileName?: string;
	mimeType?: string;
	content: string | Buffer;
}

function describe({ fileName, mimeType = 'text/plain' }: TestFile): IBinaryData {
	return { data: '', mimeType, ...(fileName === undefined ? {} : { fileName }) };
}

/** Files as n8n holds them in memory. */
export function inMemory(files: Record<string, TestFile>): IBinaryKeyData {
	return Object.fromEntries(
		Object.entries(files).map(([field, file]) => [
			field,
			{ ...describe(file), data: Buffer.from(file.content).toString('base64') },
		]),
	);
}

let ready: Promise<void> | undefined;

async function service(): Promise<BinaryDataService> {
	const found = Container.get(BinaryDataService);
	ready ??= found.init();
	await ready;
	return found;
}

/** Files as n8n keeps them on disk, which is its default: items carry an ID instead of the content. */
export async function onDisk(files: Record<string, TestFile>): Promise<IBinaryKeyData> {
	const location = { type: 'execution', workflowId: 'test-workflow', executionId: 'test-execution' } as const;
	const stored: IBinaryKeyData = {};
	for (const [field, file] of Object.entries(files)) {
		stored[field] = await (await service()).store(location, Buffer.from(file.content), describe(file));
	}
	return stored;
}

/** What a file that a node has put out holds, wherever n8n keeps it. */
export async function contentOf(file: IBinaryData | undefined): Promise<Buffer> {
	if (file === undefined) throw new Error('There is no file');
	return await (await service()).getAsBuffer(file);
}
