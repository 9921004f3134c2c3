import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const index = join(dirname(fileURLToPath(import.meta.url)), '../docs/recipes/index.md');

/** As the page of all recipes lists them. */
export const RECIPES = [...readFileSync(index, 'utf8').matchAll(/^- \[(.+?)\]\(([\w-]+)\.md\)/gm)].map(
	([, title, name]) => ({ title, name }),
);
