import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';

import { createThulium } from '../../sandbox/thulium';
import { startSandbox } from '../../sandbox/server';
import { ROOT } from '../harness/package';

/** Every code block of the docs is run, as far as that goes without a network: what people copy has to work. */
interface Block {
	/** Page and line. */
	where: string;
	language: string;
	code: string;
}

const FOLDERS = [
	'.',
	'docs',
	'docs/recipes',
	'docs/moving',
	'docs/evidence',
	'templates',
	'sandbox',
	'bench',
	'host',
	'host-1',
];

/** What cannot be run here, and what sees to it instead. */
const NOT_RUN: Record<string, string> = {
	text: 'a layout of folders, and what a command prints',
	caddy: 'the settings of another program',
	nginx: 'the settings of another program',
};

function blocksIn(page: string): Block[] {
	const lines = readFileSync(path.join(ROOT, page), 'utf8').split('\n');
	const blocks: Block[] = [];
	let open: { at: number; indent: string; language: string } | undefined;
	for (const [index, line] of lines.entries()) {
		const [, indent = '', language = ''] = /^( *)```(\w*)/.exec(line) ?? [];
		if (!/^ *```/.test(line)) continue;
		if (open === undefined) open = { at: index, indent, language };
		else {
			const { at, indent: by, language: named } = open;
			const code = lines.slice(at + 1, index).map((one) => (one.startsWith(by) ? one.slice(by.length) : one));
			blocks.push({ where: `${page}:${at + 1}`, language: named, code: code.join('\n') });
			open = undefined;
		}
	}
	return blocks;
}

const blocks = FOLDERS.flatMap((folder) =>
	readdirSync(path.join(ROOT, folder))
		.filter((file) => file.endsWith('.md'))
		.flatMap((file) => blocksIn(path.posix.join(folder, file))),
);
const ofLanguage = (...languages: string[]): Array<[string, Block]> =>
	blocks.filter(({ language }) => languages.includes(language)).map((block) => [block.where, block]);

const {
	scripts,
	version,
	name: packageName,
} = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
	version: string;
	name: string;
};

/** Does not install, fetch or start anything: it says what it was asked for, and packs as npm does. */
const NPM = `#!/bin/bash
echo "npm $*" >> "$CALLS"
if [ "$1" = pack ]; then
	to="\${3:-.}"; mkdir -p "$SCRATCH/package" && echo '{}' > "$SCRATCH/package/package.json"
	tar -czf "$to/${packageName}-${version}.tgz" -C "$SCRATCH" package
fi
`;
const SAYS = '#!/bin/bash\necho "$(basename "$0") $*" >> "$CALLS"\n';

describe('the code blocks of the docs', () => {
	let folder = '';
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-blocks-'));
		for (const name of ['bin', 'home', 'project', 'scratch']) mkdirSync(path.join(folder, name));
		writeFileSync(path.join(folder, 'bin/npm'), NPM, { mode: 0o755 });
		for (const name of ['docker', 'git', 'node', 'npx'])
			writeFileSync(path.join(folder, 'bin', name), SAYS, { mode: 0o755 });
		cpSync(path.join(ROOT, 'deploy'), path.join(folder, 'project/deploy'), {
			recursive: true,
			filter: (source) => !/secrets|\.env$|\.tgz$/.test(source),
		});
		// What a clone and a download leave.
		mkdirSync(path.join(folder, 'project', packageName));
		spawnSync('bash', ['--norc', '-c', 'npm pack'], { cwd: path.join(folder, 'project'), env: environment() });
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const environment = () => ({
		PATH: `${path.join(folder, 'bin')}:${process.env.PATH ?? ''}`,
		...{ HOME: path.join(folder, 'home'), CALLS: path.join(folder, 'calls'), SCRATCH: path.join(folder, 'scratch') },
	});

	function runShell(code: string): string[] {
		rmSync(path.join(folder, 'calls'), { force: true });
		writeFileSync(path.join(folder, 'calls'), '');
		const cwd = path.join(folder, 'project');
		const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-u', '-c', code], {
			cwd,
			env: environment(),
			encoding: 'utf8',
		});
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		return readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');
	}

	it('are in a language that is run, or that it is known why not', () => {
		const known = ['sh', 'json', 'ts', 'http', 'bat', 'dockerfile', ...Object.keys(NOT_RUN)];
		expect(blocks.filter(({ language }) => !known.includes(language)).map(({ where }) => where)).toEqual([]);
		expect(blocks.filter(({ language }) => language in NOT_RUN)).toHaveLength(4);
	});

	it.each(ofLanguage('sh'))('%s runs', (_where, { code }) => {
		const calls = runShell(code).filter((call) => call !== '');
		const unknown = calls.filter((call) => {
			const [, script] = /^npm run (?:--silent )?([\w:]+)/.exec(call) ?? [];
			if (script !== undefined) return !(script in scripts);
			const [, file] = /^npx tsx (\S+)/.exec(call) ?? [];
			if (call.startsWith('npx')) return file === undefined || !existsSync(path.join(ROOT, file));
			return call.startsWith('npm') && !/^npm (?:start|test|ci|pack|install)\b/.test(call);
		});
		expect(unknown).toEqual([]);
		const installed = calls.flatMap((call) => /^npm install .*?(\S+)$/.exec(call)?.[1] ?? []);
		expect(installed.filter((one) => one.replace(/@latest$/, '') !== packageName)).toEqual([]);
	});

	it('that make the secrets of the Compose file make all of them, and let nobody else into the folder', () => {
		const [block] = blocks.filter(({ code }) => code.includes('mkdir -m 700 secrets'));
		const calls = runShell(block?.code ?? '');
		const secrets = path.join(folder, 'project/deploy/secrets');
		expect(statSync(secrets).mode & 0o777).toBe(0o700);
		const kept = readdirSync(secrets).map((name) => [name, readFileSync(path.join(secrets, name), 'utf8').length]);
		expect(kept).toEqual(['n8n_encryption_key', 'postgres_password', 'redis_password'].map((name) => [name, 64]));
		expect(calls.at(-1)).toBe('docker compose up --build --detach --wait');
	});

	it('that unpack the tarball put the package where n8n looks', () => {
		const [block] = blocks.filter(({ code }) => code.includes('tar -xzf'));
		runShell(block?.code ?? '');
		const found = readdirSync(path.join(folder, 'home/.n8n/nodes/node_modules', packageName));
		expect(found).toEqual(['package.json']);
	});

	const INSTALL = `npm install --omit=peer ${packageName}`;

	it.each(ofLanguage('dockerfile'))('%s runs its commands, in another home', (_where, { code }) => {
		const commands = [...code.matchAll(/^RUN (.+)$/gm)].map(([, command = '']) => command);
		expect(commands.length).toBeGreaterThan(0);
		const home = path.join(folder, 'home');
		for (const command of commands) expect(runShell(command.replaceAll('/home/node', home))).toEqual([INSTALL]);
		expect(existsSync(path.join(home, '.n8n/nodes'))).toBe(true);
	});

	it.each(ofLanguage('bat'))('%s does what a shell does, in the words of Windows', (_where, { code }) => {
		const inShell = code
			.replaceAll('%USERPROFILE%', '$HOME')
			.replaceAll('\\', '/')
			.replace(/^mkdir /gm, 'mkdir -p ')
			.replace(/^cd \/d /gm, 'cd ');
		expect(runShell(inShell)).toEqual([INSTALL]);
		expect(existsSync(path.join(folder, 'home/.n8n/nodes'))).toBe(true);
	});

	it.each(ofLanguage('http'))('%s is a call that the sandbox takes', async (_where, { code }) => {
		const [head = '', ...lines] = code.split('\n');
		const [method = '', address = ''] = head.split(' ');
		const sandbox = await startSandbox({ port: 0, services: [createThulium] });
		try {
			const authorization = `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`;
			const uploaded = await fetch(`${sandbox.url}/thulium/api/temporary_files?filename=note.pdf`, {
				method: 'POST',
				headers: { authorization, 'content-type': 'application/octet-stream' },
				body: '%PDF',
			});
			const { token } = (await uploaded.json()) as { token: string };
			const body = lines.join('\n').replace(/"attachments":\["[^"]+"\]/, `"attachments":["${token}"]`);
			const headers = { authorization, 'content-type': 'application/json' };
			const { status } = await fetch(`${sandbox.url}/thulium${address}`, { method, headers, body });
			expect({ status, isAttached: body.includes(token) }).toEqual({ status: 201, isAttached: true });
		} finally {
			await sandbox.close();
		}
	});

	it('docs/first-hour.md: the steps that it shows are those of npm start', () => {
		const [block] = ofLanguage('text').filter(([where]) => where.startsWith('docs/first-hour.md'));
		const steps = (block?.[1].code ?? '').split('\n').map((line) => line.replace(/^✓ | [\d.]+ (?:min|s)\b.*$/g, ''));
		const source = readFileSync(path.join(ROOT, 'scripts/bootstrap/setup.mjs'), 'utf8');
		const unknown = steps.filter((step) => !source.includes(step.replace(/ (?:\d+\.\d+\.\d+|into host\/).*$/, '')));
		expect(steps.length).toBeGreaterThan(3);
		expect(unknown).toEqual([]);
	});

	it.each(ofLanguage('json'))('%s is JSON', (_where, { code }) => {
		expect(() => JSON.parse(code)).not.toThrow();
	});

	it('docs/architecture.md: the operation that it adds passes the compiler', () => {
		const [block] = ofLanguage('ts').filter(([, { code }]) => code.startsWith('import '));
		const file = path.join(ROOT, 'nodes/JtelAcd/actions/event/getByUserData.ts');
		const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (name) => readFileSync(name, 'utf8'));
		const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
		const host = ts.createCompilerHost(options);
		const { fileExists, readFile } = host;
		host.fileExists = (name) => name === file || fileExists(name);
		host.readFile = (name) => (name === file ? block?.[1].code : readFile(name));
		const program = ts.createProgram([file], { ...options, noEmit: true }, host);
		const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
		expect(block?.[0]).toMatch(/^docs\/architecture\.md:/);
		expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
	}, 60_000);

	it.each(ofLanguage('ts').filter(([, { code }]) => !code.startsWith('import ')))(
		'%s can be read by the compiler',
		(_where, { code }) => {
			// A part of an object or of a test.
			const whole = /^async \w+\(/.test(code) ? `const part = {\n${code}\n};` : code;
			const { diagnostics = [] } = ts.transpileModule(whole, { reportDiagnostics: true });
			expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
		},
	);

	it('sandbox/README.md: what a test does with the sandbox runs', async () => {
		const [block] = ofLanguage('ts').filter(([where]) => where.startsWith('sandbox/README.md'));
		const body = ts.transpileModule(`export const run = async () => {\n${block?.[1].code ?? ''}\n};`, {
			compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
		}).outputText;
		const exported: { run?: () => Promise<void> } = {};
		new Function('exports', 'startSandbox', 'createThulium', body)(exported, startSandbox, createThulium);
		expect(exported.run).toBeDefined();
		await exported.run?.();
	});
});
