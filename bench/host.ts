import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CredentialRecord } from '../scripts/lib/credentials';
import { sandboxCredentials } from '../scripts/lib/credentials';
import type { RunningN8n } from '../scripts/lib/n8n';
import { importIntoN8n, startN8n } from '../scripts/lib/n8n';
import { packPackage, prepareUserFolder } from '../scripts/lib/package';
import { RELAY } from '../scripts/lib/paths';
import { freePort } from '../scripts/lib/ports';
import type { RunningSandbox } from '../scripts/lib/sandbox';
import { startSandboxProcess } from '../scripts/lib/sandbox';

export interface Environment {
	n8n: RunningN8n;
	sandbox: RunningSandbox;
}

/** What n8n gets before it starts. */
export interface Scene {
	/** Imported and published. */
	workflows: ReadonlyArray<{ id: string }>;
	/** Beside those of the sandbox. */
	credentials?: readonly CredentialRecord[];
	env?: NodeJS.ProcessEnv;
}

/**
 * One real n8n with the packed package and one sandbox, for as long as `work` takes. n8n's folder lies outside of the
 * project, so that the package finds n8n's own libraries there and not those of the project.
 */
export async function withN8n<T>(
	sceneFor: (sandbox: RunningSandbox) => Scene,
	work: (environment: Environment) => Promise<T>,
): Promise<T> {
	const userFolder = await mkdtemp(join(tmpdir(), 'ticket-relay-bench-'));
	const sandbox = await startSandboxProcess({ port: await freePort(), name: 'bench-sandbox' });
	try {
		const { workflows, credentials = [], env } = sceneFor(sandbox);
		await prepareUserFolder(userFolder, await packPackage(join(RELAY, 'bench-pack')));
		await importIntoN8n(userFolder, 'credentials', [...sandboxCredentials(sandbox.url), ...credentials]);
		await importIntoN8n(userFolder, 'workflow', workflows);
		const n8n = await startN8n({ port: await freePort(), userFolder, name: 'bench-n8n', env });
		try {
			await n8n.client.enter();
			for (const { id } of workflows) await n8n.client.publishWorkflow(id);
			return await work({ n8n, sandbox });
		} finally {
			await n8n.stop();
		}
	} finally {
		await sandbox.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
}
