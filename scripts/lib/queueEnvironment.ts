import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropKeys, dropSchema, makeSchema } from './givenServers';
import { ManagedProcess } from './managedProcess';
import { freePort } from './ports';
import { postgresEnvironment, postgresUrl, startPostgres } from './postgres';
import { redisEnvironment, startRedis } from './redis';
import type { Servers } from './servers';

/** What has to stay the same when a kept environment is started again. */
interface Kept {
	/** Of the schema and of the keys in servers that were given. */
	name: string;
	encryptionKey: string;
	password: string;
	postgresFolder: string;
}

/** The queue and the database of queue mode, and n8n's settings for both. */
export interface QueueEnvironment {
	env: NodeJS.ProcessEnv;
	/** Undefined when an address was given. */
	redis: ManagedProcess | undefined;
	postgres: ManagedProcess | undefined;
	/** Takes everything away that a later start would find. The processes must have ended. */
	forget(): Promise<void>;
}

export interface QueueEnvironmentOptions {
	servers: Servers;
	userFolder: string;
	/** Forgets what an earlier start left in the folder. */
	fresh: boolean;
	logPrefix: string;
}

/** @returns With both servers running. */
export async function startQueueEnvironment({
	servers,
	userFolder,
	fresh,
	logPrefix,
}: QueueEnvironmentOptions): Promise<QueueEnvironment> {
	const file = join(userFolder, 'stage.json');
	const old = await keptIn(file);
	if (fresh && old) await forget(old, servers, userFolder);
	const kept = fresh || !old ? await newEnvironment(userFolder) : old;
	await mkdir(userFolder, { recursive: true });
	await writeFile(file, JSON.stringify(kept), { mode: 0o600 });

	const redis = await redisOf(servers, kept, join(userFolder, 'redis'), `${logPrefix}redis`);
	const postgres = await postgresOf(servers, kept, `${logPrefix}postgres`);
	const managedProcesses = [redis.managedProcess, postgres.managedProcess];
	try {
		await Promise.all(managedProcesses.map((managedProcess) => managedProcess?.start()));
		if (!postgres.managedProcess) await makeSchema(postgres.url, kept.name);
	} catch (error) {
		await Promise.all(managedProcesses.map((managedProcess) => managedProcess?.stop()));
		throw error;
	}
	return {
		env: {
			N8N_ENCRYPTION_KEY: kept.encryptionKey,
			...redisEnvironment(redis.url),
			...postgresEnvironment(postgres.url),
			...(redis.managedProcess ? {} : { QUEUE_BULL_PREFIX: `${kept.name}-bull`, N8N_REDIS_KEY_PREFIX: kept.name }),
			...(postgres.managedProcess ? {} : { DB_POSTGRESDB_SCHEMA: kept.name }),
		},
		redis: redis.managedProcess,
		postgres: postgres.managedProcess,
		forget: () => forget(kept, servers, userFolder),
	};
}

async function keptIn(file: string): Promise<Kept | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Kept;
	} catch {
		return undefined;
	}
}

async function newEnvironment(userFolder: string): Promise<Kept> {
	return {
		name: `ticket_relay_${randomBytes(4).toString('hex')}`,
		encryptionKey: randomBytes(24).toString('hex'),
		password: randomBytes(24).toString('hex'),
		// Root starts PostgreSQL as another user, who may not get into the folder of the project.
		postgresFolder:
			process.getuid?.() === 0 ? await mkdtemp(join(tmpdir(), 'ticket-relay-postgres-')) : join(userFolder, 'postgres'),
	};
}

async function forget({ name, postgresFolder }: Kept, servers: Servers, userFolder: string): Promise<void> {
	if ('url' in servers.redis) await dropKeys(servers.redis.url, name);
	if ('url' in servers.postgres) await dropSchema(servers.postgres.url, name);
	await rm(postgresFolder, { recursive: true, force: true });
	await rm(userFolder, { recursive: true, force: true });
}

interface Server {
	url: URL;
	managedProcess: ManagedProcess | undefined;
}

async function redisOf({ redis }: Servers, { password }: Kept, folder: string, name: string): Promise<Server> {
	if ('url' in redis) return { url: redis.url, managedProcess: undefined };
	const port = await freePort();
	return {
		url: new URL(`redis://:${password}@127.0.0.1:${port}`),
		managedProcess: new ManagedProcess(
			name,
			async (logName) => await startRedis({ program: redis.program, port, password, folder, name: logName }),
		),
	};
}

async function postgresOf({ postgres }: Servers, { password, postgresFolder }: Kept, name: string): Promise<Server> {
	if ('url' in postgres) return { url: postgres.url, managedProcess: undefined };
	const port = await freePort();
	return {
		url: postgresUrl(port, password),
		managedProcess: new ManagedProcess(
			name,
			async (logName) =>
				await startPostgres({
					programs: postgres.programs,
					port,
					password,
					folder: postgresFolder,
					name: logName,
				}),
		),
	};
}
