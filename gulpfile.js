const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { dest, parallel, series, src } = require('gulp');

const bin = (packageName, file) => path.join(path.dirname(require.resolve(`${packageName}/package.json`)), file);
const run = (file, ...args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit', cwd: __dirname });

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

async function compile() {
	run(bin('typescript', 'bin/tsc'), '-p', 'tsconfig.json');
}

const copyIcons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** Codex files (search words, links) and output schemas. */
const copyJson = () => src('nodes/**/*.json').pipe(dest('dist/nodes'));

/** Lazy metadata: n8n reads these lists instead of loading every class at start. */
async function metadata() {
	run(bin('n8n-core', 'bin/generate-metadata'));
}

/** The sandbox's page; it is no part of the package. */
async function page() {
	run(bin('vite', 'bin/vite.js'), 'build', 'sandbox/page', '--logLevel', 'warn');
}

exports.clean = clean;
exports.page = page;
exports.package = series(clean, parallel(compile, copyIcons, copyJson), metadata);
exports.build = series(exports.package, page);
exports.default = exports.build;
