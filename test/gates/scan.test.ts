import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { ROOT } from '../harness/package';

test("n8n's community scanner finds no error in the source and in the packed tarball", () => {
	const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(ROOT, 'scripts/scan.mjs')], {
		cwd: ROOT,
		encoding: 'utf8',
		// Under test the lint plugin looks at made-up file names instead of the real ones.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	expect(`${stdout}${stderr}`).not.toMatch(/FAILED/);
	expect(stdout).toMatch(/^passed {2}source$/m);
	expect(stdout).toMatch(/^passed {2}tarball/m);
	expect(status).toBe(0);
}, 120_000);
