import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { createJtel } from '../../sandbox/jtel';
import { useSandbox } from '../harness/sandbox';
import { TriggerBench } from './triggerBench';

const sandbox = useSandbox([createJtel]);

const ROOT = path.resolve(__dirname, '../..');
const MB = 1_000_000;
const KB = 1_024;

/** Polls in a process of its own: the list must not be in the memory that is measured. */
async function measure(event: string): Promise<{ extraBytes: number; stateBytes: number; items: number }> {
	const tsx = require.resolve('tsx');
	const script = path.join(__dirname, 'pollingProcess.ts');
	const args = ['--expose-gc', '--require', tsx, script, `${sandbox.current.url}/jtel`, event];
	const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
	return JSON.parse(stdout);
}

test('a list of 100,000 events takes less than 300 MB and a state of less than 64 KB', async () => {
	const person = new TriggerBench(sandbox.current, {});
	await sandbox.current.act('jtel', 'addEvents', { count: 100_000 });
	person.later(60_000);
	for (const event of ['created', 'updated', 'statusChanged']) {
		const { extraBytes, stateBytes, items } = await measure(event);
		expect(items).toBe(0);
		expect(extraBytes).toBeLessThan(300 * MB);
		expect(stateBytes).toBeLessThan(64 * KB);
		console.log(event, extraBytes / MB, stateBytes);
	}
}, 240_000);
