import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOST_MODULES, HOST_NODE } from './paths';
import { plainEnvironment, runProcess } from './processes';

/**
 * With its durable scheduler n8n can keep what polling triggers remember in a table of its own, which is not part of the
 * workflow and which no address of its REST interface shows.
 */

const SETTINGS = [
	'N8N_SCHEDULER_ENABLED',
	'N8N_SCHEDULER_POLL_TRIGGERS_ENABLED',
	'N8N_POLLER_DURABLE_CURSORS_ENABLED',
] as const;

/** The IDs of a workflow's nodes that have remembered something. */
export type PolledNodes = (workflowId: string) => Promise<string[]>;

const PROGRAM = `
const [driver, file, workflowId] = process.argv.slice(1);
const env = (name) => process.env['DB_POSTGRESDB_' + name];
async function rows() {
	if (process.env.DB_TYPE !== 'postgresdb') {
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(file, { readOnly: true });
		return database.prepare('SELECT "nodeId", "cursor" FROM poller_state WHERE "workflowId" = ?').all(workflowId);
	}
	const { Client } = require(driver);
	const client = new Client({
		...{ host: env('HOST'), port: Number(env('PORT')), database: env('DATABASE') },
		...{ user: env('USER'), password: env('PASSWORD') },
	});
	await client.connect();
	const table = (env('SCHEMA') ?? 'public') + '.poller_state';
	const found = await client.query('SELECT "nodeId", "cursor"::text FROM ' + table + ' WHERE "workflowId" = $1', [workflowId]);
	await client.end();
	return found.rows;
}
rows().then((found) => console.log(JSON.stringify(found.filter(({ cursor }) => cursor !== '{}').map(({ nodeId }) => nodeId))));
`;

/** Undefined when n8n keeps what they remember in the workflow. */
export function durablePolledNodes(env: NodeJS.ProcessEnv, userFolder: string): PolledNodes | undefined {
	if (SETTINGS.some((name) => env[name] !== 'true')) return undefined;
	const { resolve } = createRequire(join(HOST_MODULES, 'n8n', 'package.json'));
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const database = Object.entries(env).filter(([name]) => name.startsWith('DB_'));
	return async (workflowId) => {
		const output = await runProcess({
			name: 'poll-cursors',
			command: HOST_NODE,
			args: ['--no-warnings', '-e', PROGRAM, resolve('pg'), file, workflowId],
			env: { ...plainEnvironment(), ...Object.fromEntries(database) },
		});
		const ids: string[] = JSON.parse(output);
		return ids;
	};
}
