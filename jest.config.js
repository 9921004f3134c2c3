/** @type {import('jest').Config} */
const swc = [
	'@swc/jest',
	{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];

module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: { '^.+\\.ts$': swc },
	globalSetup: '<rootDir>/test/harness/folders.ts',
	globalTeardown: '<rootDir>/test/harness/teardown.ts',
	setupFiles: ['<rootDir>/test/harness/environment.ts'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/host'],
	testTimeout: 30_000,
};
