import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';

import { HubSpotTicketsApi } from '../../credentials/HubSpotTicketsApi.credentials';
import { JtelAcdApi } from '../../credentials/JtelAcdApi.credentials';
import { KaizalaApi } from '../../credentials/KaizalaApi.credentials';
import { ThuliumApi } from '../../credentials/ThuliumApi.credentials';
import type { Place } from '../../sandbox/core/places';
import type { Login } from '../../sandbox/core/types';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';
import { startN8n } from '../../scripts/lib/n8n';
import type { RunningN8n } from '../../scripts/lib/n8n';
import { packPackage, prepareUserFolder } from '../../scripts/lib/package';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import { waitFor } from '../../scripts/lib/wait';

/** Reached from beyond its own address, as from a container: by what its page shows, and by nothing less. */
const ELSEWHERE = '127.0.0.2';
const TOKEN = 'made-for-this-run-0001';

interface Shown {
	places: Place[];
	logins: Record<string, Login[]>;
}

describe('the real n8n and a sandbox at another address', () => {
	const userFolder = join(RELAY, `elsewhere-${process.pid}`);
	const types = [
		['hubspot', 'hubSpotTicketsApi', new HubSpotTicketsApi()],
		['kaizala', 'kaizalaApi', new KaizalaApi()],
		['thulium', 'thuliumApi', new ThuliumApi()],
		['jtel', 'jtelAcdApi', new JtelAcdApi()],
	] as const;
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let shown: Shown;

	beforeAll(async () => {
		sandbox = await startSandbox({ port: 0, host: ELSEWHERE, token: TOKEN });
		shown = (await (await fetch(`${sandbox.url}/_sandbox/connect`)).json()) as Shown;
		await mkdir(userFolder, { recursive: true });
		await prepareUserFolder(userFolder, await packPackage(join(userFolder, 'pack')));
		n8n = await startN8n({ port: await freePort(), userFolder, name: 'elsewhere-n8n' });
		await n8n.client.enter();
	}, 300_000);

	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
		await rm(userFolder, { recursive: true, force: true });
	}, 60_000);

	/** The credential as somebody fills it in who copies what the page shows. */
	function filledIn(service: string, type: ICredentialType, address: string): Record<string, string> {
		const [login] = shown.logins[service] ?? [];
		if (login?.credential !== type.displayName) throw new Error(`The page shows no ${type.displayName}`);
		return Object.fromEntries(
			login.fields.map((field) => {
				const name = type.properties.find(({ displayName }) => displayName === field.label)?.name;
				if (name === undefined) throw new Error(`${type.displayName} has no field ${field.label}`);
				return [name, 'path' in field ? address + field.path : field.value];
			}),
		);
	}

	const address = (): string => {
		const found = shown.places.find(({ name }) => name === 'On this machine')?.url;
		if (typeof found !== 'string') throw new Error('The page shows no address');
		return found;
	};

	test.each(types)(
		'%s: the credential works with the shown address, and is refused without the token',
		async (...given) => {
			const [service, typeName, type] = given;
			expect(address()).toMatch(/^http:\/\/127\.0\.0\.2:\d+\/made-for-this-run-0001$/);
			const tested = async (base: string) =>
				await n8n.client.testCredential({ name: service, type: typeName, data: filledIn(service, type, base) });
			expect(await tested(address())).toMatchObject({ status: 'OK' });
			sandbox.journal.clear();
			for (const base of [address().replace(`/${TOKEN}`, ''), `${address()}x`]) {
				expect(await tested(base)).toMatchObject({ status: 'Error' });
			}
			expect(sandbox.journal.entries()).toEqual([]);
		},
	);

	test('a workflow reads a ticket by the shown address; without the token it fails and nothing is read', async () => {
		const run = async (base: string) => {
			const { id } = await n8n.client.call<{ id: string }>('POST', '/rest/credentials', {
				...{ name: `HubSpot at ${base}`, type: 'hubSpotTicketsApi' },
				data: filledIn('hubspot', new HubSpotTicketsApi(), base),
			});
			const trigger = 'When clicking Execute workflow';
			const workflowId = await n8n.client.createWorkflow({
				name: `Read tickets at ${base}`,
				nodes: [
					{
						...{ id: 'a', name: trigger, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 },
						...{ position: [0, 0], parameters: {} },
					},
					{
						...{ id: 'b', name: 'Tickets', type: 'n8n-nodes-ticket-relay.hubSpotTickets', typeVersion: 1 },
						...{ position: [200, 0], parameters: { resource: 'ticket', operation: 'getAll', limit: 2 } },
						credentials: { hubSpotTicketsApi: { id, name: `HubSpot at ${base}` } },
					},
				],
				connections: { [trigger]: { main: [[{ node: 'Tickets', type: 'main', index: 0 }]] } },
				settings: {},
			});
			const executionId = await n8n.client.runWorkflow(workflowId, { name: trigger });
			return await waitFor('The end of the run', async () => {
				const execution = await n8n.client.getExecution(executionId);
				return execution.stoppedAt === null || execution.stoppedAt === undefined ? undefined : execution;
			});
		};
		expect((await run(address())).status).toBe('success');
		expect(sandbox.journal.entries({ service: 'hubspot' }).map(({ words }) => words)).toContain('listed tickets');
		sandbox.journal.clear();
		expect((await run(address().replace(`/${TOKEN}`, ''))).status).toBe('error');
		expect(sandbox.journal.entries()).toEqual([]);
	}, 120_000);
});
