/**
 * The reference of the nodes, a page for each resource and each trigger: fields and defaults out of the descriptions, the
 * output out of the schemas, the calls and scopes as test/site/calls.test.ts measured them. Not kept in the repository.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slug } from './slug.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const json = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The page for people that a service has, and its nodes. */
const SERVICES = [
	{
		title: 'HubSpot Tickets',
		name: 'hubspot-tickets',
		nodes: ['hubSpotTickets', 'hubSpotTicketsTrigger', 'hubSpotTicketsWebhookTrigger'],
	},
	{ title: 'Thulium', name: 'thulium', nodes: ['thulium', 'thuliumTrigger', 'thuliumPollingTrigger'] },
	{ title: 'jtel ACD', name: 'jtel-acd', nodes: ['jtelAcd', 'jtelAcdTrigger', 'jtelAcdCallbackTrigger'] },
	{ title: 'Kaizala', name: 'kaizala', nodes: ['kaizala', 'kaizalaTrigger'] },
];

/** Texts of descriptions in a cell of a table: no line ends, no columns, no tags and expressions of the page. */
const cell = (text) =>
	String(text ?? '')
		.replace(/<li>/g, ' ')
		.replace(/<[^>]+>/g, '')
		.replace(/\s+/g, ' ')
		.replace(/\|/g, '\\|')
		.replace(/[<{]/g, (sign) => `&#${sign.charCodeAt(0)};`)
		.trim();
const code = (text) => (text === '' ? '' : `\`${String(text).replace(/\|/g, '\\|').replace(/`/g, "'")}\``);
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const KINDS = {
	string: 'text',
	number: 'number',
	boolean: 'yes or no',
	options: 'choice',
	multiOptions: 'choices',
	dateTime: 'date',
	json: 'JSON',
	resourceLocator: 'from a list or by ID',
	resourceMapper: 'fields of the account',
	collection: 'fields to add',
	fixedCollection: 'rows',
};

const isChoice = (option) => 'value' in option && !('type' in option);

/** The version of a node that is added now; its output is the one that is described. */
const newest = ({ version }) => `${Math.max(...[version].flat()).toFixed(1)}.0`;

function defaultOf({ type, default: value, options = [] }) {
	if (value === '' || value === undefined || value === null) return '';
	if (type === 'boolean') return value ? 'on' : 'off';
	if (type === 'options') return cell(options.find((option) => option.value === value)?.name ?? value);
	if (Array.isArray(value)) {
		return value.map((one) => cell(options.find((option) => option.value === one)?.name ?? one)).join(', ');
	}
	if (typeof value === 'object') return '';
	return code(value);
}

/** One row for each field, with those inside of it below it. */
function rowsOf(property, above = '') {
	const name = `${above}${property.displayName}`;
	const kind = property.type === 'string' && property.typeOptions?.multipleValues ? 'texts' : KINDS[property.type];
	const choices = ['options', 'multiOptions'].includes(property.type)
		? (property.options ?? []).filter(isChoice).map((option) => cell(option.name))
		: [];
	const listed = choices.length > 0 && choices.length <= 12 ? `One of: ${choices.join(', ')}.` : '';
	const text = cell(property.description).replace(/(?<![.!?])$/, property.description ? '.' : '');
	const needed = property.required ? '**needed** ' : '';
	const own = `| ${cell(name)} | ${needed}${kind ?? property.type} | ${defaultOf(property)} | ${[text, listed].filter(Boolean).join(' ')} |`;
	const inner = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap((value) => rowsOf(value, `${name} > `));
		return 'type' in option ? rowsOf(option, `${name} > `) : [];
	});
	return [own, ...inner];
}

const isShownText = ({ type }) => type !== 'notice' && type !== 'hidden';

/** The same field may be described several times, for different choices: one row is enough. */
function fieldsOf(properties) {
	const rows = [...new Set(properties.filter(isShownText).flatMap((property) => rowsOf(property)))];
	if (rows.length === 0) return ['It takes no fields.', ''];
	return ['| field | takes | default | what it is |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** What a schema says comes out. */
function sampleOf(schema, depth = 0) {
	const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
	if (type === 'object') {
		if (depth > 3) return {};
		return Object.fromEntries(
			Object.entries(schema.properties ?? {}).map(([key, value]) => [key, sampleOf(value, depth + 1)]),
		);
	}
	if (type === 'array') return schema.items === undefined ? [] : [sampleOf(schema.items, depth + 1)];
	return { boolean: true, integer: 1, number: 1, null: null }[type] ?? 'text';
}

/** What came out in the sandbox, and beside it what the schema knows besides. */
function outputOf(schemaFile, sample) {
	const schema = existsSync(join(root, schemaFile)) ? sampleOf(json(schemaFile)) : {};
	const whole = sample === undefined ? schema : { ...sample, ...pick(schema, (key) => !(key in sample)) };
	return ['One item of the output:', '', '```json', JSON.stringify(whole, null, 2), '```', ''];
}

const pick = (record, wanted) => Object.fromEntries(Object.entries(record).filter(([key]) => wanted(key)));

const plural = (count) => `${count} ${count === 1 ? 'call' : 'calls'}`;

function costOf({ calls = [], one = 0, ten, scopes = [] }) {
	if (one === 0) return ['**API calls:** none.', ''];
	const many = ten === undefined ? '' : `, ten items ${plural(ten)}`;
	return [
		`**API calls:** one item takes ${plural(one)}${many}: ${calls.map(code).join(', ')}`,
		'',
		...(scopes.length > 0 ? [`**Scopes:** ${scopes.map((one) => one.map(code).join(' or ')).join('; ')}`, ''] : []),
	];
}

const shows = ({ displayOptions }, rules) =>
	Object.entries(displayOptions?.show ?? {}).every(([key, values]) => !(key in rules) || values.includes(rules[key]));

function resourcePage(node, folder, resource, measured) {
	const operations = node.properties.find(
		({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource.value),
	);
	const sections = operations.options.flatMap((operation) => {
		const rules = { resource: resource.value, operation: operation.value };
		const fields = node.properties.filter(
			(property) =>
				!['resource', 'operation', 'authentication'].includes(property.name) &&
				property.displayOptions?.show?.resource !== undefined &&
				shows(property, rules),
		);
		const found = measured[`${node.name}.${resource.value}.${operation.value}`] ?? {};
		return [
			`## ${resource.name}: ${operation.name}`,
			'',
			`${cell(operation.description)}.`,
			'',
			...costOf(found),
			...fieldsOf(fields),
			...outputOf(`${folder}/__schema__/v${newest(node)}/${resource.value}/${operation.value}.json`, found.sample),
		];
	});
	return [`# ${node.displayName}: ${resource.name}`, '', ...sections].join('\n');
}

function triggerPage(node, folder) {
	return [
		`# ${node.displayName}`,
		'',
		`${cell(node.description)}.`,
		'',
		'## Fields',
		'',
		...fieldsOf(node.properties),
		'## Output',
		'',
		...outputOf(`${folder}/__schema__/v${newest(node)}/output.json`),
	].join('\n');
}

/** Writes all pages below `target` and says what there is, for the menu. */
export function writeReference(target) {
	const descriptions = json('dist/types/nodes.json');
	const measured = json('site/calls.json');
	const { nodes: files } = json('package.json').n8n;
	rmSync(target, { recursive: true, force: true });
	return SERVICES.map(({ title, name, nodes }) => {
		mkdirSync(join(target, name), { recursive: true });
		const pages = nodes.flatMap((nodeName) => {
			const node = descriptions.find((description) => description.name === nodeName);
			const file = files.find((path) => path.toLowerCase().endsWith(`/${nodeName.toLowerCase()}.node.js`));
			const folder = dirname(file).replace(/^dist\//, '');
			const resources = node.properties.find((property) => property.name === 'resource')?.options;
			if (resources === undefined) return [write(node.displayName, slug(node.displayName), triggerPage(node, folder))];
			return resources.map((resource) =>
				write(resource.name, kebab(resource.value), resourcePage(node, folder, resource, measured)),
			);
		});
		return { title, guide: `/${name}`, pages };

		function write(text, file, content) {
			const guide = `[How ${title} is set up and used](../../${name}.md)`;
			const [heading, ...rest] = content.split('\n');
			const page = [heading, '', `Made from the nodes themselves. ${guide}.`, ...rest].join('\n');
			writeFileSync(join(target, name, `${file}.md`), `---\neditLink: false\n---\n\n${page}`);
			return { text, link: `/reference/${name}/${file}` };
		}
	});
}
