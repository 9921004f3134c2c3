import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ROOT } from '../harness/package';

const CRUISER = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const RULES = '.dependency-cruiser.mjs';

/** What `npm run lint:imports` says of a folder. */
function cruise(folder: string): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [CRUISER, '.'], {
		cwd: folder,
		encoding: 'utf8',
		env: { ...process.env, FORCE_COLOR: '0' },
	});
	return { status, output: `${stdout}${stderr}` };
}

/** A small project that keeps the rules. */
const SOUND = {
	'nodes/Thulium/Thulium.node.ts': [
		"import { createHash } from 'crypto';",
		"import type { INodeType } from 'n8n-workflow';",
		"import { NodeApiError } from 'n8n-workflow';",
		"import { send } from '../shared/send';",
		'export const node: INodeType[] = [createHash, NodeApiError, send];',
	],
	'nodes/shared/send.ts': ['export const send = 1;'],
	'nodes/Kaizala/card.ts': ["import { send } from '../shared/send';", 'export const card = send;'],
	'sandbox/page/src/Page.tsx': ["import { text } from './text';", 'export const Page = () => <p>{text}</p>;'],
	'sandbox/page/src/text.ts': ["export const text = 'Page';"],
	'scripts/start.mjs': ["import { readFileSync } from 'node:fs';", 'readFileSync;'],
	'node_modules/n8n-workflow/index.js': ['exports.NodeApiError = Error;'],
	'node_modules/n8n-workflow/index.d.ts': [
		'export type INodeType = unknown; export declare const NodeApiError: unknown;',
	],
	'node_modules/axios/index.js': ['exports.get = 1;'],
};

/** Each breaks one rule, once. */
const FAULTS: Array<[what: string, problem: string, files: Record<string, string[]>]> = [
	[
		'a circle',
		'no-circle: nodes/shared/a.ts',
		{
			'nodes/shared/a.ts': ["import { b } from './b';", 'export const a = () => b;'],
			'nodes/shared/b.ts': ["import { a } from './a';", 'export const b = () => a;'],
		},
	],
	[
		'a circle of types',
		'no-circle: sandbox/a.ts',
		{
			'sandbox/a.ts': ["import type { B } from './b';", 'export type A = B;'],
			'sandbox/b.ts': ["import type { C } from './c';", 'export type B = C;'],
			'sandbox/c.ts': ["import type { A } from './a';", 'export type C = A;'],
		},
	],
	[
		'a circle of what is passed on',
		'no-circle: bench/a.ts',
		{ 'bench/a.ts': ["export { b } from '.';", 'export const a = 1;'], 'bench/index.ts': ["export * from './a';"] },
	],
	[
		'a circle in the page',
		'no-circle: sandbox/page/src/Card.tsx',
		{
			'sandbox/page/src/Card.tsx': ["import { title } from './title';", 'export const Card = () => <p>{title}</p>;'],
			'sandbox/page/src/title.ts': ["import { Card } from './Card';", 'export const title = () => Card;'],
		},
	],
	[
		'a circle in the scripts',
		'no-circle: scripts/run.mjs',
		{
			'scripts/run.mjs': ["import { stop } from './stop.mjs';", 'export const run = stop;'],
			'scripts/stop.mjs': ["import { run } from './run.mjs';", 'export const stop = run;'],
		},
	],
	[
		'a service that imports another',
		'no-other-service: nodes/JtelAcd/card.ts',
		{ 'nodes/JtelAcd/card.ts': ["import { card } from '../Kaizala/card';", 'export const copy = card;'] },
	],
	[
		'a service that imports a type of another',
		'no-other-service: nodes/JtelAcd/types.ts',
		{ 'nodes/JtelAcd/types.ts': ["import type { Card } from '../Kaizala/card';", 'export type Copy = Card;'] },
	],
	[
		'a shared file that imports a service',
		'shared-knows-no-service: nodes/shared/card.ts',
		{ 'nodes/shared/card.ts': ["export { card } from '../Kaizala/card';"] },
	],
	[
		'a node that imports a package',
		'package-imports: nodes/JtelAcd/client.ts',
		{ 'nodes/JtelAcd/client.ts': ["import { get } from 'axios';", 'export const client = get;'] },
	],
	[
		'a node that imports a module of Node.js',
		'package-imports: nodes/JtelAcd/files.ts',
		{ 'nodes/JtelAcd/files.ts': ["import { readFileSync } from 'node:fs';", 'export const files = readFileSync;'] },
	],
	[
		'a credential that imports from the sandbox',
		'package-imports: credentials/ThuliumApi.credentials.ts',
		{ 'credentials/ThuliumApi.credentials.ts': ["export { text } from '../sandbox/page/src/text';"] },
	],
	[
		'an import that leads nowhere',
		'unknown-module: test/gone.test.ts',
		{ 'test/gone.test.ts': ["import { gone } from './gone';", 'export const test = gone;'] },
	],
];

/** Cruises a made-up project in a folder of its own. */
function cruiseFiles(files: Record<string, string[]>): ReturnType<typeof cruise> {
	const folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-imports-'));
	try {
		cpSync(path.join(ROOT, RULES), path.join(folder, RULES));
		for (const [file, lines] of Object.entries(files)) {
			mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
			writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
		}
		return cruise(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const NOTHING = { status: 0, output: expect.stringMatching(/no dependency violations found/) };

describe('The imports', () => {
	it('form no circle, and keep the services apart and the package free of dependencies', () => {
		expect(cruise(ROOT)).toEqual(NOTHING);
	}, 120_000);
});

describe('The gate itself', () => {
	let found: ReturnType<typeof cruise>;

	beforeAll(() => {
		found = cruiseFiles(Object.assign({}, SOUND, ...FAULTS.map(([, , files]) => files)));
	}, 120_000);

	it('lets through what is sound', () => {
		expect(cruiseFiles(SOUND)).toEqual(NOTHING);
	});

	it.each(FAULTS)('reports %s', (_what, problem) => {
		expect(found.output).toContain(`error ${problem}`);
	});

	it('reports nothing else, and fails', () => {
		expect(found.output.match(/^ *error .*$/gm)).toHaveLength(FAULTS.length);
		expect(found.status).toBe(FAULTS.length);
	});
});
