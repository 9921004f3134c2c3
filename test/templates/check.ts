import type {
	INode,
	INodeInputConfiguration,
	INodeOutputConfiguration,
	INodeTypeDescription,
	INodeTypes,
	NodeConnectionType,
} from 'n8n-workflow';
import { mapConnectionsByDestination, NodeHelpers, Workflow } from 'n8n-workflow';

import { credentialTypeOf } from '../../scripts/lib/workflows';
import { HAS_N8N } from './nodeDescriptions';
import type { NodeDescriptions } from './nodeDescriptions';
import { layoutComplaints, unreadableNotes, wireComplaints } from './layout';
import { parameterComplaints, withDefaults } from './parameters';
import type { Template } from './template';

const NOTE = 'n8n-nodes-base.stickyNote';
/** What n8n exports of a node. Everything else belongs to the one who made the template. */
const NODE_KEYS = [
	...['id', 'name', 'type', 'typeVersion', 'position', 'parameters', 'credentials', 'webhookId'],
	...[
		'onError',
		'retryOnFail',
		'maxTries',
		'waitBetweenTries',
		'alwaysOutputData',
		'executeOnce',
		'notes',
		'notesInFlow',
	],
];
const SECRET = /pat-[a-z0-9]{2,}-|bearer |sandbox-(?:token|secret|refresh|client)|\bsk-[a-z0-9]|api_pass|hapikey/i;

type Port = NodeConnectionType | INodeInputConfiguration | INodeOutputConfiguration;
const typeOfPort = (port: Port): NodeConnectionType => (typeof port === 'string' ? port : port.type);

/** Everything that is wrong with a template; empty when a person can import it and run it once n8n has filled in the credentials. */
export function complaintsOf(template: Template, descriptions: NodeDescriptions): string[] {
	return [
		...generalComplaints(template),
		...template.nodes.flatMap((node) =>
			nodeComplaints(node, template, descriptions).map((text) => `${node.name}: ${text}`),
		),
		...new Wiring(template, descriptions).complaints(),
		...layoutComplaints(template.nodes.filter(isNote), template.nodes.filter(isStep)),
		...unreadableNotes(template.nodes.filter(isNote), template.nodes.filter(isStep)),
		...wireComplaints(template.nodes.filter(isStep), template.connections),
	];
}

const isNote = ({ type }: INode): boolean => type === NOTE;
const isStep = (node: INode): boolean => !isNote(node);

function generalComplaints({ name, nodes, active, pinData, meta, ...rest }: Template): string[] {
	const complaints: string[] = [];
	if (name.trim() === '') complaints.push('the workflow has no name');
	if (active) complaints.push('the workflow is active');
	if (Object.keys(pinData).length > 0) complaints.push('data is pinned');
	if (meta.templateCredsSetupCompleted !== false || Object.keys(meta).length > 1) {
		complaints.push('meta must only say that the credentials are still to be chosen');
	}
	const foreign = Object.keys(rest).filter((key) => key !== 'connections' && key !== 'settings');
	if (foreign.length > 0) complaints.push(`belongs to somebody's n8n: ${foreign.join(', ')}`);
	if (rest.settings.executionOrder !== 'v1') complaints.push('the execution order is not v1');
	if (!nodes.some(isNote)) complaints.push('no sticky note says what the template does');
	for (const key of ['id', 'name'] as const) {
		const values = nodes.map((node) => node[key]);
		const twice = values.filter((value, index) => values.indexOf(value) !== index);
		complaints.push(...twice.map((value) => `two nodes have the ${key} ${value}`));
	}
	return complaints;
}

function nodeComplaints(node: INode, template: Template, descriptions: NodeDescriptions): string[] {
	const complaints = Object.keys(node)
		.filter((key) => !NODE_KEYS.includes(key))
		.map((key) => `unknown setting ${key}`);
	const text = JSON.stringify(node);
	if (SECRET.test(text)) complaints.push('looks as if it carried a secret');
	const names = template.nodes.map(({ name }) => name);
	// Inside the JSON a double quote is escaped.
	for (const [, , name = ''] of text.matchAll(/\$\((\\?["'`])(.+?)\1\)/g)) {
		if (!names.includes(name)) complaints.push(`an expression names the node ${name}, which is not there`);
	}
	const known = descriptions.find(node.type, node.typeVersion);
	if (known === undefined) return [...complaints, typeComplaint(node, descriptions)];
	const { description } = known;
	if (description === undefined) return complaints;
	const marked = template.nodes
		.filter(isNote)
		.some(({ parameters }) => String(parameters.content).includes(`**${node.name}**`));
	const wrong = parameterComplaints(node, description).filter(
		(one) => !(marked && /^Parameter ".*" is required\.$/.test(one)),
	);
	return [...complaints, ...wrong, ...credentialComplaints(withDefaults(node, description), description)];
}

function typeComplaint({ type, typeVersion }: INode, descriptions: NodeDescriptions): string {
	const versions = descriptions.versions(type);
	if (versions.length > 0) return `unknown version ${typeVersion} of ${type}; known: ${versions.join(', ')}`;
	return HAS_N8N ? `unknown type ${type}` : `unknown type ${type}, or not yet in test/templates/n8nNodes.json`;
}

/** With a `credentials` block n8n neither fills in the only credential of its type nor misses one before it publishes. */
function credentialComplaints(node: INode, description: INodeTypeDescription): string[] {
	if (node.credentials !== undefined) return ['carries credentials, which keeps n8n from filling them in'];
	const wanted = credentialTypeOf(node);
	const { nodeCredentialType, genericAuthType } = node.parameters;
	const offered = (description.credentials ?? []).filter((credential) =>
		NodeHelpers.displayParameter(node.parameters, credential, node, description),
	);
	const allowed = [...offered.map(({ name }) => name), nodeCredentialType, genericAuthType];
	const needed = offered.filter(({ required, name }) => required === true && name !== wanted);
	return [
		...(wanted === undefined || allowed.includes(wanted) ? [] : [`takes no credential ${wanted}`]),
		...needed.map(({ name }) => `asks for a credential ${name} that nobody would give it`),
	];
}

/** The connections, and what n8n makes of them. */
class Wiring {
	private readonly workflow: Workflow;

	private readonly steps: INode[];

	constructor(
		private readonly template: Template,
		private readonly descriptions: NodeDescriptions,
	) {
		this.steps = template.nodes.filter(isStep);
		const described = this.steps.filter((node) => this.describe(node) !== undefined);
		this.workflow = new Workflow({
			nodes: described.map((node) => ({ ...node })),
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes(),
			settings: {},
		});
	}

	complaints(): string[] {
		return [...this.links(), ...this.unreached(), ...this.unheardErrors()];
	}

	private links(): string[] {
		return Object.entries(this.template.connections).flatMap(([from, byType]) => {
			const source = this.step(from);
			if (source === undefined) return [`a connection begins at ${from}, which is not there`];
			return Object.entries(byType).flatMap(([type, outputs]) => {
				const ports = this.ports(source, 'outputs')?.filter((port) => port === type).length;
				const used = outputs.reduce((last, links, index) => ((links ?? []).length > 0 ? index : last), -1);
				const beyond =
					ports !== undefined && used >= ports
						? [`${from}: a connection leaves output ${used} (${type}), of ${ports}`]
						: [];
				return [...beyond, ...outputs.flatMap((links) => (links ?? []).flatMap((link) => this.arrival(from, link)))];
			});
		});
	}

	private arrival(
		from: string,
		{ node, type, index }: { node: string; type: NodeConnectionType; index: number },
	): string[] {
		const target = this.step(node);
		if (target === undefined) return [`${from}: a connection leads to ${node}, which is not there`];
		const ports = this.ports(target, 'inputs')?.filter((port) => port === type).length;
		return ports !== undefined && index >= ports
			? [`${node}: a connection enters input ${index} (${type}), of ${ports}`]
			: [];
	}

	/** Every node takes part: it starts the workflow, something leads to it, or it serves another one. */
	private unreached(): string[] {
		const reached = mapConnectionsByDestination(this.template.connections);
		return this.steps
			.filter(({ name, type }) => !/trigger$|webhook$/i.test(type) && !reached[name] && !this.serves(name))
			.map(({ name }) => `${name}: nothing leads to it`);
	}

	/** A model or a tool is connected from itself to the node that uses it. */
	private serves(name: string): boolean {
		return Object.keys(this.template.connections[name] ?? {}).some((type) => type !== 'main');
	}

	/** What leaves by an error output that leads nowhere is lost without a word. */
	private unheardErrors(): string[] {
		return this.steps
			.filter(({ onError }) => onError === 'continueErrorOutput')
			.filter((node) => {
				const outputs = this.template.connections[node.name]?.main ?? [];
				const count = this.ports(node, 'outputs')?.filter((port) => port === 'main').length;
				return count !== undefined && (outputs[count - 1] ?? []).length === 0;
			})
			.map(({ name }) => `${name}: its error output leads nowhere`);
	}

	private step(name: string): INode | undefined {
		return this.steps.find((node) => node.name === name);
	}

	private describe({ type, typeVersion }: INode) {
		return this.descriptions.find(type, typeVersion)?.description;
	}

	/** The types of a node's inputs or outputs, in order; undefined when its description is not at hand. */
	private ports(node: INode, side: 'inputs' | 'outputs'): NodeConnectionType[] | undefined {
		const description = this.describe(node);
		if (description === undefined) return undefined;
		const list: Port[] =
			side === 'inputs'
				? NodeHelpers.getNodeInputs(this.workflow, node, description)
				: NodeHelpers.getNodeOutputs(this.workflow, node, description);
		return list.map(typeOfPort);
	}

	private nodeTypes(): INodeTypes {
		const getByNameAndVersion = (type: string, version = 1) => {
			const description = this.descriptions.find(type, version)?.description;
			if (description === undefined) throw new Error(`No description of ${type}`);
			return { description };
		};
		return { getByName: getByNameAndVersion, getByNameAndVersion, getKnownTypes: () => ({}) };
	}
}
