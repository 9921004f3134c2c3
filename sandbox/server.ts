import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { control } from './core/control';
import { forbidFraming, refuseOtherHosts, refuseOtherPages } from './core/http/callers';
import { mountService, SERVER_OPTIONS } from './core/http/mount';
import { hearOut } from './core/http/parsers';
import { Token } from './core/http/token';
import type { JournalFilter } from './core/journal';
import { servePage } from './core/page';
import { SandboxParts } from './core/parts';
import { SERVICE_NAMES } from './core/types';
import { allServices } from './services';
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

/** No request may take longer to arrive, however slowly it drips in. */
const REQUEST_TIMEOUT_MS = 120_000;

export interface SandboxOptions {
	/** Default 4010; 0 takes a free port. */
	port?: number;
	/** The address to listen at; one beyond 127.0.0.1 wants a token. */
	host?: string;
	/** The first part of every path, for a sandbox that other machines reach. */
	token?: string;
	/** How others call the sandbox, without the token; default the address that it listens at. */
	publicUrl?: string;
	/** Names besides those of this machine under which the sandbox answers, for example that of a container. */
	allowedHosts?: readonly string[];
	/** Default: all. */
	services?: ServiceFactory[];
	/** Moves the dates of the seeds near today; without it they are the same on every day, as tests want them. */
	recentSeeds?: boolean;
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
	const parts = new SandboxParts(factories, options.latencyMs ?? 0, options.recentSeeds);
	const host = options.host ?? '127.0.0.1';
	if (host !== '127.0.0.1' && options.token === undefined) throw new Error(`A sandbox at ${host} wants a token`);
	const token = options.token === undefined ? undefined : new Token(options.token);
	// The token keeps other pages out whatever name they use.
	const allowedHosts = token === undefined ? (options.allowedHosts ?? []) : 'all';
	const mounted = await Promise.all(parts.list.map((service) => mountService(service, parts.recorder, allowedHosts)));
	const app = fastify({
		...SERVER_OPTIONS,
		serverFactory: (own) =>
			createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
				if (token?.admits(request, response) === false) return;
				const service = mounted.find(({ prefix }) => isBelow(prefix, request.url ?? ''));
				(service?.handle ?? own)(request, response);
			}),
	});
	app.addHook('preClose', async () => parts.close());
	app.addHook('onClose', async () => {
		await Promise.all(mounted.map((service) => service.close()));
	});
	refuseOtherHosts(app, allowedHosts);
	refuseOtherPages(app);
	forbidFraming(app);
	hearOut(app);
	await app.register((own) => control(own, parts), { prefix: '/_sandbox' });
	await servePage(app);
	await app.listen({ port: options.port ?? DEFAULT_PORT, host });
	const { address, port } = app.server.address() as AddressInfo;
	const publicUrl = (options.publicUrl ?? `http://${address}:${port}`).replace(/\/$/, '');
	parts.listensAt(options.token === undefined ? publicUrl : `${publicUrl}/${options.token}`, {
		...{ address, port, publicUrl: options.publicUrl, token: options.token },
	});

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

function isBelow(prefix: string, url: string): boolean {
	return url.startsWith(prefix) && ['', '/', '?'].includes(url.charAt(prefix.length));
}

function serviceTable(parts: SandboxParts): Record<ServiceName, SandboxService> {
	const table = {} as Record<ServiceName, SandboxService>;
	for (const name of SERVICE_NAMES) {
		const given = parts.list.some((service) => service.name === name);
		Object.defineProperty(table, name, { enumerable: given, get: () => parts.service(name) });
	}
	return table;
}
