import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const base = (config) => ({ plugins: { 'n8n-nodes-base': n8nNodesBase }, rules: n8nNodesBase.configs[config].rules });

export default tseslint.config(
	{
		ignores: [
			'dist/',
			'node_modules/',
			'host/',
			'host-1/',
			'.relay/',
			'.cache/',
			'sandbox/page/dist/',
			'site/dist/',
			'coverage/',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	{
		files: ['**/*.ts', '**/*.tsx'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
			'no-console': 'error',
		},
	},
	// The scripts and the sandbox's command line talk to people through the console.
	{ files: ['scripts/**', 'bench/**', 'sandbox/cli.ts'], rules: { 'no-console': 'off' } },
	{
		files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		languageOptions: { parser: tseslint.parser },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		...base('community'),
	},
	{ files: ['credentials/**/*.ts'], ...base('credentials') },
	{ files: ['nodes/**/*.ts'], ...base('nodes') },
	{
		// What an answer or an expression holds may have no text at all: see nodes/shared/safeConversion.ts.
		files: ['nodes/**/*.ts'],
		ignores: ['nodes/shared/safeConversion.ts'],
		languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
		rules: { '@typescript-eslint/no-base-to-string': ['error', { checkUnknown: true }] },
	},
	{
		// Meant for nodes in n8n's own repository, where the address is the name of a page of its documentation.
		files: ['credentials/**/*.ts'],
		rules: { 'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off' },
	},
	{
		// The older plugin wants the literal 'main', the newer one NodeConnectionTypes; n8n's own nodes use the latter.
		files: ['nodes/**/*.node.ts'],
		rules: {
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
);
