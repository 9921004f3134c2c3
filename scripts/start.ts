import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RELAY } from './lib/paths';
import { playStory } from './lib/play';
import type { Environment, StartOptions } from './lib/play';
import { startRelay } from './lib/relay';
import type { Ui } from './lib/ui';
import { TEAMS_KEYS, TEMPLATE_KEYS } from './lib/workflows';

/** Plays the story on n8n in one process; returns the exit code. */
export async function main(options: StartOptions, ui: Ui): Promise<number> {
	const { userFolder, fresh } = folderOf(options);
	const withoutKaizala = options.withoutKaizala === true;
	// As templates/README.md says for those who have no Kaizala.
	const templates = [...TEMPLATE_KEYS.filter((key) => !withoutKaizala || key !== 'stageChange'), ...TEAMS_KEYS];
	const withoutNodes = withoutKaizala ? ['Send card', 'Store the card'] : [];
	return await playStory(
		{
			cards: withoutKaizala ? ['teams'] : ['kaizala', 'teams'],
			async start(step): Promise<Environment> {
				const { sandbox, n8n, stop } = await startRelay({
					...options,
					userFolder,
					fresh,
					step,
					templates,
					withoutNodes: { newTicket: withoutNodes },
				});
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
