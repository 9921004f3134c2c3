import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { ROOT } from '../harness/package';

/** A text that people may see when something goes wrong. What is different each time is a `…` in it. */
export interface ErrorText {
	file: string;
	text: string;
}

/** Calls whose first text is a message. */
const RAISERS =
	/^(inputError|valueError|refuse|fail|SetUpError|NodeOperationError|NodeApiError|UserError|Error|RangeError)$/;

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) return filesBelow(file);
		return /\.(ts|mjs)$/.test(entry.name) ? [file] : [];
	});
}

function textsOf(node: ts.Node): string[] {
	if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
	if (ts.isTemplateExpression(node)) {
		return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
	}
	if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
	return [];
}

function messagesIn(node: ts.Node, source: ts.SourceFile): string[] {
	if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && node.arguments !== undefined) {
		const name = node.expression.getText(source).split('.').at(-1) ?? '';
		if (!RAISERS.test(name)) return [];
		return node.arguments.map(textsOf).find((texts) => texts.length > 0) ?? [];
	}
	if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'message') return textsOf(node.initializer);
	return [];
}

/** Names of fields and of codes are no messages. */
const isSentence = (text: string): boolean => text.trim().split(' ').length > 2;

/** Every message in the sources below these folders. */
export function errorTexts(...folders: string[]): ErrorText[] {
	return folders
		.flatMap((folder) => filesBelow(path.join(ROOT, folder)))
		.flatMap((file) => {
			const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
			const found: string[] = [];
			const visit = (node: ts.Node): void => {
				found.push(...messagesIn(node, source));
				ts.forEachChild(node, visit);
			};
			visit(source);
			return found.filter(isSentence).map((text) => ({ file: path.relative(ROOT, file), text }));
		});
}

/** The texts of the sources as they stand, for what is put together from parts. */
export function sourceTexts(...folders: string[]): string {
	const files = folders.flatMap((folder) => filesBelow(path.join(ROOT, folder)));
	return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}
