import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { N8N_LINE, N8N_VERSION } from '../../scripts/lib/line';
import { HOST_MODULES, HOST_NODE, PACKAGE_NAME, ROOT, TEMPLATES } from '../../scripts/lib/paths';
import type { Workflow } from '../../scripts/lib/workflows';

const MINUTE = 60_000;

/**
 * What the nodes use although n8n 1 lacks it, and how they get along there. Nothing else may be used: the types of that
 * n8n would not know it.
 */
const GUARDED: Readonly<Record<number, readonly string[]>> = {
	1: [
		// Older engines give a poll no budget; the node has one of its own.
		"nodes/shared/triggers/polling.ts: Property 'getPollBudgetMs' does not exist on type 'IPollFunctions'.",
		// Older engines take the object for `true`. HubSpot's token is then renewed by the node itself, and the test of the
		// Kaizala credential lets a 404 pass.
		"credentials/KaizalaApi.credentials.ts: Type '{ ignore: true; except: number[]; }' is not assignable to type 'boolean | undefined'.",
		"nodes/HubSpotTickets/transport/index.ts: Type '{ ignore: true; except: number[]; }' is not assignable to type 'boolean | undefined'.",
	],
	2: [],
};

/** What the compiler says about the sources beside the n8n-workflow of this n8n. */
function complaints(): string[] {
	const file = path.join(ROOT, 'tsconfig.json');
	const { options, fileNames } = ts.parseJsonConfigFileContent(
		ts.readConfigFile(file, ts.sys.readFile).config,
		ts.sys,
		ROOT,
	);
	const program = ts.createProgram(fileNames, {
		...options,
		noEmit: true,
		baseUrl: ROOT,
		paths: { 'n8n-workflow': [path.join(HOST_MODULES, 'n8n-workflow')] },
	});
	return ts.getPreEmitDiagnostics(program).map(({ file: source, messageText }) => {
		const where = source === undefined ? '' : path.relative(ROOT, source.fileName);
		return `${where}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
	});
}

/** Loads the built package as this n8n does, in its own Node.js; prints what it found. */
const LOAD = `
const { PackageDirectoryLoader } = require(process.argv[1]);
(async () => {
	const loader = new PackageDirectoryLoader(process.argv[2]);
	await loader.loadAll();
	const found = { nodes: Object.keys(loader.nodeTypes), credentials: Object.keys(loader.credentialTypes) };
	process.stdout.write(JSON.stringify(found), () => process.exit(0));
})();
`;

interface PackageJson {
	n8n: { nodes: string[]; credentials: string[] };
}

/** A list of node types as n8n's packages carry it. */
function typesIn(folder: string, prefix: string): Map<string, number[]> {
	const text = readFileSync(path.join(folder, 'dist', 'types', 'nodes.json'), 'utf8');
	const types = JSON.parse(text) as Array<{
		name: string;
		version: number | number[];
		usableAsTool?: boolean;
	}>;
	const versions = new Map<string, number[]>();
	for (const { name, version, usableAsTool } of types) {
		// n8n makes the tools itself when it loads the nodes. A node of several versions may stand there once for each.
		for (const type of usableAsTool ? [name, `${name}Tool`] : [name]) {
			versions.set(`${prefix}.${type}`, [...(versions.get(`${prefix}.${type}`) ?? []), version].flat());
		}
	}
	return versions;
}

describe(`The package beside n8n ${N8N_VERSION}`, () => {
	it(
		'uses nothing that this n8n lacks, but for what is guarded',
		() => {
			expect([...new Set(complaints())].sort()).toEqual([...(GUARDED[N8N_LINE] ?? [])].sort());
		},
		5 * MINUTE,
	);

	it(
		'is loaded by its loader: every node and every credential',
		() => {
			const { n8n } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as PackageJson;
			const output = execFileSync(HOST_NODE, ['-e', LOAD, path.join(HOST_MODULES, 'n8n-core'), ROOT], {
				encoding: 'utf8',
				env: { ...process.env, N8N_LOG_LEVEL: 'silent' },
			});
			const loaded = JSON.parse(output) as { nodes: string[]; credentials: string[] };
			expect(loaded.nodes).toHaveLength(n8n.nodes.length);
			expect(loaded.credentials).toHaveLength(n8n.credentials.length);
		},
		MINUTE,
	);

	describe('and the templates', () => {
		const known = new Map([
			...typesIn(path.join(HOST_MODULES, 'n8n-nodes-base'), 'n8n-nodes-base'),
			...typesIn(path.join(HOST_MODULES, '@n8n', 'n8n-nodes-langchain'), '@n8n/n8n-nodes-langchain'),
			...typesIn(ROOT, PACKAGE_NAME),
		]);

		it.each(readdirSync(TEMPLATES).filter((file) => file.endsWith('.json')))('%s names nodes that it has', (file) => {
			const { nodes } = JSON.parse(readFileSync(path.join(TEMPLATES, file), 'utf8')) as Workflow;
			const missing = nodes.filter(({ type, typeVersion }) => !known.get(type)?.includes(typeVersion));
			expect(nodes.length).toBeGreaterThan(0);
			expect(missing.map(({ name, type, typeVersion }) => `${name}: ${type} ${typeVersion}`)).toEqual([]);
		});
	});
});
