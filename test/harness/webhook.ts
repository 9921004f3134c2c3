import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import type { Request, Response } from 'express';
import express from 'express';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	IHttpRequestMethods,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	WebhookType,
} from 'n8n-workflow';
import { Parser } from 'xml2js';

import { NodeHelpers } from 'n8n-workflow';

import type { Setup, World } from './engine';
import { NODE_NAME, world } from './engine';

/** n8n's default N8N_PAYLOAD_SIZE_MAX. */
export const LARGEST_BODY = '16mb';

/** What a workflow answers, for triggers that leave the answer to the flow. */
export type Flow = (items: INodeExecutionData[]) => Promise<{ status?: number; body?: unknown }>;

export interface WebhookSetup extends Setup {
	/** The workflow's static data; changed in place as n8n would store it. */
	staticData?: IDataObject;
	/** Stands for "Respond to Webhook" or the last node, when the trigger's response mode leaves the answer to the flow. */
	flow?: Flow;
	/** Uses the test URL, as the editor does for a test run. */
	test?: boolean;
}

/** A webhook trigger of a workflow, listening on a real port as n8n would. */
export interface ListeningNode {
	/** The address of the node's webhook of this name. */
	url(name?: string): string;
	/** The first output of each execution that a call started, oldest first. */
	executions: INodeExecutionData[][];
	/** What the node threw: n8n makes a failed execution of each. */
	failures: Error[];
	staticData: IDataObject;
	/** What n8n does when the workflow is activated: asks whether the webhook exists, and creates it if not. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** n8n ends: nothing is told to the service. */
	close(): Promise<void>;
}

/** Express answers what cannot be decoded before n8n sees it; here it is simply no known path. */
function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return '';
	}
}

/** n8n's paths with parameters, for example `a/:b`. */
const isDynamic = (path: string): boolean => path.startsWith(':') || path.includes('/:');

/** n8n's settings. It shares one parser, which after a document that cannot be read may leave the next call unanswered. */
const xmlParser = () => new Parser({ async: true, normalize: true, normalizeTags: true, explicitArray: false });

/** A multipart form as n8n reads it: lists only where a name is repeated. */
export async function parsedForm(contentType: string, raw: Buffer): Promise<{ data: IDataObject; files: IDataObject }> {
	const form = await new globalThis.Response(new Uint8Array(raw), {
		headers: { 'content-type': contentType },
	}).formData();
	const [data, files]: [IDataObject, IDataObject] = [{}, {}];
	for (const name of new Set(form.keys())) {
		const all = form.getAll(name);
		const texts = all.filter((value) => typeof value === 'string');
		if (texts.length > 0) data[name] = texts.length === 1 ? texts[0] : texts;
		else files[name] = { originalFilename: name };
	}
	return { data, files };
}

/** A body as n8n reads it. */
export async function parsed(contentType: string, raw: Buffer): Promise<unknown> {
	if (raw.length === 0) return {};
	const text = raw.toString('utf8');
	if (contentType === 'application/json') return JSON.parse(text);
	if (contentType.endsWith('/xml') || contentType.endsWith('+xml')) return await xmlParser().parseStringPromise(text);
	if (contentType === 'application/x-www-form-urlencoded')
		return { ...parse(text, undefined, undefined, { maxKeys: 1000 }) };
	return contentType === 'text/plain' ? text : {};
}

class Listener implements ListeningNode {
	readonly executions: INodeExecutionData[][] = [];

	readonly failures: Error[] = [];

	readonly staticData: IDataObject;

	private readonly webhookId = randomUUID();

	private readonly nodeId = randomUUID();

	private server: Server | undefined;

	constructor(private readonly setup: WebhookSetup) {
		this.staticData = setup.staticData ?? {};
	}

	async start(): Promise<this> {
		const app = express();
		app.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
		app.use(async (request, response) => await this.handle(request, response));
		this.server = await new Promise<Server>((resolve) => {
			const server = app.listen(0, '127.0.0.1', () => resolve(server));
		});
		return this;
	}

	private get base(): string {
		const address = this.server?.address();
		if (address === undefined || address === null) throw new Error('The listener is closed');
		return `http://127.0.0.1:${(address as AddressInfo).port}`;
	}

	/** A fresh world for every call, with the static data as it is stored by then. */
	private async world(): Promise<World> {
		return await world(this.setup, {
			base: this.base,
			webhookId: this.webhookId,
			nodeId: this.nodeId,
			staticData: { [`node:${NODE_NAME}`]: structuredClone(this.staticData) },
		});
	}

	/** n8n stores the static data when it was changed. */
	private save({ workflow }: World): void {
		if (workflow.staticData.__dataChanged !== true) return;
		const after: unknown = JSON.parse(JSON.stringify(workflow.staticData[`node:${NODE_NAME}`] ?? {}));
		for (const name of Object.keys(this.staticData)) delete this.staticData[name];
		Object.assign(this.staticData, after);
	}

	private evaluate({ workflow, node }: World, description: IWebhookDescription, field: keyof IWebhookDescription) {
		const value = description[field];
		if (typeof value !== 'string') return value;
		return workflow.expression.getSimpleParameterValue(node, value, 'internal', {});
	}

	private descriptions({ pack }: World): IWebhookDescription[] {
		return pack.node(this.setup.type).description.webhooks ?? [];
	}

	private pathOf(here: World, description: IWebhookDescription): string {
		const path = String(this.evaluate(here, description, 'path')).replace(/^\/|\/$/g, '');
		const full = this.evaluate(here, description, 'isFullPath') === true;
		return NodeHelpers.getNodeWebhookPath('test-workflow', here.node, path, full);
	}

	private data(here: World, webhookDescription: IWebhookDescription, httpMethod: IHttpRequestMethods): IWebhookData {
		return {
			httpMethod,
			node: NODE_NAME,
			path: this.pathOf(here, webhookDescription),
			webhookDescription,
			workflowId: 'test-workflow',
			workflowExecuteAdditionalData: here.additionalData,
			isTest: this.setup.test === true,
		};
	}

	private paths: Record<string, string> = {};

	url(name = 'default'): string {
		const path = this.paths[name];
		if (path === undefined) throw new Error(`Nothing listens by the name ${name}: activate the node first`);
		// n8n puts the ID of the webhook before a path with parameters.
		const full = isDynamic(path) ? `${this.webhookId}/${path}` : path;
		return `${this.base}/${this.setup.test === true ? 'webhook-test' : 'webhook'}/${full}`;
	}

	/** The parameters in the path of a call, or undefined when it is not for this path. */
	private match(registered: string | undefined, path: string): Record<string, string> | undefined {
		if (registered === undefined) return undefined;
		if (!isDynamic(registered)) return registered === path ? {} : undefined;
		const [webhookId, ...segments] = path.split('/');
		const wanted = registered.split('/');
		if (webhookId !== this.webhookId || wanted.length !== segments.length) return undefined;
		// As n8n does it: the fixed segments have to be there, wherever.
		if (!wanted.every((name) => name.startsWith(':') || segments.includes(name))) return undefined;
		return Object.fromEntries(
			wanted.flatMap((name, index) => (name.startsWith(':') ? [[name.slice(1), segments[index] ?? '']] : [])),
		);
	}

	async activate(): Promise<void> {
		const here = await this.world();
		this.paths = {};
		for (const description of this.descriptions(here)) {
			this.paths[description.name] = this.pathOf(here, description);
			if ((await this.call(here, description, 'checkExists')) !== true) await this.call(here, description, 'create');
		}
	}

	async deactivate(): Promise<void> {
		const here = await this.world();
		for (const description of this.descriptions(here)) await this.call(here, description, 'delete');
		this.paths = {};
	}

	private async call(
		here: World,
		description: IWebhookDescription,
		method: 'checkExists' | 'create' | 'delete',
	): Promise<boolean | undefined> {
		const name: WebhookType = description.name;
		const run = here.pack.node(this.setup.type).webhookMethods?.[name]?.[method];
		if (run === undefined) return undefined;
		const mode = this.setup.test === true ? 'manual' : 'trigger';
		const context = new HookContext(
			here.workflow,
			here.node,
			here.additionalData,
			mode,
			'activate',
			this.data(here, description, 'POST'),
		);
		try {
			return await run.call(context);
		} finally {
			this.save(here);
		}
	}

	private async handle(request: Request, response: Response): Promise<void> {
		const here = await this.world();
		const path = decoded(request.path).replace(/^\/webhook(-test)?\//, '');
		const hit = this.descriptions(here).find(
			(description) =>
				this.match(this.paths[description.name], path) !== undefined &&
				String(this.evaluate(here, description, 'httpMethod'))
					.split(',')
					.some((method) => method.trim() === request.method),
		);
		if (hit === undefined) {
			response.status(404).json({ code: 404, message: 'The requested webhook is not registered.' });
			return;
		}
		const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const contentType = (request.headers['content-type'] ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
		try {
			const isForm = contentType === 'multipart/form-data';
			const type = request.headers['content-type'] ?? '';
			request.body = isForm ? await parsedForm(type, raw) : await parsed(contentType, raw);
		} catch {
			response.status(422).json({ code: 422, message: 'Failed to parse request body' });
			return;
		}
		// n8n's own fields on Express' request. It reads a multipart form to its end, after which nothing can be read.
		const params = this.match(this.paths[hit.name], path) ?? {};
		const multipart = contentType === 'multipart/form-data';
		const readRawBody = async () => {
			if (multipart) throw new Error('Request body stream was aborted or is not readable');
		};
		Object.assign(request, { rawBody: multipart ? undefined : raw, readRawBody, contentType, params });
		Object.assign(here.additionalData, { httpRequest: request, httpResponse: response });
		await this.run(here, hit, request, response);
	}

	private async run(here: World, hit: IWebhookDescription, request: IncomingMessage, response: Response) {
		const { node, workflow, additionalData } = here;
		const mode = this.setup.test === true ? 'manual' : 'webhook';
		const method = (request.method ?? 'POST') as IHttpRequestMethods;
		const context = new WebhookContext(workflow, node, additionalData, mode, this.data(here, hit, method), [], null);
		const webhook = here.pack.node(this.setup.type).webhook;
		if (webhook === undefined) throw new Error(`${this.setup.type} has no webhook`);
		let result: IWebhookResponseData;
		try {
			result = await webhook.call(context);
		} catch (error) {
			this.failures.push(error instanceof Error ? error : new Error(String(error)));
			response.status(500).json({ code: 0, message: 'Workflow Webhook Error: Workflow could not be started!' });
			return;
		} finally {
			this.save(here);
		}
		await this.answer(here, hit, result, response);
	}

	/** As n8n answers, see its webhook helpers. */
	private async answer(here: World, hit: IWebhookDescription, result: IWebhookResponseData, response: Response) {
		const status = Number(this.evaluate(here, hit, 'responseCode') ?? 200);
		const send = (code: number, body: unknown) => {
			if (result.noWebhookResponse === true || response.headersSent) return;
			response.status(code);
			if (typeof body === 'string') response.send(body);
			else response.json(body);
		};
		if (result.workflowData === undefined) {
			send(status, result.webhookResponse ?? { message: 'Webhook call received' });
			return;
		}
		const items = result.workflowData[0] ?? [];
		this.executions.push(items);
		const responseMode = this.evaluate(here, hit, 'responseMode') ?? 'onReceived';
		if (responseMode !== 'onReceived') {
			const { status: own = status, body } = (await this.setup.flow?.(items)) ?? {};
			send(own, body ?? items[0]?.json);
			return;
		}
		const responseData = this.evaluate(here, hit, 'responseData');
		const body = result.webhookResponse ?? { message: 'Workflow was started' };
		send(status, responseData === 'noData' ? undefined : responseData || body);
	}

	async close(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		server?.closeAllConnections();
		await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
	}
}

/**
 * Starts an HTTP server that runs the webhook and the lifecycle methods of a trigger through n8n's own contexts.
 * Call `activate` first, `close` last.
 */
export async function listen(setup: WebhookSetup): Promise<ListeningNode> {
	return await new Listener(setup).start();
}
