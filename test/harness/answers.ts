import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import type { Change } from './changedValues';
import { changed } from './changedValues';
import type { Sandbox } from './sandbox';

/** A call as it came by, with its answer where that was JSON. */
export interface Call {
	method: string;
	/** Below the address of the sandbox, with the query. */
	path: string;
	/** Parsed JSON, or text. */
	sent: unknown;
	status: number;
	body?: unknown;
}

interface Armed {
	method: string;
	path: string;
	/** So many calls of this kind come before. */
	skip: number;
	change: Change;
}

const isJson = (headers: IncomingMessage['headers']): boolean => String(headers['content-type']).includes('json');

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Without the query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

/** Stands between a node and the sandbox: notes the calls, and changes one answer after the sandbox has done its work. */
export class Answers {
	url = '';

	calls: Call[] = [];

	hits = 0;

	/** Is told of each call when the sandbox has done its work and the node has no answer yet. */
	listener: ((call: Call) => void) | undefined;

	private armed: Armed | undefined;

	private readonly server: Server;

	constructor(private readonly sandbox: Sandbox) {
		this.server = createServer((request, response) => {
			this.pass(request, response).catch(() => response.destroy());
		});
	}

	async start(): Promise<void> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		const address = this.server.address();
		this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	}

	close(): void {
		this.server.closeAllConnections();
		this.server.close();
	}

	/** From here on. Every later answer to the same call is changed, too: the node may ask again. */
	begin(armed?: Armed): void {
		this.calls = [];
		this.hits = 0;
		this.listener = undefined;
		this.armed = armed === undefined ? undefined : { ...armed };
	}

	private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = 'GET', url = '/' } = request;
		const body = await buffer(request);
		const to = new URL(this.sandbox.url);
		const outgoing = send({
			...{ host: to.hostname, port: to.port, method, path: url },
			headers: { ...request.headers, host: to.host, 'accept-encoding': 'identity' },
		});
		outgoing.end(body);
		const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
		const bytes = await buffer(answer);
		const status = answer.statusCode ?? 500;
		const text = isJson(answer.headers) ? bytes.toString().replaceAll(this.sandbox.url, this.url) : undefined;
		const read = text === undefined ? undefined : parsed(text);
		const sent = isJson(request.headers) ? parsed(body.toString()) : body.toString('utf8', 0, 10_000);
		const { armed } = this;
		let out: string | Buffer = text ?? bytes;
		if (armed !== undefined && armed.method === method && armed.path === pathOf(url) && armed.skip-- <= 0) {
			if (status < 300 && read !== undefined) {
				out = JSON.stringify(changed(read, armed.change));
				this.hits++;
			}
		}
		const call: Call = { method, path: url, sent, status, ...(read === undefined ? {} : { body: read }) };
		this.calls.push(call);
		this.listener?.(call);
		const headers = { ...answer.headers };
		delete headers['content-length'];
		delete headers['transfer-encoding'];
		delete headers.connection;
		response.writeHead(status, headers);
		response.end(out);
	}
}

/** For one test file; sandbox and credentials are those of this address. */
export function useAnswers(sandbox: { current: Sandbox }): { current: Answers } {
	const holder: { current: Answers } = {
		get current(): Answers {
			throw new Error('The answers start in beforeAll');
		},
	};
	beforeAll(async () => {
		const answers = new Answers(sandbox.current);
		await answers.start();
		Object.defineProperty(holder, 'current', { value: answers });
	});
	afterAll(() => holder.current.close());
	return holder;
}
