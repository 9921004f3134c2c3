import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../harness/package';

test('what is run first exists, and is named once', () => {
	const list = readFileSync(join(ROOT, 'test/harness/longest.txt'), 'utf8').trim().split('\n');
	expect(list.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
	expect(new Set(list).size).toBe(list.length);
});
