import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
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

/** Debian keeps the programs of each version of PostgreSQL outside of the path. */
const DEBIAN = '/usr/lib/postgresql';

/** @throws Error that says what is missing and how to get it. */
export function findServers(environment: NodeJS.ProcessEnv = process.env, debian = DEBIAN): Servers {
	const redisUrl = addressIn(environment, REDIS_VARIABLE, ['redis:', 'rediss:']);
	const postgresUrl = addressIn(environment, POSTGRES_VARIABLE, ['postgres:', 'postgresql:']);
	const path = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
	const redisFolder = firstWith(path, ['redis-server']);
	const programs = firstWith([...path, ...versionsIn(debian)], ['initdb', 'postgres']);
	const program = redisFolder === undefined ? undefined : join(redisFolder, 'redis-server');
	const redis = redisUrl ? { url: redisUrl } : program === undefined ? undefined : { program };
	const postgres = postgresUrl ? { url: postgresUrl } : programs === undefined ? undefined : { programs };
	if (redis && postgres) return { redis, postgres };
	throw new Error(whatIsMissing(redis === undefined, postgres === undefined));
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

/** The newest first. */
function versionsIn(debian: string): string[] {
	const versions = existsSync(debian) ? readdirSync(debian) : [];
	return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'));
}

function firstWith(folders: string[], names: string[]): string | undefined {
	return folders.find((folder) => names.every((name) => isProgram(join(folder, name))));
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
