import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { join } from 'node:path';
import type { Fault, JournalEntry, Json, JsonObject, ServiceName } from '../../sandbox/core/types';
import { ROOT } from './paths';
import { assertPortFree } from './ports';
import { plainEnvironment, startProcess } from './processes';
import { waitFor } from './wait';

export interface JournalQuery {
	service?: ServiceName;
	method?: string;
	/** Regular expression over the path below the mount. */
	path?: string;
	since?: number;
}

/** The sandbox's control API. */
export class SandboxClient {
	private readonly http: AxiosInstance;

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: `${url}/_sandbox`, timeout: 10_000, proxy: false, validateStatus: () => true });
	}

	async health(): Promise<Json> {
		return await this.call('GET', '/health');
	}

	async reset(): Promise<void> {
		await this.call('POST', '/reset', {});
	}

	async state(service: ServiceName): Promise<JsonObject> {
		return await this.call<JsonObject>('GET', `/state/${service}`);
	}

	async journal(query: JournalQuery = {}): Promise<JournalEntry[]> {
		return await this.call<JournalEntry[]>('GET', '/journal', undefined, { ...query });
	}

	/** Forgets the requests so far, and the faults that no request has met. */
	async clear(): Promise<void> {
		await this.call('DELETE', '/journal');
		await this.call('DELETE', '/faults');
	}

	/** What people do in the vendor's own screens. */
	async act<T = Json>(service: ServiceName, action: string, input: JsonObject = {}): Promise<T> {
		return await this.call<T>('POST', `/${service}/actions/${action}`, input);
	}

	async addFaults(faults: Fault | Fault[]): Promise<void> {
		await this.call('POST', '/faults', faults);
	}

	/** Those that still wait for their requests. */
	async faults(): Promise<Fault[]> {
		return await this.call<Fault[]>('GET', '/faults');
	}

	async setSwitches(switches: JsonObject): Promise<void> {
		await this.call('PATCH', '/switches', switches);
	}

	async setLatency(ms: number): Promise<void> {
		await this.call('PUT', '/latency', { ms });
	}

	/** Moves the clock of the four systems; `null` puts it back to the present. */
	async moveClock(milliseconds: number | null): Promise<void> {
		await this.call('POST', '/clock', milliseconds === null ? { freezeAt: null } : { shiftMs: milliseconds });
	}

	private async call<T = Json>(method: string, url: string, data?: object, params?: object): Promise<T> {
		const response = await this.http.request<T>({ method, url, data, params });
		if (response.status < 300) return response.data;
		throw new Error(`Sandbox: ${method} ${url} answered ${response.status} ${JSON.stringify(response.data)}`);
	}
}

export interface RunningSandbox extends SandboxClient {
	readonly pid: number | undefined;
	readonly logFile: string;
	/** Its exit code, whenever and why ever it ends. */
	readonly ended: Promise<number | string>;
	stop(): Promise<void>;
}

/** Starts the four simulated systems in a process of their own. */
export async function startSandboxProcess({
	port,
	name = 'sandbox',
}: {
	port: number;
	name?: string;
}): Promise<RunningSandbox> {
	await assertPortFree(port, '--sandbox-port');
	const child = startProcess({
		name,
		command: process.execPath,
		args: ['--import', 'tsx', join(ROOT, 'sandbox', 'cli.ts'), '--port', String(port)],
		cwd: ROOT,
		env: plainEnvironment(),
	});
	const client = new SandboxClient(`http://127.0.0.1:${port}`);
	try {
		await waitFor('The sandbox answers', () => client.health(), { giveUp: () => child.assertRunning() });
	} catch (error) {
		await child.stop();
		throw error;
	}
	return Object.assign(client, {
		pid: child.pid,
		logFile: child.logFile,
		ended: child.ended,
		stop: () => child.stop(),
	});
}
