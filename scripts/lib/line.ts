import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { HOST } from './paths';

interface HostPackage {
	dependencies: { n8n: string };
}

/** The version of the n8n that is worked with. */
export const N8N_VERSION = (JSON.parse(readFileSync(join(HOST, 'package.json'), 'utf8')) as HostPackage).dependencies
	.n8n;

/** n8n 1 or 2. */
export const N8N_LINE = Number.parseInt(N8N_VERSION, 10);

/** All that the scripts have to know of the differences between the lines of n8n. Their REST interfaces are alike. */
interface Line {
	/** Names the address that webhooks are called at. */
	webhookUrlVariable: string;
	env: NodeJS.ProcessEnv;
}

const LINES: Readonly<Record<number, Line>> = {
	1: {
		webhookUrlVariable: 'WEBHOOK_URL',
		env: {
			// A module that n8n does not know ends its start.
			N8N_DISABLED_MODULES: 'chat-hub',
			// The other one needs a native part that does not exist for Node.js 20.
			N8N_EXPRESSION_ENGINE: 'legacy',
		},
	},
	2: {
		webhookUrlVariable: 'N8N_WEBHOOK_URL',
		env: { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,chat-hub' },
	},
};

function lineOf(major: number): Line {
	const line = LINES[major];
	if (line === undefined) throw new Error(`n8n ${major} is not known to these scripts; see scripts/lib/line.ts`);
	return line;
}

export const line = lineOf(N8N_LINE);
