import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { ROOT } from '../harness/package';

/** A regular expression, and where it stands. */
export interface Pattern {
	where: string;
	source: string;
	flags: string;
}

export interface Found {
	patterns: Pattern[];
	/** Patterns that are made at run time, of what nobody can check here. */
	unknown: string[];
}

const parse = (name: string, text: string): ts.SourceFile =>
	ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

/** A text that is put together of literals and constants of the same file; undefined when anything else is in it. */
function constantText(node: ts.Node, constants: ReadonlyMap<string, ts.Expression>): string | undefined {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
	if (ts.isIdentifier(node)) {
		const value = constants.get(node.text);
		return value === undefined ? undefined : constantText(value, constants);
	}
	if (ts.isTaggedTemplateExpression(node)) {
		if (node.tag.getText() !== 'String.raw') return undefined;
		const raw = node.template;
		if (ts.isNoSubstitutionTemplateLiteral(raw)) return raw.getText().slice(1, -1);
		const head = raw.head.getText().slice(1, -2);
		const parts = raw.templateSpans.map(({ expression, literal }) => {
			const inner = constantText(expression, constants);
			const rest = literal.getText();
			return inner === undefined ? undefined : inner + rest.slice(1, rest.endsWith('${') ? -2 : -1);
		});
		return parts.includes(undefined) ? undefined : head + parts.join('');
	}
	return undefined;
}

function literal(text: string, where: string): Pattern {
	const end = text.lastIndexOf('/');
	return { where, source: text.slice(1, end), flags: text.slice(end + 1) };
}

/** The JavaScript between the braces of an expression of n8n. */
const scripts = (text: string): string[] =>
	text
		.split('{{')
		.slice(1)
		.map((part) => part.split('}}')[0] ?? '');

/** All patterns of a source file, and of the expressions in its texts. */
export function patternsInCode(name: string, text: string): Found {
	const source = parse(name, text);
	const constants = new Map<string, ts.Expression>();
	const found: Found = { patterns: [], unknown: [] };
	const visit = (node: ts.Node): void => {
		if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
			constants.set(node.name.text, node.initializer);
		}
		const where = `${name}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
		if (ts.isRegularExpressionLiteral(node)) found.patterns.push(literal(node.text, where));
		if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(source) === 'RegExp') {
			const [made, flags] = node.arguments ?? [];
			const known = made === undefined ? undefined : constantText(made, constants);
			if (known === undefined) found.unknown.push(`${where} ${node.getText(source)}`);
			else {
				const given = flags === undefined ? '' : constantText(flags, constants);
				found.patterns.push({ where, source: known, flags: given ?? '' });
			}
		}
		if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && node.text.startsWith('=')) {
			add(found, patternsInExpression(where, node.text));
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

function add(found: Found, more: Found): void {
	found.patterns.push(...more.patterns);
	found.unknown.push(...more.unknown);
}

/** All patterns of a text that n8n evaluates. */
export function patternsInExpression(where: string, text: string): Found {
	const found: Found = { patterns: [], unknown: [] };
	for (const script of scripts(text)) add(found, patternsInCode(where, `(${script});`));
	return found;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** All patterns of a workflow: in its expressions, in its Code nodes, and in the conditions that compare with one. */
export function patternsInWorkflow(where: string, value: unknown): Found {
	const found: Found = { patterns: [], unknown: [] };
	if (typeof value === 'string') {
		if (value.startsWith('=')) add(found, patternsInExpression(where, value));
	} else if (isObject(value)) {
		const { operator, rightValue, jsCode } = value;
		if (isObject(operator) && String(operator.operation).toLowerCase().endsWith('regex')) {
			found.patterns.push({ where, source: String(rightValue), flags: '' });
		}
		if (typeof jsCode === 'string') add(found, patternsInCode(where, jsCode));
		for (const inner of Object.values(value)) add(found, patternsInWorkflow(where, inner));
	}
	return found;
}

/** Everything that is published, and the templates. */
export function everyPattern(): Found {
	const found: Found = { patterns: [], unknown: [] };
	const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
	const files = (folder: string, ending: string): string[] =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith(ending))
			.map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
	for (const file of ['nodes', 'credentials'].flatMap((folder) => files(folder, '.ts'))) {
		add(found, patternsInCode(file, read(file)));
	}
	for (const file of files('templates', '.json')) {
		const workflow: unknown = JSON.parse(read(file));
		add(found, patternsInWorkflow(file, workflow));
	}
	return found;
}

const LENGTH = 100_000;
const SIGNS = [
	' ',
	'\n',
	'\t',
	'a',
	'A',
	'0',
	'/',
	'<',
	'>',
	'"',
	"'",
	';',
	'=',
	'&',
	'#',
	'[',
	']',
	'{',
	'(',
	'.',
	'@',
	'-',
];

/** Long texts of what a pattern may go back over: single signs, and the words of the pattern with a sign behind them. */
function pumped(source: string): string[] {
	const words = source
		.replace(/\\[sdwbSDWBnrt]/g, ' ')
		.replaceAll('\\', '')
		.match(/[\w<&${/#!'"@-]{2,40}/g);
	const units = [...SIGNS, ...(words ?? []).flatMap((word) => [word, ...SIGNS.map((sign) => word + sign)])];
	return [...new Set(units)].flatMap((unit) => {
		const long = unit.repeat(Math.ceil(LENGTH / unit.length));
		return [`${long}\0`, `${words?.[0] ?? ''}${long}\0`];
	});
}

/** Milliseconds of processor time. What takes long is done again: the collector of garbage may have had its turn. */
function leastTime(work: () => void): number {
	let least = Infinity;
	for (let tries = 0; tries === 0 || (tries < 3 && least > 50 && least < 1_000); tries++) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}

/** The processor time in milliseconds of the text that takes a pattern longest. */
export function slowest({ source, flags }: Pick<Pattern, 'source' | 'flags'>): number {
	let worst = 0;
	for (const text of pumped(source)) {
		const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
		worst = Math.max(
			worst,
			leastTime(() => text.replace(pattern, '')),
		);
		// Bad enough; what is worse would only take longer.
		if (worst > 300) break;
	}
	return worst;
}
