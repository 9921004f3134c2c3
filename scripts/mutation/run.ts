/**
 * `npm run test:mutation`: puts small mistakes into a copy of the project, one at a time, and looks whether a test fails. All
 * of a sample are built into the copy at once, each with a switch, and a first run says which tests come past which of
 * them: only these are run with it. `-- --count 300 --seed 7 --of Thulium` says how many, which, and in which folder of
 * nodes/. Prints the seed, and the mutants that no test noticed; `-- --again` tries only these of the last sample.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { serviceOf } from '../lib/changed';
import { RELAY, ROOT } from '../lib/paths';
import { plainEnvironment } from '../lib/processes';
import { filesBelow } from '../lib/sources';
import { messageOf } from '../lib/wait';
import type { Mutant } from './mutants';
import { mutantsIn, sample, withMutants } from './mutants';

/** They look at what the nodes say, or at other things, or take too long to be run for each mutant. */
const LEFT_OUT = '/test/(?:e2e|browser|gates|site|sandbox|scripts|bench|faults|fuzz)/';
/** Installed or built, and not in the way of any mutant. */
const MADE = ['node_modules', join('host', 'node_modules'), join('sandbox', 'page', 'dist')];
const LONGEST_MS = 180_000;
const AT_ONCE = 2;

const PROBE = `
const { writeFileSync } = require('node:fs');
const { createHash } = require('node:crypto');
const hits = new Set();
const wanted = Number(process.env.MUTANT ?? -1);
globalThis.mutant = (id) => { hits.add(id); return id === wanted; };
const began = Date.now();
afterAll(() => {
	const { testPath } = expect.getState();
	const name = createHash('sha256').update(testPath).digest('hex');
	const report = { testPath, ms: Date.now() - began, hits: [...hits] };
	if (process.env.MUTANT_HITS) writeFileSync(process.env.MUTANT_HITS + '/' + name + '.json', JSON.stringify(report));
});
`;
const SEQUENCER = `
const { default: Sequencer } = require('@jest/test-sequencer');
const order = process.argv;
module.exports = class extends Sequencer {
	sort(tests) { return [...tests].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path)); }
};
`;
const CONFIG = `
const config = require('./jest.config.js');
module.exports = { ...config, setupFilesAfterEnv: ['<rootDir>/mutation/probe.js'], testSequencer: '<rootDir>/mutation/sequencer.js' };
`;

interface Covering {
	testPath: string;
	ms: number;
	hits: number[];
}

function option(name: string, otherwise: string): string {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

const sourcesIn = (folder: string): string[] =>
	filesBelow(folder)
		.filter((file) => file.endsWith('.ts'))
		.sort();

/** The project; what is not kept in Git is linked. */
function copyProject(copy: string): void {
	const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
	for (const file of files) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		cpSync(join(ROOT, file), join(copy, file));
	}
	for (const folder of MADE) if (existsSync(join(ROOT, folder))) symlinkSync(join(ROOT, folder), join(copy, folder));
	mkdirSync(join(copy, 'mutation'));
	writeFileSync(join(copy, 'mutation', 'probe.js'), PROBE);
	writeFileSync(join(copy, 'mutation', 'sequencer.js'), SEQUENCER);
	writeFileSync(join(copy, 'jest.mutation.js'), CONFIG);
}

/** The exit code of jest; undefined when it had to be ended. */
async function jest(
	copy: string,
	args: string[],
	env: NodeJS.ProcessEnv,
	longestMs: number,
): Promise<number | undefined> {
	const child = spawn(
		process.execPath,
		[join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', 'jest.mutation.js', '--silent', ...args],
		{ cwd: copy, env: { ...plainEnvironment(), PROPERTY_SEED: '1', ...env }, stdio: 'ignore', detached: true },
	);
	const { pid } = child;
	// With its workers.
	const kill = () => pid !== undefined && process.kill(-pid, 'SIGKILL');
	const end = setTimeout(kill, longestMs);
	process.once('exit', kill);
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	process.off('exit', kill);
	clearTimeout(end);
	return code ?? undefined;
}

/** The tests of a service are enough for its code; `shared` is tested by all. */
const testsOf = (folder: string): string[] => {
	const service = serviceOf(`nodes/${folder}`);
	return service === undefined ? [] : ['--roots', join('test', folder.split('/')[0] ?? ''), join('test', 'shared')];
};

async function coverage(copy: string, folder: string): Promise<Covering[]> {
	const [hits, results] = [join(copy, 'mutation', 'hits'), join(copy, 'mutation', 'results.json')];
	mkdirSync(hits);
	const args = [
		'--json',
		'--outputFile',
		results,
		'--testPathIgnorePatterns',
		'/node_modules/',
		LEFT_OUT,
		...testsOf(folder),
	];
	await jest(copy, args, { MUTANT_HITS: hits }, 1_800_000);
	const { testResults } = JSON.parse(readFileSync(results, 'utf8')) as {
		testResults: Array<{ name: string; status: string }>;
	};
	// One that fails without any mutant tells nothing of them.
	const failing = testResults.filter(({ status }) => status !== 'passed').map(({ name }) => name);
	if (failing.length > 0) console.log(`Left out, because they fail without any mutant:\n${failing.join('\n')}`);
	const all = readdirSync(hits).map((file) => JSON.parse(readFileSync(join(hits, file), 'utf8')) as Covering);
	return all.filter(({ testPath }) => !failing.includes(testPath)).sort((one, other) => one.ms - other.ms);
}

async function notice(copy: string, { id }: Mutant, covering: Covering[]): Promise<boolean> {
	const tests = covering.filter(({ hits }) => hits.includes(id)).map(({ testPath }) => testPath);
	if (tests.length === 0) return false;
	return (await jest(copy, ['-i', '--bail', '--runTestsByPath', ...tests], { MUTANT: String(id) }, LONGEST_MS)) !== 0;
}

const told = ({ file, line, code, mutated, isStatement }: Mutant): string => {
	const short = (text: string) => text.replace(/\s+/g, ' ').slice(0, 100);
	return `${file}:${line}  ${short(code)}  →  ${isStatement ? 'left out' : short(mutated)}`;
};

/** What was tried last, and which of it no test noticed: code and mutated code, by file. */
interface LastSample {
	seed: number;
	count: number;
	folder: string;
	survivors: string[];
}

const LAST = join(RELAY, 'mutation.json');
const keyOf = ({ file, code, mutated }: Mutant): string => [file, code, mutated].join('\n');

async function main(): Promise<void> {
	const last = process.argv.includes('--again') ? (JSON.parse(readFileSync(LAST, 'utf8')) as LastSample) : undefined;
	const seed = last?.seed ?? Number(option('seed', String(Date.now() % 1_000_000)));
	const count = last?.count ?? Number(option('count', '300'));
	const folder = last?.folder ?? option('of', '');
	const sources = new Map(
		sourcesIn(join('nodes', folder)).map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]),
	);
	const all = [...sources].flatMap(([file, text]) => mutantsIn(file, text));
	const whole = sample(all, count, seed);
	const mutants = whole.filter((mutant) => last?.survivors.includes(keyOf(mutant)) ?? true);
	console.log(`${mutants.length} of ${all.length} mutants, --seed ${seed}`);

	const copy = mkdtempSync(join(tmpdir(), 'ticket-relay-mutation-'));
	const remove = () => rmSync(copy, { recursive: true, force: true });
	process.once('exit', remove);
	try {
		copyProject(copy);
		for (const [file, text] of sources) {
			const own = mutants.filter((mutant) => mutant.file === file);
			if (own.length > 0) writeFileSync(join(copy, file), withMutants(text, own));
		}
		execFileSync(process.execPath, [join(ROOT, 'scripts', 'build-quick.mjs'), copy], { stdio: 'inherit' });
		const covering = await coverage(copy, folder);
		const survivors: Mutant[] = [];
		const waiting = [...mutants];
		let done = 0;
		const work = async (): Promise<void> => {
			for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
				const isNoticed = await notice(copy, mutant, covering);
				done++;
				if (isNoticed) continue;
				survivors.push(mutant);
				const isReached = covering.some(({ hits }) => hits.includes(mutant.id));
				console.log(`${done}/${mutants.length}  ${isReached ? 'survived' : 'not reached'}  ${told(mutant)}`);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		report(mutants, survivors);
		const tried: LastSample = { seed, count, folder, survivors: survivors.map(keyOf) };
		writeFileSync(LAST, JSON.stringify(tried));
	} finally {
		remove();
	}
}

function report(mutants: readonly Mutant[], survivors: readonly Mutant[]): void {
	const groupOf = ({ file }: Mutant) => file.split('/')[1] ?? '';
	for (const group of [...new Set(mutants.map(groupOf))].sort()) {
		const of = (list: readonly Mutant[]) => list.filter((mutant) => groupOf(mutant) === group).length;
		console.log(`${group}: ${of(mutants) - of(survivors)} of ${of(mutants)} noticed`);
	}
	const noticed = mutants.length - survivors.length;
	console.log(`All: ${noticed} of ${mutants.length} noticed, ${((100 * noticed) / mutants.length).toFixed(1)} %`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
	console.error(messageOf(error));
	process.exitCode = 1;
});
