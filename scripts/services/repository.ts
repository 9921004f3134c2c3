import type { Service } from './services';

const JEST = `/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
	globalSetup: '<rootDir>/test/harness/folders.ts',
	globalTeardown: '<rootDir>/test/harness/teardown.ts',
	setupFiles: ['<rootDir>/test/harness/environment.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist'],
	testTimeout: 30_000,
	maxWorkers: 2,
};
`;

const GULP = `const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

const bin = (packageName, file) => path.join(path.dirname(require.resolve(\`\${packageName}/package.json\`)), file);
const run = (file, ...args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit', cwd: __dirname });

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function compile() {
	run(bin('typescript', 'bin/tsc'), '-p', 'tsconfig.json');
}

const copyIcons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** Codex files (search words, links) and output schemas. */
const copyJson = () => src('nodes/**/*.json').pipe(dest('dist/nodes'));

/** Lazy metadata: n8n reads these lists instead of loading every class at start. */
async function metadata() {
	run(bin('n8n-core', 'bin/generate-metadata'));
}

exports.build = series(clean, parallel(compile, copyIcons, copyJson), metadata);
exports.default = exports.build;
`;

const TEST = `/** \`npm test\`: installs what is missing, builds, and runs jest with what stands behind \`--\`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const run = (command, args) =>
	execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' });

try {
	if (!existsSync('node_modules/.package-lock.json')) run('npm', ['ci']);
	run(process.execPath, ['node_modules/gulp/bin/gulp.js', 'build', '--silent']);
	run(process.execPath, ['node_modules/jest/bin/jest.js', ...process.argv.slice(2)]);
} catch (error) {
	process.exitCode = error.status ?? 1;
}
`;

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
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - uses: actions/setup-node@6044e13b5dc448c55e2357c09f80417699197238 # v6.2.0
        with:
          node-version: 24
      - run: npm test
      - run: npm run lint
${steps}`;

/** What the exported repository has instead of the whole one's own. */
export function exportedFiles({ sandbox }: Service): Record<string, string> {
	return {
		'jest.config.js': JEST,
		'gulpfile.js': GULP,
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
