import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAT } from '../../sandbox/teams/seed';
import { sandboxCredentials, teamsCredential } from './credentials';
import type { CredentialRecord } from './credentials';
import { prepareDatabase } from './emptyDatabase';
import { N8N_LINE } from './line';
import { importIntoN8n, startN8n } from './n8n';
import type { RunningN8n } from './n8n';
import type { N8nClient } from './n8nClient';
import { packPackage, prepareUserFolder } from './package';
import { assertPortFree } from './ports';
import { startSandboxProcess } from './sandbox';
import type { RunningSandbox } from './sandbox';
import type { Step } from './ui';
import { plainStep } from './ui';
import {
	callTeamsCard,
	fillIn,
	pollEveryTenSeconds,
	prepareWorkflows,
	TEMPLATE_KEYS,
	useCredentials,
	WORKFLOW_IDS,
} from './workflows';
import type { TemplateKey } from './workflows';

export interface RelayOptions {
	sandboxPort: number;
	n8nPort: number;
	userFolder: string;
	/** Removes the user folder first. */
	fresh?: boolean;
	/** Which templates are imported and published; default all. */
	templates?: readonly TemplateKey[];
	/** Nodes that somebody deletes after the import. */
	withoutNodes?: Partial<Record<TemplateKey, readonly string[]>>;
	/** How long steps are shown; silent by default. */
	step?: Step;
	/** Put before the names of the log files. */
	logPrefix?: string;
	/** What n8n finds in its environment besides. */
	n8nEnv?: NodeJS.ProcessEnv;
}

export interface Relay {
	sandbox: RunningSandbox;
	n8n: RunningN8n;
	credentials: readonly CredentialRecord[];
	/** Ends what was started, n8n first: it must not meet a sandbox that is gone. */
	stop(): Promise<void>;
}

/** The whole environment: the sandbox, the real n8n with the packed package, the credentials and the templates, published. */
export async function startRelay({
	sandboxPort,
	n8nPort,
	userFolder,
	fresh = false,
	templates = TEMPLATE_KEYS,
	withoutNodes = {},
	step = plainStep,
	logPrefix = '',
	n8nEnv,
}: RelayOptions): Promise<Relay> {
	await assertPortFree(sandboxPort, '--sandbox-port');
	await assertPortFree(n8nPort, '--n8n-port');
	const stops: Array<() => Promise<void>> = [];
	const stop = async (): Promise<void> => {
		for (const end of stops.splice(0).reverse()) await end();
	};
	try {
		const sandbox = await step('Starting the sandbox', 'a few seconds', () =>
			startSandboxProcess({ port: sandboxPort, name: `${logPrefix}sandbox` }),
		);
		stops.push(() => sandbox.stop());
		const credentials = sandboxCredentials(sandbox.url);
		const teams = teamsCredential(sandbox.url);

		await step('Packing the package for n8n', 'a few seconds', async () => {
			if (fresh) await rm(userFolder, { recursive: true, force: true });
			await mkdir(userFolder, { recursive: true });
			// A folder of its own: several relays may be packing at the same time.
			await prepareUserFolder(userFolder, await packPackage(join(userFolder, 'pack')));
		});
		await step('Importing credentials and workflows into n8n', 'about 15 seconds', async () => {
			await prepareDatabase(userFolder);
			const patches = [
				useCredentials([...credentials, teams]),
				pollEveryTenSeconds,
				callTeamsCard,
				fillIn(fillInValues(sandbox.url, n8nPort)),
			];
			const workflows = await prepareWorkflows(patches, templates, withoutNodes);
			await importIntoN8n(userFolder, 'credentials', [...credentials, teams]);
			if (workflows.length > 0) await importIntoN8n(userFolder, 'workflow', workflows);
		});
		const n8n = await step('Starting n8n', 'about 20 seconds', () =>
			startN8n({ port: n8nPort, userFolder, name: `${logPrefix}n8n`, env: n8nEnv }),
		);
		stops.push(() => n8n.stop());
		await step('Publishing the workflows', 'a few seconds', () => publishTemplates(n8n.client, templates));
		return { sandbox, n8n, credentials, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** What somebody would enter who has the sandbox for Teams; the key is made for this run. */
const fillInValues = (sandboxUrl: string, n8nPort: number): Record<string, string> => ({
	conversation: CHAT,
	graphUrl: `${sandboxUrl}/teams/v1.0`,
	formUrl: `http://127.0.0.1:${n8nPort}/form/teams-card-answer`,
	signingKey: randomBytes(32).toString('hex'),
});

/** Logs in and publishes the templates; ends when each of their triggers has polled once. */
export async function publishTemplates(client: N8nClient, templates: readonly TemplateKey[]): Promise<void> {
	await client.enter();
	for (const key of templates) {
		// n8n 1 calls a workflow that is not active, and has nothing to activate in it.
		if (key !== 'teamsCard' || N8N_LINE > 1) await client.publishWorkflow(WORKFLOW_IDS[key]);
	}
	for (const key of templates) await client.firstPoll(WORKFLOW_IDS[key]);
}
