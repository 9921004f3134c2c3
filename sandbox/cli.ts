import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { DEFAULT_PORT, startSandbox } from './server';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', short: 'p' },
			latency: { type: 'string' },
			'allow-host': { type: 'string', multiple: true },
			listen: { type: 'string' },
			url: { type: 'string' },
		},
	});
	const { listen = '127.0.0.1', url } = values;
	const port = numberOf('--port', values.port, DEFAULT_PORT, 65_535);
	const latencyMs = numberOf('--latency', values.latency, 0, 600_000);
	const sandbox = await startSandbox({
		port,
		latencyMs,
		recentSeeds: true,
		allowedHosts: values['allow-host'] ?? [],
		host: listen,
		...(listen === '127.0.0.1' ? {} : { token: tokenFrom(givenToken()) }),
		publicUrl: url ?? (listen === '0.0.0.0' ? `http://${ownAddress()}:${port}` : undefined),
	}).catch((error: unknown) => {
		throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
			? new Error(`Port ${port} is taken. Is another sandbox running? Choose another one with --port.`)
			: error;
	});
	console.log(`Ticket Relay sandbox: ${sandbox.url}`);
	for (const { name, prefix } of Object.values(sandbox.services))
		console.log(`  ${name.padEnd(8)} ${sandbox.url}${prefix}`);
	console.log('Stop with Ctrl+C.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			sandbox.close().then(
				() => process.exit(0),
				() => process.exit(1),
			);
		});
	}
}

function givenToken(): string | undefined {
	const { SANDBOX_TOKEN: token, SANDBOX_TOKEN_FILE: file } = process.env;
	return file === undefined || file === '' ? token : readFileSync(file, 'utf8').trim();
}

/** The one that the environment gives, so that it stays the same over restarts, or one made for this start. */
function tokenFrom(given: string | undefined): string {
	if (given === undefined || given === '') return randomBytes(24).toString('base64url');
	if (!/^[\w-]{16,}$/.test(given)) {
		throw new Error('The token of the sandbox must have at least 16 letters, digits, hyphens or underscores.');
	}
	return given;
}

/** How another machine in the network calls this one. */
function ownAddress(): string {
	const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
	return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

function numberOf(name: string, text: string | undefined, fallback: number, maximum: number): number {
	if (text === undefined) return fallback;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value > maximum) throw new Error(`${name} must be a number from 0 to ${maximum}.`);
	return value;
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
