import { parseArgs } from 'node:util';
import { DEFAULT_PORT, startSandbox } from './server';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', short: 'p' },
			latency: { type: 'string' },
			'allow-host': { type: 'string', multiple: true },
		},
	});
	const port = numberOf('--port', values.port, DEFAULT_PORT, 65_535);
	const latencyMs = numberOf('--latency', values.latency, 0, 600_000);
	const sandbox = await startSandbox({ port, latencyMs, allowedHosts: values['allow-host'] ?? [] }).catch(
		(error: unknown) => {
			throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
				? new Error(`Port ${port} is taken. Is another sandbox running? Choose another one with --port.`)
				: error;
		},
	);
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
