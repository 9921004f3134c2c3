import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { N8N_VERSION } from './line';
import { runN8nCommand } from './n8n';
import { RELAY } from './paths';

const DATABASE = 'database.sqlite';

/**
 * Gives a new n8n the database that it would make itself, by more than 200 migrations that take it seconds: they run once
 * for each version of n8n, and every other n8n gets a copy. Nothing secret is in it; each n8n makes its own key.
 */
export async function prepareDatabase(userFolder: string): Promise<void> {
	const target = join(userFolder, '.n8n');
	if (existsSync(join(target, DATABASE))) return;
	const kept = join(RELAY, `empty-n8n-${N8N_VERSION}`);
	if (!existsSync(kept)) await makeDatabase(kept);
	await copyDatabase(kept, target);
}

async function makeDatabase(kept: string): Promise<void> {
	const folder = await mkdtemp(join(RELAY, 'empty-n8n-'));
	try {
		await runN8nCommand(folder, ['list:workflow']);
		const made = join(folder, 'made');
		await copyDatabase(join(folder, '.n8n'), made);
		// Somebody else may have been quicker.
		await rename(made, kept).catch((error: unknown) => {
			if (!existsSync(kept)) throw error;
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** With what SQLite has written beside it and not taken in yet; the index of that it makes anew. */
async function copyDatabase(from: string, to: string): Promise<void> {
	await mkdir(to, { recursive: true });
	for (const file of await readdir(from)) {
		if (file === DATABASE || file === `${DATABASE}-wal`) await copyFile(join(from, file), join(to, file));
	}
}
