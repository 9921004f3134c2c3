import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths';
import { filesBelow, modulesIn, resolved } from './sources';

/** As the paths of a service's files begin somewhere: `nodes/HubSpotTickets`, `sandbox/jtel`, `test/fuzz/kaizala.test.ts`. */
const SERVICES = ['hubspot', 'jtel', 'kaizala', 'thulium'];
/** What is read as text, and not run. */
const PAGES = /\.md$|^(?:docs|templates|site|deploy|\.github)\//;
const PAGE_TESTS = /^test\/(?:gates|site|templates)\//;
/** They look at every file of the project. */
const EVERY_FILE = /^test\/gates\/(?:docs|citations|imports)\.test\.ts$/;
/** They run nothing of the package. */
const NO_NODES = /^test\/(?:sandbox|scripts|bench)\//;
/** What tests import and nothing else reads. The harness runs the built package, but that does not depend on the harness. */
const IMPORTED = /^(?:test|scripts|bench)\/.*\.ts$/;
const SLOW = /^test\/(?:e2e|browser)\//;

/** The service that a file belongs to, if it belongs to one alone. */
export const serviceOf = (file: string): string | undefined =>
	SERVICES.find((service) =>
		file
			.toLowerCase()
			.split('/')
			.some((part) => part.startsWith(service)),
	);

/**
 * The tests that a change of these files can break, without those on the real n8n and in a browser. A test runs the built
 * package and the whole sandbox, so its imports alone do not say what it depends on: a change of a service runs all tests
 * but those that belong to another service alone, and a change of what is not known here runs all.
 */
export function testsFor(changed: readonly string[]): string[] {
	const tests = filesBelow('test').filter((file) => file.endsWith('.test.ts') && !SLOW.test(file));
	const needed = changed.flatMap((file) => tests.filter(breakableBy(file)));
	const general = changed.length > 0 ? tests.filter((test) => EVERY_FILE.test(test)) : [];
	return [...new Set([...needed, ...general])].sort();
}

function breakableBy(file: string): (test: string) => boolean {
	if (file.endsWith('.test.ts')) return (test) => test === file;
	if (PAGES.test(file)) {
		const name = file.split('/').pop() ?? file;
		return (test) => PAGE_TESTS.test(test) || readFileSync(join(ROOT, test), 'utf8').includes(name);
	}
	const service = serviceOf(file);
	if (service !== undefined && !file.startsWith('scripts/')) {
		return (test) =>
			serviceOf(test) === service ||
			(serviceOf(test) === undefined && !NO_NODES.test(test)) ||
			// The sandbox as a whole imports every part of it.
			(!file.startsWith('sandbox/') && importsOf(test).has(file));
	}
	if (IMPORTED.test(file)) return (test) => importsOf(test).has(file);
	return () => true;
}

const direct = new Map<string, string[]>();

function directImports(file: string): string[] {
	const found =
		direct.get(file) ??
		(/\.[cm]?[jt]sx?$/.test(file) ? modulesIn(file) : []).flatMap((module) =>
			module.startsWith('.') ? (resolved(file, module) ?? []) : [],
		);
	direct.set(file, found);
	return found;
}

const known = new Map<string, ReadonlySet<string>>();

/** Every file of the project that a file imports, itself or through others. */
export function importsOf(file: string): ReadonlySet<string> {
	const found = known.get(file);
	if (found !== undefined) return found;
	const all = new Set<string>();
	known.set(file, all);
	const waiting = [file];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		for (const target of directImports(next)) {
			if (all.has(target)) continue;
			all.add(target);
			waiting.push(target);
		}
	}
	return all;
}
