import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './paths';

/** The project's own files and what they import, as paths below its root. */

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** A file itself, or all that a folder holds; nothing when there is no such thing. */
export function filesBelow(path: string): string[] {
	if (!existsSync(join(ROOT, path))) return [];
	if (isFile(join(ROOT, path))) return [path];
	return readdirSync(join(ROOT, path)).flatMap((name) => filesBelow(`${path}/${name}`));
}

/** The file that an import means. */
export function resolved(from: string, module: string): string | undefined {
	const path = join(dirname(from), module).replaceAll('\\', '/');
	return [path, `${path}.ts`, `${path}/index.ts`].find((file) => isFile(join(ROOT, file)));
}

/** What a file imports or requires, as it is written there. */
export const modulesIn = (file: string): string[] =>
	ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
