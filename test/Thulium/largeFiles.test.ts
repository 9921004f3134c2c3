import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../harness/package';
import { sandbox, sent } from './setup';

const MEGABYTE = 1024 * 1024;
const SIZE = 100 * MEGABYTE;

interface Measured {
	/** Bytes that went through. */
	moved: number;
	/** The greatest growth, in bytes: of what was in use, and of what the system had handed out. */
	used: number;
	rss: number;
}

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'ticket-relay-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Moves the file in a process of its own, whose memory is measured. */
async function measure(what: 'upload' | 'download' | 'buffer'): Promise<Measured> {
	const child = path.join(ROOT, 'test/Thulium/fileChild.ts');
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--expose-gc', '--import', 'tsx', child, sandbox.current.url, what, String(SIZE)],
		{
			cwd: ROOT,
			env: {
				...process.env,
				N8N_USER_FOLDER: folder,
				N8N_STORAGE_PATH: folder,
				N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			},
		},
	);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measured;
}

beforeEach(() => sandbox.current.setSwitches('thulium', { largestFile: 2 * SIZE }));

test('the meter shows a file that is held in memory', async () => {
	const { moved, used } = await measure('buffer');
	expect(moved).toBe(SIZE);
	expect(used).toBeGreaterThan(0.9 * SIZE);
}, 120_000);

test.each(['upload', 'download'] as const)(
	'100 MB are never in memory as a whole: %s',
	async (what) => {
		const { moved, used, rss } = await measure(what);
		expect(moved).toBe(SIZE);
		const upload = sent('POST').at(-1);
		expect(upload).toMatchObject({ body: { bytes: SIZE }, headers: { 'content-length': String(SIZE) } });
		expect(used).toBeLessThan(0.5 * SIZE);
		expect(rss).toBeLessThan(SIZE);
	},
	120_000,
);
