import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../harness/package';
import { problemsOf } from './builtCode';

const DIST = path.join(ROOT, 'dist');

function builtFiles(): Map<string, string> {
	const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.js'))
		.map((file) => path.join(DIST, file));
	return new Map([...files, path.join(ROOT, 'index.js')].map((file) => [file, readFileSync(file, 'utf8')]));
}

/** One made-up file, and a second one that it may load. */
const problemsIn = (code: string): string[] =>
	problemsOf(
		new Map([
			['/made-up/file.js', code],
			['/made-up/other.js', 'exports.value = 1;'],
		]),
		'/made-up',
	);

describe('The built package', () => {
	it('runs no code from strings and reaches no file, process, environment or undeclared module', () => {
		const files = builtFiles();
		expect(files.size).toBeGreaterThan(100);
		expect(problemsOf(files, ROOT)).toEqual([]);
	});
});

describe('The gate itself', () => {
	it.each([
		['eval', 'eval("1");'],
		['eval under another name', 'const run = eval; run("1");'],
		['eval through a comma', '(0, eval)("1");'],
		['new Function', 'new Function("return 1")();'],
		['the constructor of a function', '(() => 1).constructor("return 1")();'],
		['the constructor by string', '[]["constructor"]["constructor"]("return 1")();'],
		['the constructor by pattern', 'const { constructor: F } = () => 1; F("return 1")();'],
		['the prototype of a prototype', '({}).__proto__;'],
		['process', 'process.exit(1);'],
		['the environment', 'const { env } = process; env.HOME;'],
		['the environment by shorthand', 'exports.all = { process };'],
		['the global object', 'globalThis["process"];'],
		['the other global object', 'global.process;'],
		['a timer', 'setTimeout(() => 1, 10);'],
		['the network past n8n', 'fetch("https://example.com");'],
		['a file module', 'require("fs").readFileSync("x");'],
		['a file module of Node.js', 'require("node:fs/promises");'],
		['a process module', 'const { exec } = require("child_process");'],
		['a third-party module', 'require("axios");'],
		['a module by variable', 'const name = "fs"; require(name);'],
		['a module by template', 'require(`fs`);'],
		['require under another name', 'const load = require; load("fs");'],
		['the module object', 'module.constructor._load("fs");'],
		['the main module', 'require.main.require("fs");'],
		['import()', 'import("fs");'],
		['a file outside of the package', 'require("../../secret");'],
		['the place of the file', 'exports.here = __dirname;'],
		["n8n's own file helpers", 'exports.run = (helpers) => helpers.writeContentToFile("x", "y");'],
	])('reports %s', (_what, code) => {
		expect(problemsIn(code)).not.toEqual([]);
	});

	it('lets through what a node needs', () => {
		const code = `
			const { createHmac } = require('crypto');
			const { NodeOperationError } = require('n8n-workflow');
			const { value } = require('./other');
			class Card { constructor(text) { this.text = text; } get length() { return this.text.length; } }
			exports.sign = (key, process = 1) => createHmac('sha256', key).update(Buffer.from(String(process))).digest('hex');
			exports.nameOf = (error) => (error instanceof Error ? error.constructor.name : undefined);
			exports.options = { process: value, eval: new Card(JSON.stringify([NodeOperationError])).length };
		`;
		expect(problemsIn(code)).toEqual([]);
	});
});
