import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainEnvironment, startProcess } from './processes';
import type { StartedProcess } from './processes';
import { waitFor } from './wait';

export interface RedisOptions {
	program: string;
	port: number;
	password: string;
	/** Keeps the queue. Made when it is not there. */
	folder: string;
	name: string;
}

/** A Redis on this machine only, that keeps its queue over a restart. */
export async function startRedis({ program, port, password, folder, name }: RedisOptions): Promise<StartedProcess> {
	await mkdir(folder, { recursive: true });
	const file = join(folder, 'redis.conf');
	// In a file: everybody on the machine sees a command line.
	await writeFile(
		file,
		[
			'bind 127.0.0.1',
			`port ${port}`,
			`dir "${folder}"`,
			`requirepass ${password}`,
			// What was added to the queue is still there after a restart; Redis never throws it away to make room.
			'appendonly yes',
			'maxmemory-policy noeviction',
			'save ""',
			'daemonize no',
			'',
		].join('\n'),
		{ mode: 0o600 },
	);
	const child = startProcess({ name, command: program, args: [file], env: plainEnvironment() });
	try {
		await waitFor('Redis is ready', () => (child.output().includes('eady to accept connections') ? true : undefined), {
			timeoutMs: 30_000,
			intervalMs: 50,
			giveUp: () => child.assertRunning(),
		});
	} catch (error) {
		await child.stop();
		throw error;
	}
	return child;
}

/** n8n's settings for a Redis. */
export function redisEnvironment(url: URL): NodeJS.ProcessEnv {
	return {
		QUEUE_BULL_REDIS_HOST: url.hostname,
		QUEUE_BULL_REDIS_PORT: url.port || '6379',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(url.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(url.password),
		QUEUE_BULL_REDIS_DB: url.pathname.replace('/', '') || '0',
		QUEUE_BULL_REDIS_TLS: String(url.protocol === 'rediss:'),
	};
}
