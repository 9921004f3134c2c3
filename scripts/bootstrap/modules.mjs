import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether `node_modules` holds what the lock file says. npm writes its own list (`node_modules/.package-lock.json`) when an
 * installation has come to its end, so an interrupted one is never taken for a whole one, and a changed lock is noticed.
 */
export function installedMatchesLock(folder) {
	const wanted = packagesOf(join(folder, 'package-lock.json'));
	const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
	if (!wanted || !installed) return false;
	for (const [path, { version }] of Object.entries(installed)) {
		if (path !== '' && wanted[path]?.version !== version) return false;
	}
	return Object.entries(wanted).every(([path, entry]) => path === '' || path in installed || mayBeLeftOut(entry));
}

/**
 * Tells how far `npm ci --loglevel=http` is, by its log: npm itself says nothing before its end. The lock holds packages of
 * other systems too, which are not fetched, so the end may come early.
 */
export function installProgress(folder, say) {
	const packages = Object.values(packagesOf(join(folder, 'package-lock.json')) ?? {});
	const wanted = packages.filter(({ os, cpu, libc }) => !os && !cpu && !libc).length - 1;
	return (log) => {
		const fetched = log.match(/^npm http .*\.tgz/gm)?.length ?? 0;
		say(
			fetched < wanted
				? `${fetched.toLocaleString('en')} of ${wanted.toLocaleString('en')} packages fetched`
				: 'all packages fetched, writing files',
		);
	};
}

/** Packages for another system are in the lock but not in the folder. */
function mayBeLeftOut({ optional, devOptional, peer, os, cpu, libc }) {
	return Boolean(optional || devOptional || peer || os || cpu || libc);
}

function packagesOf(file) {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')).packages;
	} catch {
		return undefined;
	}
}
