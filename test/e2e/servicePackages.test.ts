import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { sandboxCredentials } from '../../scripts/lib/credentials';
import type { RunningN8n } from '../../scripts/lib/n8n';
import { prepareDatabase } from '../../scripts/lib/emptyDatabase';
import { importIntoN8n, startN8n } from '../../scripts/lib/n8n';
import { prepareUserFolder } from '../../scripts/lib/package';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { RunningSandbox } from '../../scripts/lib/sandbox';
import { startSandboxProcess } from '../../scripts/lib/sandbox';
import { waitFor } from '../../scripts/lib/wait';
import { packServices } from '../../scripts/services/packServices';
import { camelCase, SERVICES } from '../../scripts/services/services';

const MINUTE = 60_000;

/** What a package has to do: read something, and be started by something that happens. */
interface Scene {
	credential: string;
	action: { parameters: object; output: object };
	trigger: { type: string; parameters: object; polls: boolean };
	happens: { service: ServiceName; action: string; input: JsonObject };
	output: object;
}

const SCENES: Readonly<Record<keyof typeof SERVICES, Scene>> = {
	'hubspot-tickets': {
		credential: 'hubSpotTicketsApi',
		action: { parameters: { resource: 'ticket', operation: 'getAll', limit: 1 }, output: { id: expect.any(String) } },
		trigger: { type: 'hubSpotTicketsTrigger', parameters: { event: 'created' }, polls: true },
		happens: { service: 'hubspot', action: 'raiseTicket', input: { subject: 'From one package' } },
		output: { subject: 'From one package' },
	},
	kaizala: {
		credential: 'kaizalaApi',
		action: { parameters: { resource: 'group', operation: 'getAll' }, output: { groupId: expect.any(String) } },
		trigger: {
			type: 'kaizalaTrigger',
			parameters: {
				objectType: 'Group',
				groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk },
				events: ['TextMessageCreated'],
			},
			polls: false,
		},
		happens: {
			service: 'kaizala',
			action: 'sendMessage',
			input: { groupId: SEED_GROUPS.supportDesk, phone: SEED_PHONES.lead, text: 'From one package' },
		},
		output: { text: 'From one package' },
	},
	thulium: {
		credential: 'thuliumApi',
		action: {
			parameters: { resource: 'ticket', operation: 'getAll', limit: 1 },
			output: { ticket_id: expect.any(Number) },
		},
		trigger: { type: 'thuliumTrigger', parameters: { events: ['TICKET_CREATED'] }, polls: false },
		happens: { service: 'thulium', action: 'raiseTicket', input: { subject: 'From one package' } },
		output: { action: 'TICKET_CREATED' },
	},
	'jtel-acd': {
		credential: 'jtelAcdApi',
		action: { parameters: { resource: 'event', operation: 'getAll', limit: 1 }, output: { ID: expect.any(Number) } },
		trigger: { type: 'jtelAcdTrigger', parameters: { event: 'created' }, polls: true },
		happens: { service: 'jtel', action: 'createEvent', input: {} },
		output: { ID: expect.any(Number) },
	},
};

const packed = join(RELAY, `service-packages-${process.pid}`);
let tarballs: Promise<Record<string, string>>;
beforeAll(() => {
	tarballs = packServices(packed);
});
afterAll(async () => await rm(packed, { recursive: true, force: true }));

describe.each(Object.keys(SCENES))('the package of %s, alone in a real n8n', (key) => {
	const { packageName, folder } = SERVICES[key] ?? { packageName: '', folder: '' };
	const scene = SCENES[key];
	const userFolder = join(RELAY, `one-${key}-${process.pid}`);
	let sandbox: RunningSandbox | undefined;
	let n8n: RunningN8n | undefined;

	beforeAll(async () => {
		sandbox = await startSandboxProcess({ port: await freePort(), name: `one-${key}-sandbox` });
		await mkdir(userFolder, { recursive: true });
		await prepareUserFolder(userFolder, (await tarballs)[key] ?? '', packageName);
		const own = sandboxCredentials(sandbox.url).filter(({ type }) => type === scene?.credential);
		await prepareDatabase(userFolder);
		await importIntoN8n(userFolder, 'credentials', own);
		n8n = await startN8n({ port: await freePort(), userFolder, name: `one-${key}-n8n` });
		await n8n.client.enter();
	}, 5 * MINUTE);

	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.stop();
		await rm(userFolder, { recursive: true, force: true });
	}, MINUTE);

	function started(): { sandbox: RunningSandbox; n8n: RunningN8n; scene: Scene } {
		if (sandbox === undefined || n8n === undefined || scene === undefined) throw new Error('Not started');
		return { sandbox, n8n, scene };
	}

	/** A node of the package, with the sandbox's credential. */
	function node(name: string, type: string, parameters: object, credential: string): object {
		const [found] = sandboxCredentials('').filter((each) => each.type === credential);
		return {
			id: `7c1e0000-0000-4000-8000-00000000000${name.length % 10}`,
			name,
			type: `${packageName}.${type}`,
			typeVersion: 1,
			position: [200, 0],
			webhookId: `one-${key}`,
			parameters,
			credentials: { [credential]: { id: found?.id, name: found?.name } },
		};
	}

	async function output(workflowId: string, name: string): Promise<unknown[]> {
		const { client } = started().n8n;
		const ended = await waitFor(`an execution of ${workflowId}`, async () => {
			const [last] = await client.listExecutions({ workflowId });
			return last !== undefined && last.stoppedAt !== null ? last : undefined;
		});
		const { data } = await client.getExecution(ended.id);
		expect(data.resultData.error).toBeUndefined();
		return (data.resultData.runData?.[name]?.[0]?.data?.main?.[0] ?? []).map(({ json }) => json);
	}

	it(
		'brings its own nodes and credentials and no others',
		async () => {
			const { client } = started().n8n;
			const ours = (await client.nodeTypes())
				.map(({ name }) => name)
				.filter((name) => /ticket-relay|^n8n-nodes-(?!base)/.test(name));
			expect(ours.length).toBeGreaterThan(1);
			expect(ours.filter((name) => !name.startsWith(`${packageName}.${camelCase(folder)}`))).toEqual([]);
			const credentials = (await client.credentialTypes()).map(({ name }) => name);
			expect(credentials).toContain(scene?.credential);
			const foreign = Object.values(SCENES).map(({ credential }) => credential);
			expect(credentials.filter((name) => foreign.includes(name))).toEqual([scene?.credential]);
		},
		MINUTE,
	);

	it(
		'reads',
		async () => {
			const { n8n: host, scene: wanted } = started();
			const start = {
				id: '7c1e0000-0000-4000-8000-0000000000aa',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			};
			const id = await host.client.createWorkflow({
				name: 'Reads',
				nodes: [start, node('Reads', camelCase(folder), wanted.action.parameters, wanted.credential)],
				connections: { Start: { main: [[{ node: 'Reads', type: 'main', index: 0 }]] } },
				settings: { executionOrder: 'v1' },
			});
			await host.client.runWorkflow(id, { name: 'Start' });
			expect((await output(id, 'Reads'))[0]).toMatchObject(wanted.action.output);
		},
		2 * MINUTE,
	);

	it(
		'is started by what happens',
		async () => {
			const { n8n: host, sandbox: vendor, scene: wanted } = started();
			const { type, parameters, polls } = wanted.trigger;
			const every = {
				pollTimes: {
					item: [0, 10, 20, 30, 40, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })),
				},
			};
			const id = await host.client.createWorkflow({
				name: 'Is started',
				nodes: [node('Starts', type, { ...parameters, ...(polls ? every : {}) }, wanted.credential)],
				connections: {},
				settings: { executionOrder: 'v1' },
			});
			await host.client.publishWorkflow(id);
			const { service, action, input } = wanted.happens;
			await waitFor('the trigger to be ready', async () => {
				if (!polls) {
					const { webhooks } = await vendor.state(service);
					return Array.isArray(webhooks) && webhooks.length > 0 ? true : undefined;
				}
				const { staticData } = await host.client.workflow(id);
				return staticData?.['node:Starts'] === undefined ? undefined : true;
			});
			await vendor.act(service, action, input);
			expect((await output(id, 'Starts'))[0]).toMatchObject(wanted.output);
		},
		3 * MINUTE,
	);
});
