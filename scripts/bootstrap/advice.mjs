import { statfsSync } from 'node:fs';

/** What to do about the things that go wrong when npm installs, by what it wrote. The first that fits is told. */
const ADVICE = [
	[
		/\bENOSPC\b|no space left on device/i,
		'The disk is full. Free some space and run the command again: it goes on where it stopped.',
	],
	[
		/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/,
		'npm cannot reach its registry. Check the network and the settings of npm (npm config get registry, npm config get proxy), then run the command again: it goes on where it stopped.',
	],
	[
		/\b(UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)\b/,
		'npm does not trust the certificate of its registry, as behind some company proxies. Name the company’s certificate with: npm config set cafile <file>',
	],
	[/\bcode E40[13]\b/, 'The npm registry refuses this machine. Log in there (npm login), or use another registry.'],
	[
		/\bcode (EACCES|EPERM)\b/,
		'npm may not write here. Make the folder your own, and do not mix runs with and without sudo.',
	],
	[/\bcode E(404|TARGET)\b/, 'The npm registry does not have a package that is needed; a mirror may be incomplete.'],
];

/** One sentence, or undefined when nothing is known about it. */
export function adviceOn(output) {
	return ADVICE.find(([pattern]) => pattern.test(output))?.[1];
}

export const COMPILER_ADVICE = `n8n’s database driver could not be prepared. Where no ready-made one can be fetched it is compiled, which takes
Python 3, make and a C++ compiler:

    Debian, Ubuntu   sudo apt-get install python3 make g++
    Fedora           sudo dnf install python3 make gcc-c++
    macOS            xcode-select --install

Then run the command again: it goes on where it stopped.`;

/** Why so many gigabytes do not fit below `folder`; undefined when they do, or when nobody can say. */
export function lackOfSpace(folder, gigabytes, stat = statfsSync) {
	let free;
	try {
		const { bavail, bsize } = stat(folder);
		free = (bavail * bsize) / 1e9;
	} catch {
		return undefined;
	}
	if (free >= gigabytes) return undefined;
	return `Only ${free.toFixed(1)} GB are free on the disk of ${folder}; ${gigabytes} GB are needed. Free some space, then run the command again.`;
}
