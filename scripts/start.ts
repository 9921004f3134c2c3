import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RELAY } from './lib/paths';
import { playStory } from './lib/play';
import type { Environment, StartOptions } from './lib/play';
import { startRelay } from './lib/relay';
import type { Ui } from './lib/ui';

/** Plays the story on n8n in one process; returns the exit code. */
export async function main(options: StartOptions, ui: Ui): Promise<number> {
	const { userFolder, fresh } = folderOf(options);
	return await playStory(
		{
			async start(step): Promise<Environment> {
				const { sandbox, n8n, stop } = await startRelay({ ...options, userFolder, fresh, step });
				const ended = Promise.race([
					n8n.ended.then((code) => `n8n ended by itself (${code}); its log: ${n8n.logFile}`),
					sandbox.ended.then((code) => `The sandbox ended by itself (${code}); its log: ${sandbox.logFile}`),
				]);
				return { sandbox, client: n8n.client, ended, stop };
			},
			clear: async () => await rm(userFolder, { recursive: true, force: true }),
		},
		options,
		ui,
	);
}

/**
 * A start that stays up keeps its n8n for the next time; a single run always begins with a new one, so that its result says
 * something about the package and not about what was left over.
 */
function folderOf({ once, fresh }: StartOptions): { userFolder: string; fresh: boolean } {
	return once ? { userFolder: join(RELAY, 'once'), fresh: true } : { userFolder: join(RELAY, 'n8n'), fresh };
}
