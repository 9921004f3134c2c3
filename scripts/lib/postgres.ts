import { execFile } from 'node:child_process';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainEnvironment, runProcess, startProcess } from './processes';
import type { StartedProcess } from './processes';
import { waitFor } from './wait';

const exec = promisify(execFile);

const USER = 'n8n';
const DATABASE = 'postgres';

export interface PostgresOptions {
	/** The folder of `initdb` and `postgres`. */
	programs: string;
	port: number;
	password: string;
	/** Keeps the database. Made when it is not there. As root: where other users get in, too. */
	folder: string;
	name: string;
}

export function postgresUrl(port: number, password: string): URL {
	return new URL(`postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`);
}

/** A PostgreSQL on this machine only. */
export async function startPostgres({
	programs,
	port,
	password,
	folder,
	name,
}: PostgresOptions): Promise<StartedProcess> {
	const user = await otherUser();
	const data = join(folder, 'data');
	if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster({ programs, password, folder, data, user, name });
	const settings = {
		listen_addresses: '127.0.0.1',
		port: String(port),
		// Only over the network: the path of a socket may be too long.
		unix_socket_directories: '',
		// What it has written outlives the process; only a machine that loses its power would notice.
		fsync: 'off',
	};
	const child = startProcess({
		name,
		command: join(programs, 'postgres'),
		args: ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
		cwd: folder,
		env: plainEnvironment(),
		...(user && { user }),
		// Ends the connections; SIGTERM would wait until n8n has ended them.
		stopSignal: 'SIGINT',
	});
	try {
		await waitFor(
			'PostgreSQL is ready',
			() => (child.output().includes('database system is ready to accept connections') ? true : undefined),
			{ timeoutMs: 60_000, intervalMs: 50, giveUp: () => child.assertRunning() },
		);
	} catch (error) {
		await child.stop();
		throw error;
	}
	return child;
}

interface User {
	uid: number;
	gid: number;
}

async function makeCluster({
	programs,
	password,
	folder,
	data,
	user,
	name,
}: Omit<PostgresOptions, 'port'> & { data: string; user: User | undefined }): Promise<void> {
	// A first attempt may have been cut short.
	await rm(data, { recursive: true, force: true });
	await mkdir(data, { recursive: true, mode: 0o700 });
	const passwordFile = join(folder, 'password');
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (user) await Promise.all([folder, data, passwordFile].map((path) => chown(path, user.uid, user.gid)));
	try {
		await runProcess({
			name: `${name}-initdb`,
			command: join(programs, 'initdb'),
			args: [
				...['--pgdata', data, '--username', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
				// The locale is the one whose messages are waited for.
				...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
			],
			cwd: folder,
			env: plainEnvironment(),
			...(user && { user }),
		});
	} finally {
		await rm(passwordFile, { force: true });
	}
}

/** PostgreSQL does not run as root. As root it is started as the user of Debian's package, or as the one who owns nothing. */
async function otherUser(): Promise<User | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of ['postgres', 'nobody']) {
		try {
			const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => (await exec('id', [flag, name])).stdout));
			return { uid: Number(uid), gid: Number(gid) };
		} catch {
			// There is no such user.
		}
	}
	throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as');
}

/** n8n's settings for a PostgreSQL. */
export function postgresEnvironment(url: URL): NodeJS.ProcessEnv {
	const ssl = url.searchParams.get('sslmode') ?? 'disable';
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: url.hostname,
		DB_POSTGRESDB_PORT: url.port || '5432',
		DB_POSTGRESDB_DATABASE: decodeURIComponent(url.pathname.slice(1)) || DATABASE,
		DB_POSTGRESDB_USER: decodeURIComponent(url.username),
		DB_POSTGRESDB_PASSWORD: decodeURIComponent(url.password),
		DB_POSTGRESDB_SSL_ENABLED: String(ssl !== 'disable'),
	};
}
