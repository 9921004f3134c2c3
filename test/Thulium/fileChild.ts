import '../harness/environment';

import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import type { RunSetup } from '../harness/engine';
import { runNode } from '../harness/engine';

/**
 * A process of its own that moves one large file through the node, with n8n keeping files on disk, and tells how much
 * memory that took. Run by `largeFiles.test.ts`: `fileChild.ts <sandbox> <upload | download | buffer> <bytes>`.
 */

const MEGABYTE = 1024 * 1024;

const [url = '', what = '', bytes = ''] = process.argv.slice(2);

const thulium = (parameters: RunSetup['parameters'], rest: Partial<RunSetup> = {}): RunSetup => ({
	type: 'thulium',
	parameters: { resource: 'attachment', ...parameters },
	credentials: { thuliumApi: { baseUrl: `${url}/thulium`, user: 'api_user', password: 'api_pass' } },
	...rest,
});

function* noise(size: number): Generator<Buffer> {
	for (let left = size; left > 0; left -= MEGABYTE) yield Buffer.alloc(Math.min(left, MEGABYTE), left % 251);
}

async function fileOf(size: number): Promise<IBinaryData> {
	const location = { type: 'execution', workflowId: 'test-workflow', executionId: 'test-execution' } as const;
	const description = { data: '', mimeType: 'application/octet-stream', fileName: 'large.bin' };
	return await Container.get(BinaryDataService).store(location, Readable.from(noise(size)), description);
}

async function upload(data: IBinaryData): Promise<string> {
	const { json, error } = await runNode(thulium({ operation: 'upload' }, { items: [{ json: {}, binary: { data } }] }));
	if (error !== undefined) throw error;
	return String(json[0]?.token);
}

async function download(token: string): Promise<number> {
	const { items, error } = await runNode(thulium({ operation: 'download', attachment: token }));
	if (error !== undefined) throw error;
	return items[0]?.binary?.data?.bytes ?? 0;
}

/** Collects until no more is found: the memory of buffers is given back on another thread, some time after a collection. */
async function waitForCollection(): Promise<void> {
	for (let last = Number.POSITIVE_INFINITY, same = 0; same < 3;) {
		globalThis.gc?.();
		await wait(20);
		const { used } = inUse();
		same = Math.abs(last - used) < MEGABYTE / 4 ? same + 1 : 0;
		last = used;
	}
}

/** What is in use and what the system has handed out, in bytes. */
function inUse(): { used: number; rss: number } {
	const { heapUsed, external, rss } = process.memoryUsage();
	return { used: heapUsed + external, rss };
}

async function main(): Promise<void> {
	await Container.get(BinaryDataService).init();
	const file = await fileOf(Number(bytes));
	// Everything is loaded and has run once before the measuring begins.
	const small = await fileOf(MEGABYTE);
	await download(await upload(small));
	const token = what === 'download' ? await upload(file) : '';
	await waitForCollection();

	const before = inUse();
	const peak = { used: 0, rss: 0 };
	// What is held, not what waits for a collection: how much of that there is, is a matter of how busy the machine is.
	// Twice, because the buffers of the one collection are counted out at the beginning of the next.
	const look = () => {
		globalThis.gc?.();
		globalThis.gc?.();
		const now = inUse();
		peak.used = Math.max(peak.used, now.used - before.used);
		peak.rss = Math.max(peak.rss, now.rss - before.rss);
	};
	// A collection takes about as long as the pause after it, so that the file gets on.
	let timer: NodeJS.Timeout | undefined;
	const keepLooking = () => {
		timer = setTimeout(() => {
			look();
			keepLooking();
		}, 100);
	};
	keepLooking();
	let moved = 0;
	if (what === 'download') moved = await download(token);
	else if (what === 'upload') moved = (await upload(file)) === '' ? 0 : Number(bytes);
	else {
		const held = await Container.get(BinaryDataService).getAsBuffer(file);
		look();
		moved = held.length;
	}
	look();
	clearTimeout(timer);
	process.stdout.write(`\n${JSON.stringify({ moved, ...peak })}\n`);
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(String(error instanceof Error ? error.stack : error));
		process.exit(1);
	},
);
