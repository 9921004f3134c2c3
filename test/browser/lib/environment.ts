import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { selectors } from 'playwright-core';

import { launchBrowser } from '../../../scripts/lib/browser';
import { OWNER, ownerPassword } from '../../../scripts/lib/owner';
import { PACKAGE_NAME } from '../../../scripts/lib/paths';
import type { Relay } from '../../../scripts/lib/relay';
import { credentialTypeOf } from '../../../scripts/lib/workflows';
import { startTestRelay } from '../../harness/relay';

const MINUTE = 60_000;
/** How long the editor may take for one thing on a busy machine. */
const PATIENCE_MS = 30_000;
/** Room for the busiest machine; each test takes some seconds on a quiet one. */
export const EDITOR_TEST_MS = 3 * MINUTE;

selectors.setTestIdAttribute('data-test-id');

/** A node of ours, by the end of its type. */
export interface OurNode {
	name: string;
	type: string;
	/** That of the node; 1 when left out. */
	version?: number;
	parameters?: object;
}

/** Which of the sandbox's credentials a node of ours takes, by the end of its type. */
export function credentialOf(node: string): string {
	const type = credentialTypeOf({ type: `${PACKAGE_NAME}.${node}`, parameters: {} });
	if (type === undefined) throw new Error(`No credential is known for the node ${node}`);
	return type;
}

/** The real n8n with the packed package, its sandbox, and a browser in which its owner is logged in. */
export class EditorEnvironment {
	constructor(
		readonly relay: Relay,
		private readonly browser: Browser,
		private readonly context: BrowserContext,
	) {}

	static async start(name: string): Promise<EditorEnvironment> {
		const relay = await startTestRelay(name);
		const browser = await launchBrowser();
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		context.setDefaultTimeout(PATIENCE_MS);
		await context.request.post(`${relay.n8n.url}/rest/login`, {
			data: { emailOrLdapLoginId: OWNER.email, password: ownerPassword().password },
		});
		return new EditorEnvironment(relay, browser, context);
	}

	get url(): string {
		return this.relay.n8n.url;
	}

	async page(): Promise<Page> {
		return await this.context.newPage();
	}

	/** Name and ID, as a node refers to it. */
	credential(type: string): { id: string; name: string } {
		const found = this.relay.credentials.find((credential) => credential.type === type);
		if (found === undefined) throw new Error(`There is no credential of type ${type}`);
		return { id: found.id, name: found.name };
	}

	/** A workflow with a manual trigger that leads to each node which is no trigger itself. */
	async makeWorkflow(name: string, nodes: OurNode[]): Promise<string> {
		const regular = nodes.filter(({ type }) => !type.endsWith('Trigger'));
		const { id } = await this.relay.n8n.client.call<{ id: string }>('POST', '/rest/workflows', {
			name,
			settings: { executionOrder: 'v1' },
			nodes: [
				{ ...place('Start', -1), type: 'n8n-nodes-base.manualTrigger', parameters: {} },
				...nodes.map((node, index) => ({
					...place(node.name, index),
					type: `${PACKAGE_NAME}.${node.type}`,
					...(node.version === undefined ? {} : { typeVersion: node.version }),
					parameters: node.parameters ?? {},
					credentials: { [credentialOf(node.type)]: this.credential(credentialOf(node.type)) },
				})),
			],
			connections: { Start: { main: [regular.map((node) => ({ node: node.name, type: 'main', index: 0 }))] } },
		});
		return id;
	}

	async stop(): Promise<void> {
		await this.browser.close();
		await this.relay.stop();
	}
}

function place(name: string, index: number): object {
	const [column, row] = [index % 4, Math.floor(index / 4)];
	return {
		id: randomUUID(),
		webhookId: randomUUID(),
		name,
		typeVersion: 1,
		position: index < 0 ? [-300, 0] : [column * 260, row * 180],
	};
}

/** One environment for all tests of a file. */
export function useEditor(name: string): { readonly current: EditorEnvironment } {
	let environment: EditorEnvironment | undefined;
	beforeAll(async () => {
		environment = await EditorEnvironment.start(name);
	}, 6 * MINUTE);
	afterAll(async () => await environment?.stop(), MINUTE);
	return {
		get current(): EditorEnvironment {
			if (environment === undefined) throw new Error('The editor starts in beforeAll');
			return environment;
		},
	};
}
