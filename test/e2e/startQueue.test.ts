import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { postgresEnvironment } from '../../scripts/lib/postgres';
import { plainEnvironment } from '../../scripts/lib/processes';
import { redisEnvironment } from '../../scripts/lib/redis';
import { findServers } from '../../scripts/lib/servers';

/** What `npm run start:queue` does before n8n is started; the story itself is told by the command. */

const MINUTE = 60_000;

describe('Redis and PostgreSQL are', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'ticket-relay-test-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	function programs(path: string, ...names: string[]): string {
		const target = join(folder, path);
		mkdirSync(target, { recursive: true });
		for (const name of names) {
			writeFileSync(join(target, name), '');
			chmodSync(join(target, name), 0o755);
		}
		return target;
	}

	it('found on the path, PostgreSQL also where Debian keeps its newest version', () => {
		const redis = programs('bin', 'redis-server', 'postgres');
		programs('debian/9/bin', 'initdb', 'postgres');
		programs('debian/17/bin', 'initdb', 'postgres');
		// A postgres without the initdb beside it is of no use.
		expect(findServers({ PATH: redis }, join(folder, 'debian'))).toEqual({
			redis: { program: join(redis, 'redis-server') },
			postgres: { programs: join(folder, 'debian/17/bin') },
		});
	});

	it('taken from addresses when these are given', () => {
		const redis = programs('bin', 'redis-server');
		const address = 'postgres://me:it%40s@db.example:6543/relay?sslmode=require';
		const servers = findServers({ PATH: redis, TICKET_RELAY_POSTGRES_URL: address }, folder);
		expect(servers).toMatchObject({ redis: { program: expect.any(String) }, postgres: { url: expect.any(URL) } });
		expect(postgresEnvironment(new URL(address))).toEqual({
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: 'db.example',
			DB_POSTGRESDB_PORT: '6543',
			DB_POSTGRESDB_DATABASE: 'relay',
			DB_POSTGRESDB_USER: 'me',
			DB_POSTGRESDB_PASSWORD: 'it@s',
			DB_POSTGRESDB_SSL_ENABLED: 'true',
		});
		expect(redisEnvironment(new URL('rediss://me:it%40s@queue.example/2'))).toEqual({
			QUEUE_BULL_REDIS_HOST: 'queue.example',
			QUEUE_BULL_REDIS_PORT: '6379',
			QUEUE_BULL_REDIS_USERNAME: 'me',
			QUEUE_BULL_REDIS_PASSWORD: 'it@s',
			QUEUE_BULL_REDIS_DB: '2',
			QUEUE_BULL_REDIS_TLS: 'true',
		});
	});

	it.each([
		['both', {}, 'apt-get install --no-install-recommends redis-server postgresql\n'],
		['PostgreSQL', { TICKET_RELAY_REDIS_URL: 'redis://127.0.0.1' }, 'install --no-install-recommends postgresql\n'],
		['Redis', { TICKET_RELAY_POSTGRES_URL: 'postgres://127.0.0.1/n8n' }, 'recommends redis-server\n'],
	])('asked for with the line that installs them when missing: %s', (_which, environment, line) => {
		expect(() => findServers({ PATH: folder, ...environment }, folder)).toThrow(line);
	});

	it('not told in an error: an address may hold a password', () => {
		const wrong = 'http://me:hunter2@127.0.0.1';
		expect(() => findServers({ PATH: folder, TICKET_RELAY_REDIS_URL: wrong }, folder)).toThrow(
			/^(?!.*hunter2)TICKET_RELAY_REDIS_URL is no address/,
		);
	});
});

describe('npm run start:queue', () => {
	async function startQueue(environment: NodeJS.ProcessEnv, ...args: string[]) {
		const child = spawn(process.execPath, [join(ROOT, 'scripts', 'startQueue.mjs'), ...args], {
			cwd: ROOT,
			env: { ...plainEnvironment(), ...environment },
		});
		let output = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
		const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
		return { code, output, last: output.trim().split('\n').at(-1) ?? '' };
	}

	async function freePorts(): Promise<string[]> {
		const options = ['--sandbox-port', '--n8n-port', '--webhook-port'];
		return (await Promise.all(options.map(async (option) => [option, String(await freePort())]))).flat();
	}

	it(
		'names what is missing and how to get it, also as JSON',
		async () => {
			const { code, output, last } = await startQueue({ PATH: '/nowhere' }, ...(await freePorts()), '--once', '--json');
			expect(output).toContain('Queue mode needs Redis');
			expect(output).toContain('apt-get install --no-install-recommends redis-server');
			expect(JSON.parse(last)).toMatchObject({ ok: false, failedStep: 'Setting up' });
			expect(code).toBe(1);
		},
		MINUTE,
	);

	it.each([
		['an unknown option', ['--nine'], '--nine'],
		['one port for two', ['--webhook-port', '5678'], '--sandbox-port and --n8n-port and --webhook-port'],
	])(
		'refuses %s',
		async (_what, args, named) => {
			const { code, output } = await startQueue({}, ...args);
			expect(output).toContain(named);
			expect(output).toContain('npm run start:queue -- --help');
			expect(code).toBe(1);
		},
		MINUTE,
	);
});
