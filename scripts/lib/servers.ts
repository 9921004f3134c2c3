import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Redis and PostgreSQL for queue mode: given by address, or found on the machine and started for the run alone. */

export const REDIS_VARIABLE = 'TICKET_RELAY_REDIS_URL';
export const POSTGRES_VARIABLE = 'TICKET_RELAY_POSTGRES_URL';

export interface Servers {
	/** An address that was given, or the program to start. */
	redis: { url: URL } | { program: string };
	/** An address that was given, or the folder with `initdb` and `postgres`. */
	postgres: { url: URL } | { programs: string };
}

/** @throws Error that says what is missing and how to get it. */
export async function findServers(environment: NodeJS.ProcessEnv = process.env): Promise<Servers> {
	const redisUrl = addressIn(environment, REDIS_VARIABLE, ['redis:', 'rediss:']);
	const postgresUrl = addressIn(environment, POSTGRES_VARIABLE, ['postgres:', 'postgresql:']);
	const { program, programs } = await findPrograms(environment);
	const redis = redisUrl ? { url: redisUrl } : program === undefined ? undefined : { program };
	const postgres = postgresUrl ? { url: postgresUrl } : programs === undefined ? undefined : { programs };
	if (redis && postgres) return { redis, postgres };
	throw new Error(whatIsMissing(redis === undefined, postgres === undefined));
}

/** What the machine has, whatever addresses are given. */
export async function findPrograms(
	environment: NodeJS.ProcessEnv = process.env,
): Promise<{ program: string | undefined; programs: string | undefined }> {
	const path = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const redis = await firstWith(path, ['redis-server']);
	return {
		program: redis === undefined ? undefined : join(redis, 'redis-server'),
		programs: await firstWith([...path, ...(await debianFolders())], ['initdb', 'postgres']),
	};
}

function whatIsMissing(redis: boolean, postgres: boolean): string {
	const names = [...(redis ? ['Redis'] : []), ...(postgres ? ['PostgreSQL'] : [])];
	const packages = [...(redis ? ['redis-server'] : []), ...(postgres ? ['postgresql'] : [])];
	const variables = [...(redis ? [REDIS_VARIABLE] : []), ...(postgres ? [POSTGRES_VARIABLE] : [])];
	return [
		`Queue mode needs ${names.join(' and ')}, and this machine has ${names.length === 1 ? 'none' : 'neither'}. On Debian and Ubuntu:`,
		'',
		`    sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
		'',
		`Their services need not run: a copy of its own is started on 127.0.0.1. Or say where they are: ${variables.join(', ')}.`,
	].join('\n');
}

function addressIn(environment: NodeJS.ProcessEnv, variable: string, protocols: string[]): URL | undefined {
	const text = environment[variable];
	if (text === undefined || text === '') return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	// The address holds a password: it is not shown.
	if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '') {
		throw new Error(`${variable} is no address: it has to look like ${protocols[0]}//user:password@host:port/name`);
	}
	return url;
}

/** Debian keeps the programs of each version of PostgreSQL outside of the path; the newest first. */
async function debianFolders(): Promise<string[]> {
	const root = '/usr/lib/postgresql';
	const versions = await readdir(root).catch((): string[] => []);
	return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(root, version, 'bin'));
}

async function firstWith(folders: string[], names: string[]): Promise<string | undefined> {
	for (const folder of folders) {
		const found = await Promise.all(names.map(async (name) => await isProgram(join(folder, name))));
		if (found.every(Boolean)) return folder;
	}
	return undefined;
}

async function isProgram(file: string): Promise<boolean> {
	try {
		await access(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
