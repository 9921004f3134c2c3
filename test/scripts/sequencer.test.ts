import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../harness/package';

test('what is run first, and left out by test:fast, exists and is named once', () => {
	const list = readFileSync(join(ROOT, 'test/harness/slow.txt'), 'utf8').trim().split('\n');
	expect(list.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
	expect(new Set(list).size).toBe(list.length);
});
