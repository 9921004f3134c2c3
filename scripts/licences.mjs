/**
 * `npm run licences`: what everything that the project is built and tested with is licensed under, from the lock file. Exits
 * with 1 when a licence is unknown or not on the list. Nothing of this is in the published package.
 * `node scripts/licences.mjs FOLDER` looks at another project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import { root } from './bootstrap/paths.mjs';

/** Permissive ones, and those whose terms end at the file or the data that they cover. */
const ALLOWED = [
	...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MIT-0'],
	...['Python-2.0', 'Unlicense', 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0'],
];

/** Packages under other terms, each with the words that its manifest uses, and why it may stay. */
const EXCEPTIONS = [
	{
		packages: /^(@n8n\/.+|n8n-core|n8n-workflow)$/,
		licence: 'SEE LICENSE IN LICENSE.md',
		reason: 'n8n’s Sustainable Use License: a community node is developed and tested against n8n itself',
	},
	{
		packages: /^@n8n_io\/ai-assistant-sdk$/,
		licence: 'LicenseRef-n8n-enterprise',
		reason: 'comes with n8n-core; nothing here calls it',
	},
];

const folder = process.argv[2] ?? root;
const { packages } = readJson(join(folder, 'package-lock.json'));
const direct = Object.keys(packages[''].devDependencies ?? {});
const found = Object.entries(packages)
	.filter(([path, { link }]) => path !== '' && link !== true)
	.map(([path, entry]) => {
		const name = entry.name ?? nameOf(path);
		const licence = licenceOf(path, entry);
		return { path, name, version: entry.version, licence, ...check(name, licence) };
	});

console.log('Direct dependencies');
for (const { path, name, version, licence } of found) {
	if (direct.includes(name) && path === `node_modules/${name}`) console.log(`  ${name} ${version}: ${licence}`);
}
console.log(`\nAll ${found.length} packages`);
const counts = new Map();
for (const { licence } of found) counts.set(licence, (counts.get(licence) ?? 0) + 1);
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a)) {
	console.log(`  ${String(count).padStart(5)}  ${licence}`);
}
for (const { packages: names, licence, reason } of EXCEPTIONS) {
	const excepted = found.filter((entry) => entry.reason === reason);
	if (excepted.length > 0) console.log(`\n${licence} (${excepted.length}): allowed for ${names.source}\n  ${reason}`);
}
const refused = found.filter(({ allowed }) => !allowed);
for (const { path, version, licence } of refused) console.error(`\nREFUSED  ${path} ${version}: ${licence}`);
console.log(refused.length === 0 ? '\nEvery licence is allowed.' : `\n${refused.length} licences are not allowed.`);
process.exitCode = refused.length === 0 ? 0 : 1;

function check(name, licence) {
	const exception = EXCEPTIONS.find((entry) => entry.packages.test(name) && entry.licence === licence);
	if (exception !== undefined) return { allowed: true, reason: exception.reason };
	try {
		return { allowed: satisfies(licence, ALLOWED) };
	} catch {
		// Not an expression of the SPDX list.
		return { allowed: false };
	}
}

/** The lock file knows most of them. It has none for old manifests, and none for builds of other systems. */
function licenceOf(path, entry) {
	if (entry.license !== undefined) return entry.license;
	const manifest = join(folder, path, 'package.json');
	if (existsSync(manifest)) {
		const { license, licenses } = readJson(manifest);
		const named = license ?? licenses?.map(({ type }) => type).join(' OR ');
		if (typeof named === 'string' && named !== '') return named;
	}
	// A build for another system belongs to the package that offers it, and is published together with it.
	const name = nameOf(path);
	const [parent] = Object.entries(packages).filter(([, other]) => other.optionalDependencies?.[name] === entry.version);
	return entry.optional === true && parent !== undefined ? licenceOf(...parent) : 'unknown';
}

function nameOf(path) {
	return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}
