import { createRequire } from 'node:module';
import path from 'node:path';
import type {
	ExecutionBaseError,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
	ITaskData,
} from 'n8n-workflow';
import { createRunExecutionData, NodeHelpers, Workflow } from 'n8n-workflow';
import { WorkflowExecute } from 'n8n-core';

import { credentialTypeOf } from '../../scripts/lib/workflows';
import { toItem, world } from '../harness/engine';
import type { Sandbox } from '../harness/sandbox';
import { sandboxCredentials } from '../harness/sandbox';
import { loadPackage, PACKAGE, ROOT } from '../harness/package';
import type { Template } from './template';
import { readTemplate } from './template';

const BASE = 'n8n-nodes-base';
/** Their files ask for modules that jest cannot load; nothing here sends or waits by them. */
const NOT_LOADABLE = ['form', 'formTrigger', 'microsoftTeams', 'wait'];

/** n8n's own nodes of the n8n in host/, and those of this package as it was built. */
async function allNodeTypes(): Promise<INodeTypes> {
	const pack = await loadPackage();
	const folder = path.join(ROOT, 'host', 'node_modules', BASE);
	const load = createRequire(path.join(folder, 'package.json'));
	const known: Record<string, { className: string; sourcePath: string }> = load('./dist/known/nodes.json');
	const made = new Map<string, INodeType | IVersionedNodeType>();
	const find = (type: string): INodeType | IVersionedNodeType => {
		if (type.startsWith(`${PACKAGE}.`)) return pack.node(type.slice(PACKAGE.length + 1));
		const named = type.slice(BASE.length + 1);
		const name = NOT_LOADABLE.includes(named) ? 'noOp' : named;
		const entry = known[name];
		if (entry === undefined) throw new Error(`n8n has no node ${type}`);
		const node = made.get(name) ?? new (load(`./${entry.sourcePath}`)[entry.className])();
		made.set(name, node);
		return node;
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}

export interface TemplateRun {
	/** What the execution ended with; undefined when it succeeded. */
	error?: ExecutionBaseError;
	/** The runs of a node; none when it was not reached. */
	runs(node: string): ITaskData[];
	/** The JSON of everything that left a node through one of its outputs. */
	out(node: string, output?: number): IDataObject[];
}

export interface TemplateSetup {
	/** The name of the node that starts the workflow. */
	start: string;
	/** What it emits. */
	items: Array<IDataObject | INodeExecutionData>;
	/** Parameters to be changed, by node. */
	parameters?: Record<string, INodeParameters>;
}

/** What n8n fills in when there is one credential of the type. */
function givenCredential(node: INode): Partial<INode> {
	const type = credentialTypeOf(node);
	return type === undefined ? {} : { credentials: { [type]: { id: '1', name: type } } };
}

/** Runs a template as it is shipped through n8n's own engine, in this process, against the sandbox. */
export async function runTemplate(sandbox: Sandbox, file: string, setup: TemplateSetup): Promise<TemplateRun> {
	return await runWorkflow(sandbox, readTemplate(file), setup);
}

export async function runWorkflow(sandbox: Sandbox, template: Template, setup: TemplateSetup): Promise<TemplateRun> {
	const nodes = template.nodes
		.filter(({ type }) => type !== `${BASE}.stickyNote`)
		.map((node) => ({
			...node,
			...(node.waitBetweenTries === undefined ? {} : { waitBetweenTries: 1 }),
			parameters: { ...node.parameters, ...setup.parameters?.[node.name] },
			...givenCredential(node),
		}));
	const { additionalData } = await world({
		type: 'hubSpotTickets',
		parameters: {},
		credentials: sandboxCredentials(sandbox),
	});
	const workflow = new Workflow({
		id: 'test-workflow',
		name: template.name,
		nodes,
		connections: template.connections,
		active: false,
		nodeTypes: await allNodeTypes(),
		settings: { ...template.settings, timezone: 'Europe/Berlin' },
	});
	const start = workflow.getNode(setup.start);
	if (start === null) throw new Error(`${template.name} has no node ${setup.start}`);
	const runExecutionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: start, data: { main: [setup.items.map(toItem)] }, source: null }],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	});
	const { data } = await new WorkflowExecute(additionalData, 'trigger', runExecutionData).processRunExecutionData(
		workflow,
	);
	const runs = (node: string): ITaskData[] => data.resultData.runData[node] ?? [];
	return {
		error: data.resultData.error,
		runs,
		out: (node, output = 0) => runs(node).flatMap((run) => (run.data?.main?.[output] ?? []).map(({ json }) => json)),
	};
}
