import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { HOST_MODULES } from '../../scripts/lib/paths';
import { ROOT } from '../harness/package';

/** Everything that n8n's own code names as a variable of its environment, and what of that it also reads from a file. */
function variablesOfN8n(): { all: ReadonlySet<string>; fromFile: ReadonlySet<string> } {
	const sources = ['n8n/dist', 'n8n-core/dist', '@n8n/config/dist', '@n8n/backend-common/dist'].flatMap((folder) => {
		const root = path.join(HOST_MODULES, folder);
		return readdirSync(root, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.js'))
			.map((file) => readFileSync(path.join(root, file), 'utf8'));
	});
	const namesIn = (pattern: RegExp): Set<string> =>
		new Set(sources.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)));
	// Settings that are declared may come from a file; what is read directly may not.
	const fromFile = namesIn(/\bEnv\)\('([A-Z][A-Z0-9_]+)'/g);
	return { all: new Set([...fromFile, ...namesIn(/\bprocess\.env(?:\.|\[')([A-Z][A-Z0-9_]+)/g)]), fromFile };
}

const PREFIXES = /\b(?:N8N|DB|QUEUE|EXECUTIONS|GENERIC|OFFLOAD|WEBHOOK|NODES)_[A-Z0-9_]*[A-Z0-9]\b/g;
/** Variables of this project's own compose file, which n8n never sees. */
const OURS = new Set(['N8N_VERSION', 'N8N_DOMAIN']);

describe('The settings that are named for self-hosting', () => {
	const n8n = variablesOfN8n();

	it.each(['deploy/docker-compose.yml', 'docs/self-hosting.md', 'README.md'])('all exist in n8n: %s', (file) => {
		const named = new Set(readFileSync(path.join(ROOT, file), 'utf8').match(PREFIXES));
		const unknown = [...named].filter((name) => {
			if (OURS.has(name)) return false;
			return name.endsWith('_FILE') ? !n8n.fromFile.has(name.slice(0, -'_FILE'.length)) : !n8n.all.has(name);
		});
		expect(named.size).toBeGreaterThan(0);
		expect(unknown).toEqual([]);
	});
});
