import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import type { JsonObject } from '../../sandbox/core/types';
import { SEED_CONNECTORS, createKaizala } from '../../sandbox/kaizala';
import { startSandbox } from '../../sandbox/server';
import type { Sandbox } from '../../sandbox/server';

type Kind = keyof typeof SEED_CONNECTORS;

/** A running sandbox with Kaizala only, and a caller for each kind of token. */
export class KaizalaFixture {
	private constructor(
		readonly sandbox: Sandbox,
		readonly http: AxiosInstance,
	) {}

	static async start(): Promise<KaizalaFixture> {
		const sandbox = await startSandbox({ port: 0, services: [createKaizala] });
		const http = axios.create({
			baseURL: `${sandbox.url}/kaizala`,
			validateStatus: () => true,
			maxRedirects: 0,
			proxy: false,
		});
		return new KaizalaFixture(sandbox, http);
	}

	/** The token call with the seed's credentials, or others. */
	async token(kind: Kind = 'tenant', refreshToken: string = SEED_CONNECTORS[kind].refreshToken) {
		const { id, secret } = SEED_CONNECTORS[kind];
		const headers = { applicationId: id, applicationSecret: secret, refreshToken };
		return await this.http.get('/v1/accessToken', { headers });
	}

	async signIn(kind: Kind = 'tenant'): Promise<Caller> {
		const { data, status } = await this.token(kind);
		if (status !== 200) throw new Error(JSON.stringify(data));
		return new Caller(this.http, String(data.accessToken));
	}

	async act(name: string, input: JsonObject = {}): Promise<JsonObject> {
		return (await this.sandbox.act('kaizala', name, input)) as JsonObject;
	}

	/** The snapshot as loosely typed JSON: tests pick what they compare. */
	snapshot(): Record<string, JsonObject[]> {
		return this.sandbox.services.kaizala.snapshot() as Record<string, JsonObject[]>;
	}

	switches(changes: object): void {
		this.sandbox.setSwitches('kaizala', changes);
	}
}

export class Caller {
	constructor(
		private readonly http: AxiosInstance,
		readonly accessToken: string,
	) {}

	get = (path: string, params?: object) => this.send('GET', path, undefined, params);

	post = (path: string, body?: unknown) => this.send('POST', path, body);

	put = (path: string, body?: unknown) => this.send('PUT', path, body);

	delete = (path: string) => this.send('DELETE', path);

	private async send(method: string, path: string, data?: unknown, params?: object): Promise<AxiosResponse> {
		return await this.http.request({ method, url: path, data, params, headers: { accessToken: this.accessToken } });
	}
}

/** Status and code of a refusal, side by side. */
export const refusal = ({ status, data }: AxiosResponse) => [status, data.errorCode];
