/** @type {import('jest').Config} */
const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

// With another host than the usual one, the tests of the nodes run in that n8n's engine.
const { RELAY_HOST: host = 'host' } = process.env;
const engine = {
	'^(n8n-core|n8n-workflow|@n8n/(?:di|backend-common))$': `<rootDir>/${host}/node_modules/$1`,
	'^(n8n-core|n8n-workflow)/(.*)$': `<rootDir>/${host}/node_modules/$1/$2`,
};

module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': swc },
	globalSetup: '<rootDir>/test/harness/folders.ts',
	globalTeardown: '<rootDir>/test/harness/teardown.ts',
	setupFiles: ['<rootDir>/test/harness/environment.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist', ...(host === 'host' ? ['<rootDir>/host'] : [])],
	moduleNameMapper: host === 'host' ? {} : engine,
	// The engine of n8n 1 leaves a timer behind.
	forceExit: host !== 'host',
	testTimeout: 30_000,
	maxWorkers: 2,
	// Each file loads n8n's engine anew, and Node.js keeps what was loaded: a worker of 4 GB takes too long to end.
	workerIdleMemoryLimit: '1GB',
};
