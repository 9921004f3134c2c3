import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOST_MODULES, HOST_NODE } from './paths';
import { plainEnvironment, runProcess } from './processes';

/**
 * Servers that are given by address may hold other things. A run has a schema in PostgreSQL and a prefix in Redis of its
 * own, and takes them away when it is to be forgotten; n8n's own clients do the talking.
 */

const SQL = `
const { Client } = require(process.argv[1]);
(async () => {
	const client = new Client({ connectionString: process.env.TARGET });
	await client.connect();
	await client.query(process.argv[2]);
	await client.end();
})();
`;

const DROP_KEYS = `
const Redis = require(process.argv[1]);
(async () => {
	const client = new Redis(process.env.TARGET, { maxRetriesPerRequest: 1 });
	for await (const keys of client.scanStream({ match: process.argv[2] + '*' })) {
		if (keys.length > 0) await client.del(keys);
	}
	await client.quit();
})();
`;

/** @param name Letters, digits and underscores only: it goes into the statement as it is. */
export async function makeSchema(url: URL, name: string): Promise<void> {
	await run('pg', SQL, url, `CREATE SCHEMA IF NOT EXISTS ${name}`);
}

export async function dropSchema(url: URL, name: string): Promise<void> {
	await run('pg', SQL, url, `DROP SCHEMA IF EXISTS ${name} CASCADE`);
}

export async function dropKeys(url: URL, prefix: string): Promise<void> {
	await run('ioredis', DROP_KEYS, url, prefix);
}

async function run(client: string, program: string, url: URL, argument: string): Promise<void> {
	const resolve = createRequire(join(HOST_MODULES, 'n8n', 'package.json')).resolve;
	await runProcess({
		name: `given-${client}`,
		command: HOST_NODE,
		args: ['-e', program, resolve(client), argument],
		// Not in the arguments: the address holds a password.
		env: { ...plainEnvironment(), TARGET: url.href },
	});
}
