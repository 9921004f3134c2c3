import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { HOST } from './paths';

interface HostPackage {
	dependencies: { n8n: string };
}

/** The version of the n8n that is worked with. */
export const N8N_VERSION = (JSON.parse(readFileSync(join(HOST, 'package.json'), 'utf8')) as HostPackage).dependencies.n8n;

/** n8n 1 or 2. */
export const N8N_LINE = Number.parseInt(N8N_VERSION, 10);

/** What differs between the lines of n8n; everything else in these scripts is the same for both. */
export const line = {
	/** Names the address that webhooks are called at. */
	webhookUrlVariable: N8N_LINE === 1 ? 'WEBHOOK_URL' : 'N8N_WEBHOOK_URL',
	/** Modules that would only take memory here. A name that n8n does not know ends its start. */
	unusedModules: N8N_LINE === 1 ? 'chat-hub' : 'mcp-registry,instance-ai,chat-hub',
} as const;
