import '../harness/waits';
import type { ServiceName } from '../../sandbox/core/types';
import { isRaw } from '../faults/effects';
import { testCredential } from '../harness/credentialTest';
import { everyMethod, fill } from '../harness/methods';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';

/** What fills drop-downs, and what tests credentials: an answer of another shape is an error, and no empty list. */

useInstantWaits();
const sandbox = useSandbox();

const ANSWERS: ReadonlyArray<[what: string, body: string, type?: string]> = [
	['an empty object', '{}'],
	['null', 'null'],
	['a text', '"text"'],
	['a number', '7'],
	['an error', '{"status":"error","message":"Try later"}'],
	['lists of words', '{"results":["a"],"records":["a"],"groups":["a"],"members":["a"],"result":["a"]}'],
	['objects for lists', '{"results":{},"records":{},"groups":{},"members":{},"result":{}}'],
	['half a document', '{"results":[{"id":"1"'],
	['a page', '<html><body>Log in</body></html>', 'text/html'],
	['nothing', ''],
];

function answer(service: ServiceName, body: string, type = 'application/json', path = '^(?!.*accessToken)'): void {
	sandbox.current.faults.add({
		...{ service, kind: 'status', status: 200, body, times: -1, path },
		headers: { 'content-type': type },
	});
}

test('every method of every node that asks its service for a list', async () => {
	const wrong: unknown[] = [];
	const asking = new Set<string>();
	for (const method of await everyMethod()) {
		for (const [what, body, type] of ANSWERS) {
			answer(method.service, body, type);
			sandbox.current.journal.clear();
			const result = await fill(sandbox.current, method).catch((error: Error) => error);
			const calls = sandbox.current.journal.entries().filter(({ path }) => !/accessToken/.test(path));
			sandbox.current.faults.clear();
			if (calls.length === 0) continue;
			asking.add(`${method.type}.${method.method}`);
			const isRight = result instanceof Error ? !isRaw(result.message) : false;
			if (!isRight) wrong.push({ ...method, what, result: result instanceof Error ? result.message : result });
		}
	}
	expect(asking.size).toBeGreaterThan(20);
	expect(wrong).toEqual([]);
}, 120_000);

test.each([
	['hubSpotTicketsApi', 'hubspot'],
	['jtelAcdApi', 'jtel'],
	['kaizalaApi', 'kaizala'],
	['thuliumApi', 'thulium'],
] as const)('the test of %s takes no other answer for a good one', async (credential, service) => {
	const passed: string[] = [];
	expect(await testCredential(credential, sandboxCredentials(sandbox.current))).toMatch(/^OK/);
	for (const [what, body, type] of ANSWERS) {
		answer(service, body, type, '');
		const result = await testCredential(credential, sandboxCredentials(sandbox.current)).catch(
			(error: Error) => error.message,
		);
		sandbox.current.faults.clear();
		if (result.startsWith('OK') || isRaw(result)) passed.push(`${what}: ${result}`);
	}
	expect(passed).toEqual([]);
});
