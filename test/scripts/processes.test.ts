import type { StartedProcess } from '../../scripts/lib/processes';
import { startProcess } from '../../scripts/lib/processes';
import { waitFor } from '../../scripts/lib/wait';

const started: StartedProcess[] = [];
afterEach(async () => await Promise.all(started.splice(0).map(async (one) => await one.kill())));

/** A program that takes so long to end after it was asked to. */
async function slowToEnd(endsAfterMs: number, stopTimeoutMs: number): Promise<StartedProcess> {
	const source = `process.on('SIGTERM', () => setTimeout(() => process.exit(0), ${endsAfterMs})); setInterval(() => {}, 1000); console.log('ready')`;
	const one = startProcess({
		name: `test-slow-to-end-${endsAfterMs}`,
		command: process.execPath,
		args: ['-e', source],
		env: {},
		stopTimeoutMs,
	});
	started.push(one);
	await waitFor('the program', async () => (one.output().includes('ready') ? true : undefined));
	return one;
}

test('a program has its time to end', async () => {
	const one = await slowToEnd(400, 20_000);
	await one.stop();
	expect(one.exitCode()).toBe(0);
});

test('one that takes longer is ended', async () => {
	const one = await slowToEnd(60_000, 200);
	await one.stop();
	expect(one.exitCode()).toBe('SIGKILL');
});
