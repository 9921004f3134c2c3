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
	// Who it is, and where they are reached.
	/^(?:email|firstName|lastName|surname|FirstName|Company|user_login|phone_number|UserData|callerRole|userCount)$/,
	/^(?:Name2|Description|ContractNumber|EndNumber|CounterAbsolute|CounterDay|filename|CallingPartyNumber|bOutbound|Sender)$/,
	/^(?:full_status_name|ticket_queue_name|date|dtCallStart|src|dst|disposition|UFN|groupType)$/,
	// When it was, who has it, and where it stands among its like.
	/^(?:hs_timestamp|createdAt|createdate|from|answers|assignee|assignedTo|AcdEventStatusID|displayOrder|ticketState|isClosed|url|stages|size)$/,
];

const options = (property: INodeProperties | undefined): INodePropertyOptions[] =>
	(property?.options ?? []).filter((option) => 'value' in option);

interface Operation {
	where: string;
	isSimplified: boolean;
	/** The names in the output schema, in their order. */
	names: string[];
}

function operationsOf(pack: LoadedPackage, node: string, folder: string): Operation[] {
	const { properties, version } = pack.node(node).description;
	const schemas = `${folder}/__schema__/v${Math.max(...[version].flat()).toFixed(1)}.0`;
	const namesIn = (file: string): string[] => {
		const schema: unknown = existsSync(path.join(ROOT, file))
			? JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))
			: {};
		return Object.keys(Object(Object(schema).properties ?? Object(Object(schema).items).properties));
	};
	const isShown = (name: string, resource: unknown, operation: unknown) =>
		properties.some(({ name: one, displayOptions }) => {
			const { resource: resources = [], operation: operations = [] } = displayOptions?.show ?? {};
			return (
				one === name && resources.some((value) => value === resource) && operations.some((value) => value === operation)
			);
		});
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) =>
			(property.displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options(property).map(({ value }) => ({
					where: `${node}.${String(resource)}.${String(value)}`,
					isSimplified: isShown('simplify', resource, value),
					names: namesIn(`${schemas}/${String(resource)}/${String(value)}.json`),
				})),
			),
		);
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
	]
		.flatMap(([node = '', folder = '']) => operationsOf(pack, node, folder))
		.filter(({ isSimplified }) => isSimplified);
	expect(outputs.length).toBeGreaterThan(20);
	const bad = outputs.flatMap(({ where, names }) => {
		const first = names.slice(0, 5);
		const silent = first.filter((name) => !TELLS.some((pattern) => pattern.test(name)));
		return silent.length === 0 && first.length > 0 ? [] : [`${where}: ${first.join(', ')}`];
	});
	expect(bad).toEqual([]);
});

/** What names a record, as its service does. */
const NAMES_IT = /^(?:id|\w+Id|\w+_id|UID|UFN|name|login|filename|phone_number|accessToken|title)$/i;

/** What one item of an operation gave on the sandbox, by `node.resource.operation`. */
const MEASURED: Record<string, { sample?: unknown }> = JSON.parse(
	readFileSync(path.join(ROOT, 'site', 'calls.json'), 'utf8'),
);
const SAMPLES = Object.entries(MEASURED).map(([where, { sample }]) => ({
	where,
	names: Object.keys(Object(Array.isArray(sample) ? sample[0] : sample)),
}));

test('what names a record is in one of its first three columns', () => {
	const many = SAMPLES.filter(({ names }) => names.length > 2);
	expect(many.length).toBeGreaterThan(60);
	const hidden = many.filter(
		({ names }) => names.some((name) => NAMES_IT.test(name)) && !names.slice(0, 3).some((name) => NAMES_IT.test(name)),
	);
	expect(hidden).toEqual([]);
});

/** More columns than this are a page of settings in which nobody finds the one that is wanted. */
const MAX_FIELDS = 10;

test('every operation and trigger with more than ten fields can be simplified', () => {
	const nodes = [
		['hubSpotTickets', 'nodes/HubSpotTickets'],
		['jtelAcd', 'nodes/JtelAcd'],
		['kaizala', 'nodes/Kaizala'],
		['thulium', 'nodes/Thulium'],
	] as const;
	const long = nodes.flatMap(([node, folder]) =>
		operationsOf(pack, node, folder)
			.filter(({ where, names, isSimplified }) => {
				const { sample } = MEASURED[where] ?? {};
				const given = Array.isArray(sample) ? sample[0] : sample;
				return !isSimplified && Math.max(names.length, Object.keys(Object(given)).length) > MAX_FIELDS;
			})
			.map(({ where }) => where),
	);
	// Own calls give what the service sends, and nothing is known of it.
	expect(long.filter((where) => !/customApiCall\.call$/.test(where))).toEqual([]);
	for (const trigger of [
		'jtelAcdTrigger',
		'jtelAcdCallbackTrigger',
		'hubSpotTicketsTrigger',
		'hubSpotTicketsWebhookTrigger',
		'kaizalaTrigger',
	])
		expect(pack.node(trigger).description.properties.map(({ name }) => name)).toContain('simplify');
});

test('a Simplify that came later is off in nodes that are in workflows already', () => {
	for (const node of ['jtelAcd', 'thulium', 'hubSpotTickets', 'kaizala']) {
		const { properties } = pack.node(node).description;
		const later = properties.filter(
			({ name, displayOptions }) => name === 'simplify' && displayOptions?.show?.['@version'] !== undefined,
		);
		expect(later.length).toBeGreaterThan(0);
		for (const { displayOptions, default: value } of later) {
			expect(value).toBe(displayOptions?.show?.['@version']?.[0] !== 1);
		}
	}
});

/** Two facts that may have the same value, as far as the sandbox shows them: when it was made, changed, and meant to be. */
const TWO_FACTS = [
	/^(?:createdate|createdAt|updatedAt|hs_lastmodifieddate|hs_timestamp|hs_meeting_start_time|hs_task_completion_date)$/,
	/^(?:latestMessageTimestamp|latestMessageReceivedTimestamp)$/,
	/^(?:created_at|updated_at)$/,
	// Without and with its markup.
	/^(?:hs_body_preview|hs_note_body)$/,
	/^(?:text|richText)$/,
	// People may name a property as HubSpot does, and enter a number in two fields of jtel.
	/^(?:name|label)$/,
	/^(?:UserData|ForeignSystemNumber)$/,
];

/** Says nothing by itself, so that it may be in several columns; secrets are blanked in the measured samples. */
const isTrivial = (value: unknown): boolean =>
	value === null || typeof value === 'boolean' || /^(?:-?\d{0,3}|…|\[\]|\{\})$/.test(textOf(value));
const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

test('no value of a record is in two of its columns', () => {
	// Own calls give what the service sends.
	const records = Object.entries(MEASURED).filter(([where]) => !where.endsWith('customApiCall.call'));
	expect(records.length).toBeGreaterThan(150);
	const doubles = records.flatMap(([where, { sample }]) => {
		const record: Record<string, unknown> = Object(Array.isArray(sample) ? sample[0] : sample);
		const names = new Map<string, string[]>();
		for (const [name, value] of Object.entries(record)) {
			if (!isTrivial(value)) names.set(textOf(value), [...(names.get(textOf(value)) ?? []), name]);
		}
		return [...names.values()]
			.filter((same) => same.length > 1 && !TWO_FACTS.some((facts) => same.every((name) => facts.test(name))))
			.map((same) => `${where}: ${same.join(' = ')}`);
	});
	expect(doubles).toEqual([]);
});
