import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import type { JsonObject } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import type { HubSpotSwitches } from '../../../sandbox/hubspot';
import { type Sandbox, startSandbox } from '../../../sandbox/server';

export const TICKETS = '/crm/objects/2026-09/tickets';
export const LINKS = '/crm/associations/2026-09/tickets';
export const FIRST_TICKET = '38402119001';
export const RETURN_TICKET = '38402119005';
export const NEW = { subject: 'Valve stuck', hs_pipeline: '0', hs_pipeline_stage: '1' };

/** What the tests read of an answer; every field is optional on purpose. */
export interface Body {
	id?: string;
	status?: string;
	message?: string;
	category?: string;
	subCategory?: string;
	correlationId?: string;
	policyName?: string;
	properties?: Record<string, string | null>;
	propertiesWithHistory?: Record<string, { value: string; timestamp: string }[]>;
	associations?: Record<string, { results: { id: string; type: string }[]; paging?: object }>;
	warnings?: { category: string; context: Record<string, string[]> }[];
	errors?: { code?: string; category?: string; message?: string; context?: Record<string, string[]> }[];
	context?: Record<string, string[]>;
	results?: (Body & { [key: string]: unknown })[];
	paging?: { next: { after: string; link: string } };
	total?: number;
	numErrors?: number;
	archived?: boolean;
	createdAt?: string;
	updatedAt?: string;
	[key: string]: unknown;
}

/** One sandbox per test file, reset before every test. */
export class Fixture {
	private running: Sandbox | undefined;

	private client: AxiosInstance = axios.create();

	install(): this {
		beforeAll(async () => {
			this.running = await startSandbox({ port: 0, services: [createHubSpot] });
			this.client = axios.create({ baseURL: `${this.running.url}/hubspot`, validateStatus: () => true });
		});
		beforeEach(() => this.sandbox.reset());
		afterAll(async () => this.running?.close());
		return this;
	}

	get sandbox(): Sandbox {
		if (this.running === undefined) throw new Error('not started');
		return this.running;
	}

	set(switches: Partial<HubSpotSwitches>): void {
		this.sandbox.setSwitches('hubspot', switches);
	}

	async act(name: string, input: JsonObject): Promise<JsonObject> {
		return (await this.sandbox.act('hubspot', name, input)) as JsonObject;
	}

	async call(
		method: string,
		url: string,
		data?: unknown,
		token = 'hubspot-sandbox-token',
		extra: AxiosRequestConfig = {},
	): Promise<AxiosResponse<Body>> {
		const headers = { authorization: `Bearer ${token}`, ...extra.headers };
		return await this.client.request<Body>({ ...extra, method, url, data, headers });
	}

	async get(url: string, token?: string): Promise<AxiosResponse<Body>> {
		return await this.call('GET', url, undefined, token);
	}

	async post(url: string, data: unknown, token?: string): Promise<AxiosResponse<Body>> {
		return await this.call('POST', url, data, token);
	}

	/** Makes a ticket and returns its id. */
	async ticket(properties: Record<string, string> = {}): Promise<string> {
		const { status, data } = await this.post(TICKETS, { properties: { ...NEW, ...properties } });
		if (status !== 201) throw new Error(JSON.stringify(data));
		return data.id ?? '';
	}
}

/** The codes of a property error, from its `errors` list. */
export function codes({ data }: AxiosResponse<Body>): (string | undefined)[] {
	return (data.errors ?? []).map((error) => error.code);
}

export function ids({ data }: AxiosResponse<Body>): (string | undefined)[] {
	return (data.results ?? []).map((result) => result.id);
}
