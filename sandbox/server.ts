import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { refuseOtherPages } from './core/callers';
import { control } from './core/control';
import type { JournalFilter } from './core/journal';
import { malformedAddress, mountService } from './core/mount';
import { servePage } from './core/page';
import { SandboxParts } from './core/parts';
import { SERVICE_NAMES } from './core/types';
import type {
	ArmedFault,
	Fault,
	JournalEntry,
	Json,
	JsonObject,
	SandboxCore,
	SandboxService,
	ServiceFactory,
	ServiceName,
} from './core/types';

export const DEFAULT_PORT = 4010;

export interface SandboxOptions {
	/** Default 4010; 0 takes a free port. */
	port?: number;
	host?: '127.0.0.1';
	/** Default: all four. */
	services?: ServiceFactory[];
	/** How long every vendor answer waits. */
	latencyMs?: number;
}

export interface Sandbox {
	url: string;
	core: SandboxCore;
	/** Reading a service that was not started throws. */
	services: Record<ServiceName, SandboxService>;
	journal: { entries(filter?: JournalFilter): JournalEntry[]; clear(): void };
	faults: { add(fault: Fault | Fault[]): void; pending(): ArmedFault[]; clear(): void };
	setLatency(ms: number): void;
	/** Changes some switches of one service; unknown names and wrong types throw and change nothing. */
	setSwitches(service: ServiceName, changes: object): void;
	/** Calls what people do in the vendor's own screens, as `POST /_sandbox/<service>/actions/<name>` does. */
	act(service: ServiceName, action: string, input?: JsonObject): Promise<Json>;
	reset(): void;
	close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const factories = options.services ?? (await allServices());
	const parts = new SandboxParts(factories, options.latencyMs ?? 0);
	const app = fastify({
		bodyLimit: 200 * 1024 * 1024,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 4096 },
		exposeHeadRoutes: false,
		// Stricter than Fastify's defaults: nothing is converted, dropped or filled in before it is checked.
		ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: true } },
		frameworkErrors: malformedAddress(parts.list),
	});
	app.addHook('preClose', async () => parts.close());
	for (const service of parts.list) await mountService(app, service, parts.recorder);
	await app.register(async (scope) => {
		refuseOtherPages(scope);
		await scope.register((own) => control(own, parts), { prefix: '/_sandbox' });
		await servePage(scope);
	});
	await app.listen({ port: options.port ?? DEFAULT_PORT, host: options.host ?? '127.0.0.1' });
	const { address, port } = app.server.address() as AddressInfo;
	parts.listensAt(`http://${address}:${port}`);

	return {
		url: parts.baseUrl(),
		core: parts.core,
		services: serviceTable(parts),
		journal: { entries: (filter) => parts.journal.entries(filter), clear: () => parts.journal.clear() },
		faults: {
			add: (fault) => parts.faults.add(fault),
			pending: () => parts.faults.pending(),
			clear: () => parts.faults.clear(),
		},
		setLatency: (ms) => {
			parts.recorder.latencyMs = ms;
		},
		setSwitches: (service, changes) => parts.setSwitches({ [service]: changes }),
		act: (service, action, input = {}) => parts.act(service, action, input),
		reset: () => parts.reset(),
		close: () => app.close(),
	};
}

function serviceTable(parts: SandboxParts): Record<ServiceName, SandboxService> {
	const table = {} as Record<ServiceName, SandboxService>;
	for (const name of SERVICE_NAMES) {
		const given = parts.list.some((service) => service.name === name);
		Object.defineProperty(table, name, { enumerable: given, get: () => parts.service(name) });
	}
	return table;
}

/** Loaded only when wanted, so that a test of one service does not load the others. */
async function allServices(): Promise<ServiceFactory[]> {
	const [{ createHubSpot }, { createKaizala }, { createJtel }, { createThulium }] = await Promise.all([
		import('./hubspot'),
		import('./kaizala'),
		import('./jtel'),
		import('./thulium'),
	]);
	return [createHubSpot, createKaizala, createJtel, createThulium];
}
