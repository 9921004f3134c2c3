import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { importsOf, serviceOf, testsFor } from '../../scripts/lib/changed';
import { ROOT } from '../harness/package';

const all = testsFor(['package.json']);
const runs = (test: string, ...changed: string[]): boolean => testsFor(changed).includes(`test/${test}.test.ts`);

test('a service: its own tests, and those of all services', () => {
	for (const file of ['nodes/Thulium/transport/index.ts', 'sandbox/thulium/tickets.ts', 'test/Thulium/setup.ts']) {
		expect({ file, runs: runs('Thulium/ticket', file) }).toEqual({ file, runs: true });
		expect(runs('fuzz/thulium', file) && runs('sandbox/thulium', file) && runs('faults/matrix', file)).toBe(true);
		expect(runs('descriptions/nodes', file) && runs('gates/docs', file) && runs('security/hosts', file)).toBe(true);
		expect(runs('Kaizala/actions', file) || runs('fuzz/kaizala', file) || runs('sandbox/jtel', file)).toBe(false);
	}
	expect(runs('HubSpotTickets/ticket', 'credentials/HubSpotTicketsApi.credentials.ts')).toBe(true);
});

test.each(['nodes/shared/http/client.ts', 'sandbox/core/types.ts', 'jest.config.js', 'some/new/file.xyz'])(
	'all tests: %s',
	(file) => {
		expect(testsFor([file])).toEqual(all);
	},
);

test('the harness: every test that has to do with it', () => {
	const tests = testsFor(['test/harness/engine.ts']);
	expect(tests).toContain('test/Thulium/ticket.test.ts');
	expect(tests).toContain('test/shared/httpRequestNode.test.ts');
	expect(tests).not.toContain('test/scripts/owner.test.ts');
});

test('a test: itself, and the gates over all files', () => {
	const gates = ['citations', 'docs', 'imports'].map((name) => `test/gates/${name}.test.ts`);
	expect(testsFor(['test/Kaizala/media.test.ts'])).toEqual(['test/Kaizala/media.test.ts', ...gates]);
	expect(testsFor([])).toEqual([]);
});

test('a page: the gates, the site, and the tests that read it', () => {
	const tests = testsFor(['docs/values.md']);
	expect(tests).toEqual(expect.arrayContaining(['test/gates/codeBlocks.test.ts', 'test/site/site.test.ts']));
	expect(tests).toContain('test/HubSpotTickets/values.test.ts');
	expect(tests).not.toContain('test/HubSpotTickets/merge.test.ts');
});

test('what a test is left out for is nothing that it uses', () => {
	const files = ['nodes', 'sandbox', 'test'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.map((file) => `${folder}/${file}`)
			.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && serviceOf(file) !== undefined),
	);
	expect(files.length).toBeGreaterThan(300);
	const wrong = files.flatMap((file) => {
		const run = new Set(testsFor([file]));
		return all.filter((test) => !run.has(test) && uses(test, file)).map((test) => `${test} uses ${file}`);
	});
	expect(wrong).toEqual([]);
});

/** The sandbox as a whole has a part of every service; a test that starts it uses those of its own. */
function uses(test: string, file: string): boolean {
	const isPart = importsOf(test).has('sandbox/server.ts') && importsOf('sandbox/server.ts').has(file);
	return importsOf(test).has(file) && !isPart;
}
