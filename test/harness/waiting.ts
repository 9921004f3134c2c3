import { timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import express from 'express';
import { WebhookContext, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	IHttpRequestMethods,
	INodeExecutionData,
	IRunExecutionData,
	IWebhookDescription,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import type { RunSetup, World } from './engine';
import { NODE_NAME, toItem, world } from './engine';
import { LARGEST_BODY, parsed } from './webhook';

export interface WaitingSetup extends RunSetup {
	/** How many calls n8n refuses before it has stored the execution as waiting. Default 0. */
	refusals?: number;
}

export interface WaitingExecution {
	status: 'running' | 'waiting' | 'finished';
	/** What the node put out before the execution was put to wait, or the error that it ended with. */
	sent: INodeExecutionData[];
	error?: Error;
	/** When it goes on without an answer, as n8n stored it. */
	readonly waitTill: Date | undefined;
	/** What left the node in the end. */
	output: INodeExecutionData[];
	/** Statuses of the answers to calls for this execution, oldest first. */
	answers: number[];
	/** The time is over: what n8n does then. */
	timeOut(): Promise<void>;
	/** n8n ends. */
	close(): Promise<void>;
}

const EXECUTION = 'test-execution';

/** What n8n's waiting webhooks do, in process: each step has a world of its own and nothing but what was stored. */
class Waiting implements WaitingExecution {
	status: WaitingExecution['status'] = 'running';

	sent: INodeExecutionData[] = [];

	error?: Error;

	output: INodeExecutionData[] = [];

	readonly answers: number[] = [];

	private server: Server | undefined;

	/** The stored execution: text, so that no object survives from one step to the next. */
	private stored = '';

	/** Calls that are still to be refused before the execution is stored. */
	private early = 0;

	private save = (): void => {};

	constructor(private readonly setup: WaitingSetup) {}

	async start(): Promise<this> {
		const app = express();
		app.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
		app.all('/webhook-waiting/:execution/:suffix', async (request, response) => {
			response.on('finish', () => this.answers.push(response.statusCode));
			await this.handle(request, response);
		});
		this.server = await new Promise<Server>((resolve) => {
			const server = app.listen(0, '127.0.0.1', () => resolve(server));
		});
		const here = await this.world();
		const data = createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{ node: here.node, data: { main: [(this.setup.items ?? [{}]).map(toItem)] }, source: null },
				],
			},
		});
		await this.execute(here, data);
		return this;
	}

	private async world(): Promise<World> {
		const { port } = this.server?.address() as AddressInfo;
		return await world(this.setup, {
			base: `http://127.0.0.1:${port}`,
			nodeId: 'node-under-test',
			onError: this.setup.continueOnFail === true ? 'continueRegularOutput' : undefined,
		});
	}

	private load(): IRunExecutionData {
		const data: IRunExecutionData = JSON.parse(this.stored);
		if (data.waitTill !== undefined) data.waitTill = new Date(data.waitTill);
		return data;
	}

	get waitTill(): Date | undefined {
		return this.stored === '' ? undefined : this.load().waitTill;
	}

	private async execute({ workflow, additionalData }: World, data: IRunExecutionData): Promise<void> {
		this.status = 'running';
		const run = await new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(workflow);
		const task = run.data.resultData.runData[NODE_NAME]?.at(-1);
		const items = task?.data?.main?.[0] ?? [];
		this.error = run.data.resultData.error ?? task?.error;
		if (run.waitTill === undefined || run.waitTill === null) {
			this.output = items;
			this.status = 'finished';
			return;
		}
		this.sent = items;
		const save = () => {
			this.stored = JSON.stringify(run.data);
			this.status = 'waiting';
		};
		this.save = save;
		this.early = this.setup.refusals ?? 0;
		if (this.early === 0) save();
	}

	async timeOut(): Promise<void> {
		await this.execute(await this.world(), this.load());
	}

	private refuse(response: Response, status: number): void {
		response.status(status).json({ code: status, message: 'Refused' });
	}

	private hasToken(request: Request, data: IRunExecutionData): boolean {
		const given = Buffer.from(String(request.query.signature ?? ''));
		const expected = Buffer.from(data.resumeToken ?? '');
		return given.length === expected.length && timingSafeEqual(given, expected);
	}

	private async handle(request: Request, response: Response): Promise<void> {
		if (request.params.execution !== EXECUTION) return this.refuse(response, 404);
		if (this.status !== 'waiting') {
			if (--this.early === 0) this.save();
			return this.refuse(response, 409);
		}
		const data = this.load();
		if (!this.hasToken(request, data)) return this.refuse(response, 401);
		const here = await this.world();
		const description = (here.pack.node(this.setup.type).description.webhooks ?? []).find(
			({ httpMethod, path, restartWebhook }) =>
				restartWebhook === true && httpMethod === request.method && path === request.params.suffix,
		);
		if (description === undefined) return this.refuse(response, 404);
		await this.call(here, data, description, request, response);
	}

	private async call(
		here: World,
		data: IRunExecutionData,
		webhookDescription: IWebhookDescription,
		request: Request,
		response: Response,
	): Promise<void> {
		const { workflow, node, additionalData, pack } = here;
		const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const contentType = (request.headers['content-type'] ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
		request.body = await parsed(contentType, raw);
		Object.assign(request, { rawBody: raw, readRawBody: async () => {}, contentType, params: {} });
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		// As n8n prepares an execution that a call lets go on.
		const entry = data.executionData?.nodeExecutionStack[0];
		if (entry === undefined) throw new Error('The stored execution has nothing to go on with');
		entry.node.disabled = true;
		data.waitTill = undefined;
		data.resultData.runData[NODE_NAME]?.pop();
		const httpMethod = request.method as IHttpRequestMethods;
		const webhookData = {
			httpMethod,
			node: NODE_NAME,
			path: webhookDescription.path,
			webhookDescription,
			workflowId: 'test-workflow',
			workflowExecuteAdditionalData: additionalData,
		};
		const context = new WebhookContext(workflow, node, additionalData, 'manual', webhookData, [], data);
		const result = await pack.node(this.setup.type).webhook?.call(context);
		if (result?.workflowData === undefined) {
			if (result?.noWebhookResponse !== true) response.status(200).json({ message: 'Webhook call received' });
			return;
		}
		// Another call was faster: n8n lets an execution go on once.
		if (this.status !== 'waiting') return this.refuse(response, 409);
		entry.data.main = result.workflowData;
		entry.metadata = { ...entry.metadata, forwardAllOutputs: true };
		const going = this.execute(await this.world(), data);
		response.status(200).end();
		await going;
	}

	async close(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		server?.closeAllConnections();
		await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
	}
}

/** Runs a regular node that may put its execution to wait, and answers calls for it as n8n would. Call `close` last. */
export async function runWaiting(setup: WaitingSetup): Promise<WaitingExecution> {
	return await new Waiting(setup).start();
}

/** The JSON of items. */
export const jsonOf = (items: INodeExecutionData[]): IDataObject[] => items.map(({ json }) => json);
