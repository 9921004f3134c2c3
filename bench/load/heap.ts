import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/paths';
import { waitFor } from '../../scripts/lib/wait';

const MEGABYTE = 1024 * 1024;

export interface Memory {
	/** What is still needed, after a collection, in megabytes. */
	heapMb: number;
	/** What the process takes of the machine's memory. */
	rssMb: number;
}

/** How n8n has to be started to be asked for its memory. */
export const memoryEnvironment = (file: string): NodeJS.ProcessEnv => ({
	NODE_OPTIONS: `--require=${join(ROOT, 'bench', 'load', 'memory.cjs')}`,
	LOAD_MEMORY_FILE: file,
});

/** Lets n8n collect its garbage, and says what is left. */
export async function memoryOf(pid: number, file: string): Promise<Memory> {
	await rm(file, { force: true });
	process.kill(pid, 'SIGUSR2');
	const text = await waitFor('What n8n says of its memory', async () => await readFile(file, 'utf8'));
	const { heapUsed, external, rss } = JSON.parse(text) as NodeJS.MemoryUsage;
	return { heapMb: (heapUsed + external) / MEGABYTE, rssMb: rss / MEGABYTE };
}
