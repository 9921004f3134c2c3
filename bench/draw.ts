import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../scripts/lib/paths';
import { say } from './row';

/** Draws `docs/img/<kind>.svg` of the JSON of a whole run. In a process of its own: the library is of modules of the other kind. */
export function draw(kind: 'growth' | 'bench' | 'load', result: string): void {
	const file = join(ROOT, 'docs', 'img', `${kind}.svg`);
	writeFileSync(file, execFileSync(process.execPath, [join(ROOT, 'bench', 'charts.mjs'), kind], { input: result }));
	say(`Drawn: docs/img/${kind}.svg`);
}
