import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { LoadedPackage } from '../harness/package';
import { loadPackage, ROOT } from '../harness/package';

/** What says which record it is. A table of n8n shows about five columns before people have to scroll. */
const TELLS = [
	/^id$/i,
	/(?:Id|ID|_id)$/,
	/^(?:subject|name|label|description|body|text|status|type|direction|extension)$/i,
	/(?:Label|Name|Email|_preview|_subject|_title|_status|_priority|Type)$/,
	// When it was, who has it, and where it stands among its like.
	/^(?:hs_timestamp|createdAt|createdate|from|answers|assignee|assignedTo|AcdEventStatusID|displayOrder|ticketState|isClosed|url|stages|size)$/,
];

const options = (property: INodeProperties | undefined): INodePropertyOptions[] =>
	(property?.options ?? []).filter((option) => 'value' in option);

interface Simplified {
	where: string;
	/** The names in the output schema, in their order. */
	names: string[];
}

function simplifiedOf(pack: LoadedPackage, node: string, folder: string): Simplified[] {
	const { properties, version } = pack.node(node).description;
	const schemas = `${folder}/__schema__/v${Math.max(...[version].flat()).toFixed(1)}.0`;
	const namesIn = (file: string): string[] => {
		const schema: unknown = existsSync(path.join(ROOT, file))
			? JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))
			: {};
		return Object.keys(Object(Object(schema).properties ?? Object(Object(schema).items).properties));
	};
	return properties
		.filter(({ name }) => name === 'simplify')
		.flatMap(({ displayOptions }): Simplified[] => {
			const { resource = [], operation = [] } = displayOptions?.show ?? {};
			return resource.flatMap((one) =>
				operation.map((other) => ({
					where: `${node} ${String(one)}.${String(other)}`,
					names: namesIn(`${schemas}/${String(one)}/${String(other)}.json`),
				})),
			);
		});
}

let pack: LoadedPackage;
beforeAll(async () => {
	pack = await loadPackage();
});

test('the first five columns of each simplified output say what the record is', () => {
	const outputs = [
		['hubSpotTickets', 'nodes/HubSpotTickets'],
		['jtelAcd', 'nodes/JtelAcd'],
		['kaizala', 'nodes/Kaizala'],
		['thulium', 'nodes/Thulium'],
	].flatMap(([node = '', folder = '']) => simplifiedOf(pack, node, folder));
	expect(outputs.length).toBeGreaterThan(20);
	const bad = outputs.flatMap(({ where, names }) => {
		const first = names.slice(0, 5);
		const silent = first.filter((name) => !TELLS.some((pattern) => pattern.test(name)));
		return silent.length === 0 && first.length > 0 ? [] : [`${where}: ${first.join(', ')}`];
	});
	expect(bad).toEqual([]);
});

test('an operation with more than ten fields of a ticket, an event or a note can be simplified', () => {
	const { properties } = pack.node('jtelAcd').description;
	const [resource] = properties;
	expect(options(resource).map(({ value }) => value)).toContain('event');
	const shown = properties.filter(
		({ name, displayOptions }) => name === 'simplify' && displayOptions?.show?.resource?.includes('event'),
	);
	const operations = new Set(shown.flatMap(({ displayOptions }) => displayOptions?.show?.operation ?? []));
	expect([...operations].sort()).toEqual(['create', 'get', 'getAll']);
	for (const trigger of [
		'jtelAcdTrigger',
		'jtelAcdCallbackTrigger',
		'hubSpotTicketsTrigger',
		'hubSpotTicketsWebhookTrigger',
		'kaizalaTrigger',
	])
		expect(pack.node(trigger).description.properties.map(({ name }) => name)).toContain('simplify');
});
