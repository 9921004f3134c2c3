import { randomUUID } from 'node:crypto';
import { Container } from '@n8n/di';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PollContext,
	TriggersAndPollers,
	WorkflowExecute,
} from 'n8n-core';
import type {
	ExecutionBaseError,
	IDataObject,
	IExecuteResponsePromiseData,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	IWorkflowExecuteAdditionalData,
	NodeExecutionHint,
	ResourceMapperFields,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import { TestCredentials } from './credentials';
import type { LoadedPackage } from './package';
import { loadPackage, PACKAGE } from './package';

export const NODE_NAME = 'Node under test';

export interface Setup {
	/** Short name, for example `jtelAcd`. */
	type: string;
	/** 1 when left out. */
	typeVersion?: number;
	parameters: INodeParameters;
	credentials: CredentialStore;
	/** That of the workflow; Europe/Berlin when left out. */
	timezone?: string;
}

export interface RunSetup extends Setup {
	/** Input items; one empty item when left out. Plain objects become the JSON of an item. */
	items?: Array<IDataObject | INodeExecutionData>;
	continueOnFail?: boolean;
	/** n8n's Retry On Fail with so many tries. */
	maxTries?: number;
	/** Cancels the execution. */
	cancelOn?: AbortSignal;
}

export interface RunResult {
	/** What left through the main output. */
	items: INodeExecutionData[];
	json: IDataObject[];
	error?: ExecutionBaseError;
	hints: NodeExecutionHint[];
	/** The credentials after the run, with what pre-authentication stored. */
	credentials: TestCredentials;
	/** What the node answered to the webhook call that started the workflow. */
	responses: IExecuteResponsePromiseData[];
}

/** What n8n would build around one node. */
export interface World {
	pack: LoadedPackage;
	workflow: Workflow;
	node: INode;
	additionalData: IWorkflowExecuteAdditionalData;
	credentials: TestCredentials;
}

let binaryReady: Promise<void> | undefined;

export interface WorldOptions {
	onError?: 'continueRegularOutput';
	staticData?: IDataObject;
	nodeId?: string;
	/** The address of this n8n. */
	base?: string;
	/** n8n gives every node with a webhook one. */
	webhookId?: string;
}

export async function world(
	{ type, typeVersion = 1, parameters, credentials: store, timezone = 'Europe/Berlin' }: Setup,
	options: WorldOptions = {},
): Promise<World> {
	const pack = await loadPackage();
	binaryReady ??= Container.get(BinaryDataService).init();
	await binaryReady;
	const nodeType = pack.node(type);
	const node: INode = {
		id: options.nodeId ?? randomUUID(),
		name: NODE_NAME,
		type: `${PACKAGE}.${type}`,
		typeVersion,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			(nodeType.description.credentials ?? []).map(({ name }) => [name, { id: '1', name }]),
		),
		...(options.onError === undefined ? {} : { onError: options.onError }),
		...(options.webhookId === undefined ? {} : { webhookId: options.webhookId }),
	};
	const workflow = new Workflow({
		id: 'test-workflow',
		name: 'Test',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: pack.nodeTypes,
		staticData: options.staticData,
		settings: { executionOrder: 'v1', timezone },
	});
	const credentials = new TestCredentials(pack, store);
	const hooks = new ExecutionLifecycleHooks('manual', 'test-execution', {
		id: 'test-workflow',
		name: 'Test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		nodes: [node],
		connections: {},
		createdAt: new Date(),
		updatedAt: new Date(),
	});
	const base = options.base ?? 'http://127.0.0.1:5678';
	const additionalData = {
		credentialsHelper: credentials,
		hooks,
		executionId: 'test-execution',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		variables: {},
		// The parts of a whole n8n that a single node never asks for are left out on purpose.
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
	return { pack, workflow, node, additionalData, credentials };
}

export function toItem(entry: IDataObject | INodeExecutionData): INodeExecutionData {
	return 'json' in entry && typeof entry.json === 'object'
		? (entry as INodeExecutionData)
		: { json: entry as IDataObject };
}

/** Runs a regular node through n8n's own engine. */
export async function runNode(setup: RunSetup): Promise<RunResult> {
	const { workflow, node, additionalData, credentials } = await world(setup, {
		onError: setup.continueOnFail === true ? 'continueRegularOutput' : undefined,
	});
	if (setup.maxTries !== undefined) {
		Object.assign(node, { retryOnFail: true, maxTries: setup.maxTries, waitBetweenTries: 1 });
	}
	const items = (setup.items ?? [{}]).map(toItem);
	const responses: IExecuteResponsePromiseData[] = [];
	additionalData.hooks?.addHandler('sendResponse', (response) => {
		responses.push(response);
	});
	const runExecutionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	});
	const execution = new WorkflowExecute(additionalData, 'manual', runExecutionData).processRunExecutionData(workflow);
	setup.cancelOn?.addEventListener('abort', () => execution.cancel());
	const run = await execution;
	const task = run.data.resultData.runData[NODE_NAME]?.[0];
	const output = task?.data?.main?.[0] ?? [];
	return {
		items: output,
		json: output.map((item) => item.json),
		error: task?.error ?? run.data.resultData.error,
		hints: task?.hints ?? [],
		credentials,
		responses,
	};
}

/** The message of the error that a run must have ended with. */
export function messageOf(result: RunResult): string {
	if (result.error === undefined) throw new Error(`The run succeeded: ${JSON.stringify(result.json).slice(0, 300)}`);
	return result.error.message;
}

/** Calls a `listSearch` method as the editor does. */
export async function searchList(
	setup: Setup & { method: string; filter?: string; paginationToken?: string },
): Promise<INodeListSearchResult> {
	const { pack, workflow, node, additionalData } = await world(setup);
	additionalData.currentNodeParameters = setup.parameters;
	const method = pack.node(setup.type).methods?.listSearch?.[setup.method];
	if (method === undefined) throw new Error(`${setup.type} has no listSearch method ${setup.method}`);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await method.call(context, setup.filter, setup.paginationToken);
}

/** Calls a `loadOptions` method as the editor does. */
export async function loadOptions(setup: Setup & { method: string }): Promise<INodePropertyOptions[]> {
	const { pack, workflow, node, additionalData } = await world(setup);
	additionalData.currentNodeParameters = setup.parameters;
	const method = pack.node(setup.type).methods?.loadOptions?.[setup.method];
	if (method === undefined) throw new Error(`${setup.type} has no loadOptions method ${setup.method}`);
	return await method.call(new LoadOptionsContext(workflow, node, additionalData, ''));
}

/** Calls a `resourceMapping` method as the editor does. */
export async function mapFields(setup: Setup & { method: string }): Promise<ResourceMapperFields> {
	const { pack, workflow, node, additionalData } = await world(setup);
	additionalData.currentNodeParameters = setup.parameters;
	const method = pack.node(setup.type).methods?.resourceMapping?.[setup.method];
	if (method === undefined) throw new Error(`${setup.type} has no resourceMapping method ${setup.method}`);
	return await method.call(new LoadOptionsContext(workflow, node, additionalData, ''));
}

export interface PollSetup extends Setup {
	/** The workflow's static data; changed in place as n8n would store it. */
	staticData: IDataObject;
	mode?: WorkflowExecuteMode;
	/** Milliseconds that the engine gives the poll; `none` is an engine that does not say. */
	budgetMs?: number | 'none';
	/** Makes two polls those of one and the same node. */
	nodeId?: string;
	/** Takes what the node writes into n8n's log as warnings. */
	warnings?: string[];
}

/** One tick of a polling trigger. Null when it emits nothing. Throws what the node throws. */
export async function poll(setup: PollSetup): Promise<INodeExecutionData[] | null> {
	const key = `node:${NODE_NAME}`;
	const { pack, workflow, node, additionalData } = await world(setup, {
		staticData: { [key]: structuredClone(setup.staticData) },
		nodeId: setup.nodeId,
	});
	const mode = setup.mode ?? 'trigger';
	const context = new PollContext(workflow, node, additionalData, mode, 'activate');
	const { budgetMs, warnings } = setup;
	if (warnings !== undefined) {
		Object.defineProperty(context, 'logger', { value: { warn: (text: string) => warnings.push(text) } });
	}
	const getPollBudgetMs = budgetMs === 'none' ? undefined : () => budgetMs;
	if (budgetMs !== undefined) Object.assign(context, { getPollBudgetMs });
	try {
		// n8n 1 exports nothing that runs a poll, and has no other duty there than to call it.
		const output = await (TriggersAndPollers === undefined
			? pack.node(setup.type).poll?.call(context)
			: Container.get(TriggersAndPollers).runPollFunction(workflow, node, context));
		return output?.[0] ?? null;
	} finally {
		// After a failure too: n8n keeps the object that a poll has changed, whatever became of the poll.
		const after = workflow.staticData[key];
		for (const name of Object.keys(setup.staticData)) delete setup.staticData[name];
		Object.assign(setup.staticData, JSON.parse(JSON.stringify(after ?? {})));
	}
}
