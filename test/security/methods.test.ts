import '../harness/waits';
import type { ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS } from '../../sandbox/kaizala';
import { isRaw } from '../faults/effects';
import { testCredential } from '../harness/credentialTest';
import { loadOptions, mapFields, searchList } from '../harness/engine';
import { loadPackage } from '../harness/package';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';

/** What fills drop-downs, and what tests credentials: an answer of another shape is an error, and no empty list. */

useInstantWaits();
const sandbox = useSandbox();

const SERVICES: ReadonlyArray<[prefix: string, service: ServiceName]> = [
	['hubSpot', 'hubspot'],
	['jtel', 'jtel'],
	['kaizala', 'kaizala'],
	['thulium', 'thulium'],
];

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

/** What the methods look at, where they look at anything. */
const PARAMETERS = {
	authentication: 'accessToken',
	groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk },
	pipelineId: { __rl: true, mode: 'id', value: '0' },
	threadId: { __rl: true, mode: 'id', value: '9134500001' },
	ticketId: { __rl: true, mode: 'id', value: '38402119001' },
	campaignId: { __rl: true, mode: 'id', value: '00001' },
	toObjectType: 'contacts',
};

async function methods() {
	const pack = await loadPackage();
	return pack.nodeNames.flatMap((type) => {
		const own = pack.node(type).methods ?? {};
		const service = SERVICES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'hubspot';
		return (['listSearch', 'loadOptions', 'resourceMapping'] as const).flatMap((kind) =>
			Object.keys(own[kind] ?? {}).map((method) => ({ type, service, kind, method })),
		);
	});
}

type Method = Awaited<ReturnType<typeof methods>>[number];

async function call({ type, kind, method }: Method): Promise<unknown[]> {
	const setup = { type, method, parameters: PARAMETERS, credentials: sandboxCredentials(sandbox.current) };
	if (kind === 'listSearch') return (await searchList(setup)).results;
	return kind === 'loadOptions' ? await loadOptions(setup) : (await mapFields(setup)).fields;
}

test('every method of every node that asks its service for a list', async () => {
	const wrong: unknown[] = [];
	const asking = new Set<string>();
	for (const method of await methods()) {
		for (const [what, body, type] of ANSWERS) {
			answer(method.service, body, type);
			sandbox.current.journal.clear();
			const result = await call(method).catch((error: Error) => error);
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
