import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { LoadedPackage } from '../harness/package';
import { PACKAGE, ROOT } from '../harness/package';
import storedVersions from './n8nNodes.json';

/** What is known of one version of a node type. Without the installed n8n its own nodes have no description here. */
export interface KnownNode {
	description?: INodeTypeDescription;
}

const HOST = path.join(ROOT, 'host', 'node_modules');
const N8N_PACKAGES = ['n8n-nodes-base', '@n8n/n8n-nodes-langchain'];
const typesFile = (packageName: string): string => path.join(HOST, packageName, 'dist', 'types', 'nodes.json');

/** Whether n8n is installed, so that its own nodes are known with their parameters. */
export const HAS_N8N = N8N_PACKAGES.every((name) => existsSync(typesFile(name)));

const versionsOf = ({ version }: INodeTypeDescription): number[] => (Array.isArray(version) ? version : [version]);

/** Every node type that a template may name: those of this package, and n8n's own. */
export class NodeDescriptions {
	private readonly descriptions = new Map<string, INodeTypeDescription[]>();

	constructor(pack: LoadedPackage) {
		for (const name of pack.nodeNames) this.add(PACKAGE, { ...pack.node(name).description, name });
		if (!HAS_N8N) return;
		for (const name of N8N_PACKAGES) {
			const list: INodeTypeDescription[] = JSON.parse(readFileSync(typesFile(name), 'utf8'));
			for (const description of list) this.add(name, description);
		}
	}

	/** All versions of a node type, none when there is no such type. */
	versions(type: string): number[] {
		const described = this.descriptionsOf(type).flatMap(versionsOf);
		if (described.length > 0 || type.startsWith(`${PACKAGE}.`)) return described;
		const stored: Record<string, number[]> = storedVersions;
		return stored[type] ?? [];
	}

	find(type: string, version: number): KnownNode | undefined {
		if (!this.versions(type).includes(version)) return undefined;
		const description = this.descriptionsOf(type).find((one) => versionsOf(one).includes(version));
		return description === undefined ? {} : { description };
	}

	private descriptionsOf(type: string): INodeTypeDescription[] {
		const own = this.descriptions.get(type);
		if (own !== undefined) return own;
		const base = this.descriptions.get(type.replace(/Tool$/, '')) ?? [];
		return base.filter(({ usableAsTool }) => Boolean(usableAsTool)).map(asTool);
	}

	private add(packageName: string, description: INodeTypeDescription): void {
		const short = description.name.split('.').pop() ?? description.name;
		const type = `${packageName}.${short}`;
		this.descriptions.set(type, [...(this.descriptions.get(type) ?? []), description]);
	}
}

/** n8n makes a tool out of each node that allows it: no inputs, one tool output, and a description for the model. */
function asTool(description: INodeTypeDescription): INodeTypeDescription {
	const added: INodeProperties[] = [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{
			displayName: 'Description',
			name: 'toolDescription',
			type: 'string',
			default: description.description,
			required: true,
			displayOptions: { show: { descriptionType: ['manual'] } },
		},
	];
	return {
		...description,
		name: `${description.name}Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [...added, ...description.properties],
	};
}
