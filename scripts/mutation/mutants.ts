import { createHash } from 'node:crypto';
import ts from 'typescript';

/** A small mistake in the code, such as somebody makes. */
export interface Mutant {
	id: number;
	file: string;
	line: number;
	start: number;
	end: number;
	/** What stands there, and what the mutant has instead. */
	code: string;
	mutated: string;
	/** A statement is left out; anything else is an expression. */
	isStatement: boolean;
}

type Found = Omit<Mutant, 'id' | 'file' | 'line' | 'code'>;

/** Operators, and what they are easily mistaken for. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
	['===', '!=='],
	['!==', '==='],
	['<', '<='],
	['<=', '<'],
	['>', '>='],
	['>=', '>'],
	['+', '-'],
	['-', '+'],
	['*', '/'],
	['/', '*'],
	['&&', '||'],
	['||', '&&'],
	['??', '&&'],
]);

const METHODS: ReadonlyMap<string, string> = new Map([
	['some', 'every'],
	['every', 'some'],
	['min', 'max'],
	['max', 'min'],
]);

/** Every mutant of a source file. What stands outside of functions is data, which the tests of the descriptions look at. */
export function mutantsIn(file: string, text: string): Array<Omit<Mutant, 'id'>> {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const found: Found[] = [];
	const add = (node: ts.Node, mutated: string, isStatement = false): void => {
		found.push({ start: node.getStart(source), end: node.getEnd(), mutated, isStatement });
	};
	const visit = (node: ts.Node, inFunction: boolean): void => {
		if (ts.isTypeNode(node)) return;
		if (inFunction) mutationsOf(node, source, add);
		ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
	};
	visit(source, false);
	return found.map((mutant) => ({
		...mutant,
		file,
		line: source.getLineAndCharacterOfPosition(mutant.start).line + 1,
		code: text.slice(mutant.start, mutant.end),
	}));
}

type Add = (node: ts.Node, mutated: string, isStatement?: boolean) => void;

function mutationsOf(node: ts.Node, source: ts.SourceFile, add: Add): void {
	if (ts.isBinaryExpression(node)) {
		const operator = OPERATORS.get(node.operatorToken.getText(source));
		const [left, right] = [node.left.getText(source), node.right.getText(source)];
		// A text is not put together by anything but a plus.
		const isText = [node.left, node.right].some(
			(side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
		);
		if (operator !== undefined && (!isText || operator.endsWith('=='))) add(node, `(${left}) ${operator} (${right})`);
	} else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
		add(node, `!!(${node.operand.getText(source)})`);
	} else if (node.kind === ts.SyntaxKind.TrueKeyword) {
		add(node, 'false');
	} else if (node.kind === ts.SyntaxKind.FalseKeyword) {
		add(node, 'true');
	} else if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
		const condition = ts.isIfStatement(node) ? node.expression : node.condition;
		add(condition, 'true');
		add(condition, 'false');
	} else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
		const { name, expression } = node.expression;
		const other = METHODS.get(name.text);
		const args = node.arguments.map((argument) => argument.getText(source)).join(', ');
		if (other !== undefined) add(node, `${expression.getText(source)}.${other}(${args})`);
		if (name.text === 'filter') add(node, expression.getText(source));
	} else if (ts.isExpressionStatement(node) && !node.getText(source).startsWith('super(')) {
		add(node, '', true);
	} else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent)) {
		add(node, `(${node.text} + 1)`);
	}
}

/** The file with all of these in it, each switched on by its number. They must not overlap. */
export function withMutants(text: string, mutants: readonly Mutant[]): string {
	let result = text;
	for (const { id, start, end, mutated, isStatement } of [...mutants].sort((a, b) => b.start - a.start)) {
		const code = result.slice(start, end);
		const changed = isStatement
			? `if (!globalThis.mutant?.(${id})) { ${code} }`
			: `(globalThis.mutant?.(${id}) ? (${mutated}) : (${code}))`;
		result = result.slice(0, start) + changed + result.slice(end);
	}
	return result;
}

/**
 * So many of them by chance, none within another. The place of each comes from the seed and its own code: a change elsewhere
 * leaves the sample as it was.
 */
export function sample(all: ReadonlyArray<Omit<Mutant, 'id'>>, count: number, seed: number): Mutant[] {
	const seen = new Map<string, number>();
	const placed = all.map((mutant) => {
		const { file, code, mutated } = mutant;
		const alike = JSON.stringify([seed, file, code, mutated]);
		const before = seen.get(alike) ?? 0;
		seen.set(alike, before + 1);
		return { mutant, place: createHash('sha256').update(`${alike}${before}`).digest('hex') };
	});
	const chosen: Mutant[] = [];
	for (const { mutant } of placed.sort((a, b) => (a.place < b.place ? -1 : 1))) {
		if (chosen.length >= count) break;
		const overlaps = chosen.some(
			(other) => other.file === mutant.file && mutant.start < other.end && other.start < mutant.end,
		);
		if (!overlaps) chosen.push({ ...mutant, id: chosen.length });
	}
	return chosen;
}
