import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { isSafeObjectProperty } from 'n8n-workflow';

import type { LoadedPackage } from '../harness/package';
import { loadPackage, PACKAGE, ROOT } from '../harness/package';

/** The page of docs/ that describes a node. */
const DOCS: Record<string, string> = {
	hubSpotTickets: 'hubspot-tickets.md',
	hubSpotTicketsTrigger: 'hubspot-tickets.md',
	hubSpotTicketsWebhookTrigger: 'hubspot-tickets.md',
	jtelAcd: 'jtel-acd.md',
	jtelAcdCallbackTrigger: 'jtel-acd.md',
	jtelAcdTrigger: 'jtel-acd.md',
	kaizala: 'kaizala.md',
	kaizalaTrigger: 'kaizala.md',
	thulium: 'thulium.md',
	thuliumPollingTrigger: 'thulium.md',
	thuliumTrigger: 'thulium.md',
};

let pack: LoadedPackage;
beforeAll(async () => {
	pack = await loadPackage();
});

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
const options = (property: INodeProperties | undefined): INodePropertyOptions[] =>
	(property?.options ?? []).filter(isOption);

function everyNode(): Array<{ name: string; node: INodeType; folder: string; file: string }> {
	return pack.nodeNames.map((name) => {
		const { sourcePath } = pack.loader.getNode(name);
		const file = path
			.relative(ROOT, path.resolve(ROOT, sourcePath))
			.replace(/^dist\//, '')
			.replace(/\.js$/, '');
		return { name, node: pack.node(name), folder: path.dirname(file), file };
	});
}

interface Operation {
	node: string;
	/** Where n8n looks for the output of the newest version. */
	schemas: string;
	resource: INodePropertyOptions;
	operation: INodePropertyOptions;
}

function everyOperation(): Operation[] {
	return everyNode().flatMap(({ name, node, folder }) => {
		const { properties, version } = node.description;
		const schemas = `${folder}/__schema__/v${Math.max(...[version].flat()).toFixed(1)}.0`;
		const resources = options(properties.find((property) => property.name === 'resource'));
		return resources.flatMap((resource) => {
			const drop = properties.find(
				(property) =>
					property.name === 'operation' && property.displayOptions?.show?.resource?.includes(resource.value),
			);
			return options(drop).map((operation) => ({ node: name, schemas, resource, operation }));
		});
	});
}

/** Every property with those inside its collections. */
function flatten(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values;
			return 'type' in option ? [option] : [];
		});
		return [property, ...flatten(inner)];
	});
}

/** Collects the complaints of all nodes, so that one run shows them all. */
const complaints = <T>(list: T[], check: (entry: T) => string | undefined | false): string[] =>
	list.map(check).filter((complaint) => typeof complaint === 'string');

test('package.json lists every node and credential there is, and nothing else', () => {
	const manifest = JSON.parse(read('package.json'));
	const sources = (folder: string, ending: string) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith(ending))
			.map((file) => `dist/${folder}/${file.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`)
			.sort();
	expect([...manifest.n8n.nodes].sort()).toEqual(sources('nodes', '.node.ts'));
	expect([...manifest.n8n.credentials].sort()).toEqual(sources('credentials', '.credentials.ts'));
	expect(manifest.dependencies).toBeUndefined();
});

test('every node has a codex file, a docs page and icons for light and dark', () => {
	expect(
		complaints(everyNode(), ({ name, node, file }) => {
			const codex = JSON.parse(read(`${file}.json`));
			if (codex.node !== `${PACKAGE}.${name}`) return `${name}: the codex file names ${codex.node}`;
			if (!Array.isArray(codex.alias) || codex.alias.length < 3)
				return `${name}: too few search words in the codex file`;
			const page = DOCS[name];
			if (page === undefined || !existsSync(path.join(ROOT, 'docs', page))) return `${name}: no docs page`;
			// The loader has turned the icon into the addresses that the editor asks for.
			const { iconUrl } = node.description;
			if (typeof iconUrl !== 'object') return `${name}: no themed icon`;
			const missing = [iconUrl.light, iconUrl.dark].find(
				(url) => !existsSync(path.join(ROOT, url.replace(`icons/${PACKAGE}/`, ''))),
			);
			return missing !== undefined && `${name}: icon ${missing} is missing`;
		}),
	).toEqual([]);
});

test('regular nodes can be used as tools, triggers cannot', () => {
	expect(
		complaints(everyNode(), ({ name, node }) => {
			const trigger = node.description.group.includes('trigger');
			return (node.description.usableAsTool === true) === trigger && `${name}: usableAsTool is wrong`;
		}),
	).toEqual([]);
});

// n8n gives such a check 250 ms at the beginning of every execution, and fails the execution of a busy machine.
test('no locator lets n8n check its value with a pattern', () => {
	const checks = (value: unknown): boolean =>
		typeof value === 'object' &&
		value !== null &&
		('validation' in value || Object.values(value).some((part: unknown) => checks(part)));
	expect(pack.nodeNames.filter((name) => checks(pack.node(name).description.properties))).toEqual([]);
});

test('every operation has an action text, a handler, an output schema, and a row in the evidence', () => {
	const operations = everyOperation();
	expect(operations.length).toBeGreaterThan(15);
	expect(
		operations.flatMap(({ node, schemas, resource, operation }) => {
			const where = `${node} ${String(resource.value)}.${String(operation.value)}`;
			const problems: string[] = [];
			if (!operation.action || !operation.description) problems.push(`${where}: no action text or description`);
			const schema = `${schemas}/${String(resource.value)}/${String(operation.value)}.json`;
			if (!existsSync(path.join(ROOT, schema))) problems.push(`${where}: no output schema`);
			else if (JSON.parse(read(schema)).type === undefined) problems.push(`${where}: the output schema has no type`);
			const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			const row = new RegExp(`^\\| ${escape(`${resource.name}: ${operation.name}`)} *\\|`, 'm');
			// What proves HubSpot's operations stands in the comparison there, by what people want to do.
			if (node !== 'hubSpotTickets' && !row.test(read(`docs/evidence/${DOCS[node] ?? ''}`))) {
				problems.push(`${where}: no row in the evidence`);
			}
			return problems;
		}),
	).toEqual([]);
});

// `caller` was there before this was known; `callerId` holds the same.
test('expressions can read every field that a schema promises', () => {
	const named = (value: unknown): string[] =>
		typeof value === 'object' && value !== null
			? [
					...('properties' in value ? Object.keys(Object(value.properties)) : []),
					...Object.values(value).flatMap((part) => named(part)),
				]
			: [];
	const files = readdirSync(path.join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' }).filter((file) =>
		/__schema__.+\.json$/.test(file),
	);
	const refused = files.flatMap((file) =>
		named(JSON.parse(read(`nodes/${file}`)))
			.filter((name) => !isSafeObjectProperty(name))
			.map((name) => `${file}: ${name}`),
	);
	expect(files.length).toBeGreaterThan(100);
	expect(refused.filter((one) => one !== 'JtelAcd/callback/__schema__/v1.1.0/output.json: caller')).toEqual([]);
});

test('every drop-down method that a parameter names exists', () => {
	expect(
		everyNode().flatMap(({ name, node }) =>
			flatten(node.description.properties).flatMap((property) => {
				const wanted: Array<[string, string | undefined]> = [
					['loadOptions', property.typeOptions?.loadOptionsMethod],
					['resourceMapping', property.typeOptions?.resourceMapper?.resourceMapperMethod],
					...(property.modes ?? []).map((mode): [string, string | undefined] => [
						'listSearch',
						mode.typeOptions?.searchListMethod,
					]),
				];
				const methods: Record<string, object | undefined> = { ...node.methods };
				return wanted
					.filter(([kind, method]) => method !== undefined && !(method in (methods[kind] ?? {})))
					.map(([kind, method]) => `${name}.${property.name}: no ${kind} method ${String(method)}`);
			}),
		),
	).toEqual([]);
});

test('every display rule names a parameter and values that exist, so that each parameter can be seen', () => {
	expect(
		everyNode().flatMap(({ name, node }) => {
			const { properties } = node.description;
			return properties.flatMap((property) =>
				Object.entries(property.displayOptions?.show ?? {}).flatMap(([key, values]) => {
					const controls = properties.filter((candidate) => candidate.name === key);
					if (key.startsWith('@') || key.startsWith('/')) return [];
					if (controls.length === 0) return [`${name}.${property.name}: shown by the unknown parameter ${key}`];
					const possible = controls.flatMap((control) =>
						control.type === 'boolean' ? [true, false] : options(control).map(({ value }) => value),
					);
					return (values ?? [])
						.filter(
							(value) => typeof value !== 'object' && possible.length > 0 && !possible.some((known) => known === value),
						)
						.map((value) => `${name}.${property.name}: shown for ${key} = ${String(value)}, which cannot be chosen`);
				}),
			);
		}),
	).toEqual([]);
});

test('no two parameters with one name are shown at the same time', () => {
	expect(
		everyOperation().flatMap(({ node, resource, operation }) => {
			const shown = pack.node(node).description.properties.filter(({ displayOptions }) => {
				const show = displayOptions?.show ?? {};
				return show.resource?.includes(resource.value) === true && show.operation?.includes(operation.value) === true;
			});
			const keys = shown.map((property) => `${property.name} ${JSON.stringify(property.displayOptions)}`);
			return keys
				.filter((key, index) => keys.indexOf(key) !== index)
				.map((key) => `${node} ${String(resource.value)}.${String(operation.value)}: twice ${key}`);
		}),
	).toEqual([]);
});

// n8n 2.40 takes the expression engine away from a workflow when one of its polls ends, also from those that still run.
test('credentials sign requests without expressions', () => {
	const kinds = pack.credentialNames.map((name) => typeof pack.credential(name).authenticate);
	expect(kinds).toContain('function');
	expect(kinds).not.toContain('object');
});

test('every credential that a node asks for exists and can be tested', () => {
	expect(
		everyNode().flatMap(({ name, node }) =>
			(node.description.credentials ?? [])
				.filter((wanted) => !pack.credentialNames.includes(wanted.name))
				.map((wanted) => `${name}: no credential type ${wanted.name}`),
		),
	).toEqual([]);
	const untested = pack.credentialNames.filter((name) => {
		const type = pack.credential(name);
		const isTestedByAll = pack.nodeNames
			.map((node) => pack.node(node))
			.every(({ description, methods }) =>
				(description.credentials ?? [])
					.filter((one) => one.name === name)
					.every(({ testedBy }) => typeof testedBy === 'string' && methods?.credentialTest?.[testedBy] !== undefined),
			);
		return type.test === undefined && !isTestedByAll && !type.extends?.includes('oAuth2Api');
	});
	expect(untested).toEqual([]);
});

test('no field that holds a secret is shown in clear text', () => {
	const secret = /secret|password|token$/i;
	expect(
		pack.credentialNames.flatMap((name) =>
			pack
				.credential(name)
				.properties.filter((property) => property.type === 'string' && secret.test(property.name))
				.filter((property) => property.typeOptions?.password !== true)
				.map((property) => `${name}.${property.name}`),
		),
	).toEqual([]);
});
