import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../lib/paths';
import type { Service } from './services';

const TEST = `/** \`npm test\`: installs what is missing, builds, and runs jest with what stands behind \`--\`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (command, args) =>
	execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' });

try {
	if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci']);
	run(process.execPath, ['node_modules/gulp/bin/gulp.js', 'package', '--silent']);
	run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]);
} catch (error) {
	process.exitCode = error.status ?? 1;
}
`;

/** An action of GitHub as the workflows here pin it. */
function pinned(action: string): string {
	const text = readFileSync(join(ROOT, '.github/workflows/test.yml'), 'utf8');
	const [found] = new RegExp(`actions/${action}@.*`).exec(text) ?? [];
	if (found === undefined) throw new Error(`No workflow uses actions/${action}`);
	return found;
}

const workflow = (name: string, on: string, permissions: string, steps: string): string => `name: ${name}

on:
${on}

permissions:
${permissions}

jobs:
  ${name.toLowerCase()}:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: ${pinned('checkout')}
        with:
          persist-credentials: false
      - uses: ${pinned('setup-node')}
        with:
          node-version: 24
      - run: npm test
      - run: npm run lint
${steps}`;

/** What the exported repository has instead of the whole one's own. */
export function exportedFiles({ sandbox }: Service): Record<string, string> {
	return {
		'scripts/test.mjs': TEST,
		'sandbox/services.ts': `import type { ServiceFactory } from './core/types';

export async function allServices(): Promise<ServiceFactory[]> {
	const { ${sandbox.factory} } = await import('./${sandbox.folder}');
	return [${sandbox.factory}];
}
`,
		'.github/workflows/test.yml': workflow(
			'Test',
			'  push:\n    branches: [main]\n  pull_request:',
			'  contents: read',
			'',
		),
		'.github/workflows/release.yml': workflow(
			'Release',
			"  push:\n    tags: ['v*']",
			'  contents: read\n  id-token: write',
			'      - run: npm publish --provenance --access public --ignore-scripts\n',
		),
	};
}
