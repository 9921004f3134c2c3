import type { INodeProperties } from 'n8n-workflow';

import type { N8nClient } from '../../../scripts/lib/n8nClient';

type Kind = 'options' | 'resource-locator-results' | 'resource-mapper-fields';

/** Something in a panel that is filled by asking the service. */
export interface Dynamic {
	node: string;
	kind: Kind;
	method: string;
	/** Where it is in the node's parameters. */
	path: string;
}

export interface NodeDescription {
	name: string;
	version: number | number[];
	properties: INodeProperties[];
}

/** Every drop-down of a node that asks the service, each method once. */
export function dynamicsOf({ name, properties }: NodeDescription): Dynamic[] {
	const found = new Map<string, Dynamic>();
	const add = (kind: Kind, method: string | undefined, path: string): void => {
		if (method !== undefined && !found.has(method)) found.set(method, { node: name, kind, method, path });
	};
	const walk = (property: INodeProperties, path: string): void => {
		add('options', property.typeOptions?.loadOptionsMethod, path);
		add('resource-mapper-fields', property.typeOptions?.resourceMapper?.resourceMapperMethod, path);
		for (const mode of property.modes ?? []) {
			add('resource-locator-results', mode.typeOptions?.searchListMethod, path);
		}
		for (const option of property.options ?? []) {
			const row = property.typeOptions?.multipleValues === true ? `${option.name}[0]` : option.name;
			if ('values' in option) for (const value of option.values) walk(value, `${path}.${row}.${value.name}`);
			else if ('type' in option) walk(option, `${path}.${option.name}`);
		}
	};
	for (const property of properties) walk(property, `parameters.${property.name}`);
	return [...found.values()];
}

interface Entry {
	name?: string;
	displayName?: string;
}

/** The names that the editor would show, asked for as the editor asks. */
export async function namesOf(
	client: N8nClient,
	{ node, kind, method, path }: Dynamic,
	credentials: object,
	currentNodeParameters: object,
): Promise<string[]> {
	const answer = await client.call<Entry[] | { results: Entry[] } | { fields: Entry[] }>(
		'POST',
		`/rest/dynamic-node-parameters/${kind}`,
		{ path, methodName: method, credentials, currentNodeParameters, nodeTypeAndVersion: { name: node, version: 1 } },
	);
	const entries = Array.isArray(answer) ? answer : 'results' in answer ? answer.results : answer.fields;
	return entries.map(({ name, displayName }) => displayName ?? name ?? '');
}
