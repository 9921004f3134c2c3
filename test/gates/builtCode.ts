import path from 'node:path';
import ts from 'typescript';

/**
 * What built code is able to reach, read from its syntax tree and not by pattern: the names it takes from outside, the
 * modules it loads, and the ways in which a string can become code. Anything that is not on a list is reported.
 */

/** Names of JavaScript itself, and those of Node.js that reach neither files, processes, the environment nor the network. */
const GLOBALS = new Set([
	...['undefined', 'NaN', 'Infinity', 'Object', 'Array', 'String', 'Number', 'Boolean', 'BigInt', 'Symbol', 'Date'],
	...['Math', 'JSON', 'RegExp', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Intl', 'Error', 'TypeError'],
	...['RangeError', 'SyntaxError', 'AggregateError', 'Uint8Array', 'parseInt', 'parseFloat', 'isNaN', 'isFinite'],
	...['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI'],
	...['Buffer', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal'],
	// What unpacks a ZIP file in memory, without a module.
	...['Blob', 'DecompressionStream', 'Uint32Array'],
	// Part of the wrapper that Node.js puts around every file; `require` is looked at call by call.
	...['exports', 'arguments'],
]);

const MODULES = new Set(['n8n-workflow', 'crypto', 'node:crypto']);

/** n8n's helpers that read or write files. */
const FILE_HELPERS = new Set(['createReadStream', 'writeContentToFile', 'getStoragePath', 'resolvePath']);

type Report = (node: ts.Node, problem: string) => void;

/** Problems as `path:line: what it is`. `files` maps absolute paths to texts and is all that the code may load. */
export function problemsOf(files: ReadonlyMap<string, string>, root: string): string[] {
	const program = programOf(files);
	const checker = program.getTypeChecker();
	const problems: string[] = [];
	for (const file of files.keys()) {
		const source = program.getSourceFile(file);
		if (source === undefined) throw new Error(`${file} was not parsed`);
		const report: Report = (node, problem) => {
			const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
			problems.push(`${path.relative(root, file)}:${line + 1}: ${problem}`);
		};
		const isInPackage = (target: string): boolean =>
			['', '.js', '/index.js'].some((end) => files.has(path.resolve(path.dirname(file), target + end)));
		const visit = (node: ts.Node): void => {
			if (ts.isIdentifier(node)) checkName(node, checker, report);
			if (ts.isCallExpression(node)) checkCall(node, isInPackage, report);
			const member = memberOf(node);
			if (member !== undefined) checkMember(node, member, report);
			ts.forEachChild(node, visit);
		};
		visit(source);
	}
	return problems;
}

/** Only the files, without any library: what they do not declare themselves is unknown to the compiler. */
function programOf(files: ReadonlyMap<string, string>): ts.Program {
	const options: ts.CompilerOptions = {
		allowJs: true,
		noLib: true,
		noResolve: true,
		types: [],
		moduleDetection: ts.ModuleDetectionKind.Force,
	};
	const host: ts.CompilerHost = {
		...ts.createCompilerHost(options),
		fileExists: (file) => files.has(file),
		readFile: (file) => files.get(file),
		getSourceFile: (file, version) => {
			const text = files.get(file);
			return text === undefined ? undefined : ts.createSourceFile(file, text, version, true);
		},
	};
	return ts.createProgram([...files.keys()], options, host);
}

function checkName(node: ts.Identifier, checker: ts.TypeChecker, report: Report): void {
	const { parent, text } = node;
	if (isLabel(node) || GLOBALS.has(text)) return;
	if (text === 'require' && ts.isCallExpression(parent) && parent.expression === node) return;
	const symbol = ts.isShorthandPropertyAssignment(parent)
		? checker.getShorthandAssignmentValueSymbol(parent)
		: checker.getSymbolAtLocation(node);
	// The compiler knows `require` and `module` too, but as declared nowhere.
	if (symbol?.declarations?.some((declaration) => !ts.isSourceFile(declaration)) !== true) {
		report(node, `the name "${text}" comes from outside`);
	}
}

/** Names of members and keys stand for nothing by themselves. */
function isLabel(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isBindingElement(parent)) return parent.propertyName === node;
	if (ts.isShorthandPropertyAssignment(parent)) return false;
	if (ts.isPropertyAccessExpression(parent) || ts.isObjectLiteralElement(parent) || ts.isClassElement(parent)) {
		return parent.name === node;
	}
	return ts.isMetaProperty(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent);
}

function checkCall(node: ts.CallExpression, isInPackage: (target: string) => boolean, report: Report): void {
	if (node.expression.kind === ts.SyntaxKind.ImportKeyword) report(node, 'import() loads a module at run time');
	if (!ts.isIdentifier(node.expression) || node.expression.text !== 'require') return;
	const [target, ...more] = node.arguments;
	if (target === undefined || more.length > 0 || !ts.isStringLiteral(target)) {
		report(node, 'require() of something that is not written out');
	} else if (target.text.startsWith('.') ? !isInPackage(target.text) : !MODULES.has(target.text)) {
		report(node, `require() of "${target.text}"`);
	}
}

/** The member that an expression or a pattern takes, where it is written out. */
function memberOf(node: ts.Node): string | undefined {
	if (ts.isPropertyAccessExpression(node)) return node.name.text;
	if (ts.isElementAccessExpression(node)) {
		return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
	}
	if (!ts.isBindingElement(node)) return undefined;
	const key = node.propertyName ?? node.name;
	return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

function checkMember(node: ts.Node, member: string, report: Report): void {
	if (FILE_HELPERS.has(member)) report(node, `"${member}" works on files`);
	// The constructor of any function makes code from a string. The name of a constructor is harmless.
	if (member === '__proto__' || (member === 'constructor' && !isNameTaken(node))) {
		report(node, `"${member}" leads to code from a string`);
	}
}

const isNameTaken = ({ parent }: ts.Node): boolean =>
	ts.isPropertyAccessExpression(parent) && parent.name.text === 'name';
