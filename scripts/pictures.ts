import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { launchBrowser } from './lib/browser';
import { importIntoN8n } from './lib/n8n';
import { RELAY } from './lib/paths';
import { freePort } from './lib/ports';
import { startRelay } from './lib/relay';
import { tellStory } from './lib/story';
import type { Step } from './lib/ui';
import { prepareWorkflows, TEAMS_KEYS, TEMPLATE_KEYS, useCredentials } from './lib/workflows';
import { animate } from './pictures/animation';
import { FOLDER } from './pictures/camera';
import { firstHour } from './pictures/firstHour';
import { kaizalaCard } from './pictures/kaizalaCard';
import { panels } from './pictures/panels';
import { recipes } from './pictures/recipes';
import { sandboxPage } from './pictures/sandboxPage';
import { start } from './pictures/start';
import { templates } from './pictures/templates';

const SUBJECTS = { sandboxPage, templates, recipes, panels, kaizalaCard, firstHour, start };
/** Taken while the story is played. */
const ANIMATION = 'animation';

/** Plays the story on the real n8n and takes the pictures of the documentation: all, or those of the named subjects. */
export async function main(progress: { step: Step }, names: string[] = []): Promise<void> {
	const subjects = Object.entries(SUBJECTS).filter(([name]) => names.length === 0 || names.includes(name));
	await mkdir(FOLDER, { recursive: true });
	const browser = await launchBrowser();
	const userFolder = join(RELAY, 'pictures');
	try {
		const relay = await startRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			userFolder,
			fresh: true,
			logPrefix: 'pictures-',
			templates: [...TEMPLATE_KEYS, ...TEAMS_KEYS],
			step: progress.step,
		});
		try {
			await progress.step('Playing the story', 'about 30 seconds', async () => {
				const { steps } = tellStory({ sandbox: relay.sandbox, n8n: relay.n8n.client, cards: ['kaizala', 'teams'] });
				if (names.length === 0 || names.includes(ANIMATION)) await animate({ browser, relay }, steps);
				else for (const { run } of steps) await run();
			});
			await progress.step('Putting the templates back as they are shipped', 'a few seconds', async () => {
				await importIntoN8n(userFolder, 'workflow', await prepareWorkflows([useCredentials(relay.credentials)]));
			});
			await progress.step('Taking pictures', 'some minutes', async () => {
				for (const [, subject] of subjects) await subject({ browser, relay });
			});
		} finally {
			await relay.stop();
			await rm(userFolder, { recursive: true, force: true });
		}
	} finally {
		await browser.close();
	}
}
