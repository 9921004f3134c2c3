/**
 * `node site/publish.mjs FOLDER`: the site as it is published, every version of it. The newest release is at the root, the
 * newest of each older minor version below its number, and what is on `main` below `main/`. While no release has a site,
 * `main` is at the root. `--plan` only says what would be built, of the tags that follow.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const BASE = '/n8n-nodes-ticket-relay/';

/** Each version with its place below the base, the newest first. Previews of a release are on `main` only. */
export function planOf(tags) {
	const released = tags
		.map((tag) => /^v(\d+)\.(\d+)\.(\d+)$/.exec(tag))
		.filter((match) => match !== null)
		.sort((a, b) => [1, 2, 3].map((part) => Number(b[part]) - Number(a[part])).find((step) => step !== 0) ?? 0);
	const minors = released.filter(
		([, major, minor], index) => released.findIndex((other) => other[1] === major && other[2] === minor) === index,
	);
	const versions = minors.map(([tag, major, minor], index) => ({
		ref: tag,
		text: tag.slice(1),
		place: index === 0 ? '' : `${major}.${minor}/`,
	}));
	return [...versions, { ref: 'main', text: 'main', place: versions.length === 0 ? '' : 'main/' }];
}

function run(command, args, options = {}) {
	execFileSync(command, args, { stdio: 'inherit', ...options });
}

/** The files of a version in a folder of their own; those of `main` are the ones that are here. */
function checkOut(ref) {
	if (ref === 'main') return root;
	const folder = mkdtempSync(join(tmpdir(), 'ticket-relay-site-'));
	const archive = execFileSync('git', ['archive', ref], { cwd: root, maxBuffer: 1024 ** 3 });
	run('tar', ['-x', '-C', folder], { input: archive, stdio: ['pipe', 'inherit', 'inherit'] });
	run('npm', ['ci'], { cwd: folder });
	return folder;
}

function publish(target) {
	const tags = execFileSync('git', ['tag', '--list', 'v*'], { cwd: root, encoding: 'utf8' }).split('\n');
	const withSite = tags.filter((tag) => tag !== '' && hasSite(tag));
	const plan = planOf(withSite);
	const versions = plan.map(({ text, place }) => ({ text, link: `https://ticket-relay.github.io${BASE}${place}` }));
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	for (const { ref, text, place } of plan) {
		const folder = checkOut(ref);
		const env = {
			...process.env,
			...{ DOCS_BASE: `${BASE}${place}`, DOCS_VERSION: text, DOCS_REF: ref, DOCS_VERSIONS: JSON.stringify(versions) },
		};
		run('npm', ['run', '--silent', 'docs:build'], { cwd: folder, env });
		cpSync(join(folder, 'site/dist'), join(target, place), { recursive: true });
		if (folder !== root) rmSync(folder, { recursive: true, force: true });
	}
}

function hasSite(tag) {
	const listed = execFileSync('git', ['ls-tree', '--name-only', tag, 'site/'], { cwd: root, encoding: 'utf8' });
	return listed.trim() !== '';
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--plan') console.log(JSON.stringify(planOf(rest)));
else if (first !== undefined && existsSync(dirname(resolve(first)))) publish(resolve(first));
else throw new Error('Name the folder to write to');
