/**
 * `node scripts/complete-lock.mjs [folder …]`, to be run after dependencies changed. A registry mirror may hold only the
 * parts of a package that are for its own system. npm then writes a lock without the others, and refuses that lock in
 * `npm ci`, here and on every other system. This adds what is missing: optional packages of exactly known versions, with the
 * checksum that the registry has of each.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmOutput } from './bootstrap/npm.mjs';
import { HOSTS, root } from './bootstrap/paths.mjs';

const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

for (const folder of process.argv.length > 2
	? process.argv.slice(2)
	: [root, ...HOSTS.map((name) => join(root, name))]) {
	const file = join(folder, 'package-lock.json');
	const lock = JSON.parse(readFileSync(file, 'utf8'));
	const missing = missingIn(lock.packages);
	for (const { path, entry } of missing) lock.packages[path] = entry;
	const unchecked = Object.entries(lock.packages).filter(([path, entry]) => wantsChecksum(path, entry));
	for (const [path, entry] of unchecked) lock.packages[path] = withChecksum(path, entry);
	// npm also leaves entries behind that nothing needs and that `npm ci` does not install.
	const useless = Object.keys(lock.packages).filter((path) => lock.packages[path].extraneous);
	for (const path of useless) delete lock.packages[path];
	const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
	if (missing.length + unchecked.length + useless.length > 0) {
		writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
	}
	console.log(
		`${file}: ${missing.length} optional package(s) added, ${unchecked.length} checksum(s), ${useless.length} useless one(s) removed`,
	);
}

/** What comes inside another package has none of its own. */
function wantsChecksum(path, { integrity, link, inBundle }) {
	return path !== '' && !integrity && !link && !inBundle;
}

function withChecksum(path, { version, ...rest }) {
	const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
	const integrity = npmOutput(['view', `${name}@${version}`, 'dist.integrity'], root).trim();
	if (!/^sha512-\S+$/.test(integrity)) throw new Error(`The registry has no checksum of ${name}@${version}`);
	// In npm's own order, so that npm changes nothing.
	return { version, integrity, ...rest };
}

function missingIn(packages) {
	const missing = new Map();
	for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
		for (const [name, version] of Object.entries(optionalDependencies)) {
			if (isFound(packages, parent, name) || !/^\d+\.\d+\.\d+\S*$/.test(version)) continue;
			const parts = name.split(/[/-]/);
			const os = SYSTEMS.filter((system) => parts.includes(system));
			const cpu = PROCESSORS.filter((processor) => parts.some((part) => part === processor || isArm(part, processor)));
			// Without them it would be tried on every system.
			if (os.length === 0 && cpu.length === 0) throw new Error(`${name}: for which system?`);
			const path = `${parent.slice(0, parent.lastIndexOf('node_modules/'))}node_modules/${name}`;
			missing.set(path, { version, ...given({ cpu }), ...(dev ? { dev } : {}), optional: true, ...given({ os }) });
		}
	}
	return [...missing].map(([path, entry]) => ({ path, entry }));
}

/** An empty list would mean: on no system. */
function given(lists) {
	return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function isArm(part, processor) {
	return processor === 'arm' && (part === 'armv7' || part === 'armhf');
}

/** As Node.js looks for it: beside the one that wants it, then in every folder above. */
function isFound(packages, parent, name) {
	for (let folder = parent; ;) {
		if (`${folder ? `${folder}/` : ''}node_modules/${name}` in packages) return true;
		if (folder === '') return false;
		folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1));
	}
}
