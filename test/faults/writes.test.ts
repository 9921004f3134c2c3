import '../harness/waits';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import type { Outcome } from './operations';
import { operationCases, runOperation, SERVICE_OF } from './operations';
import { everyOperation, partsOf, prepareOperation, startReceiver } from './prepare';

/** No write of any operation takes an error that comes under a good status for its success. */

useInstantWaits();
const sandbox = useSandbox();

/** What comes before the write itself; a login has a check of its own. */
const BEFORE = /\/v1\/accessToken$|\/search$|batch\/read$/;

/** Whatever somebody calls himself is answered in ways that nobody knows. */
const OWN_CALLS = /\.customApiCall\./;

const ANSWERS = [{ status: 'error', message: 'Try later' }, { error: 'denied' }, { fault: { code: 7 } }];

const succeeded = ({ items, error }: Outcome): boolean =>
	error === undefined && items.every(({ json }) => json.error === undefined);

test('an error under a good status is no success of a write', async () => {
	const receiver = await startReceiver();
	const violations: string[] = [];
	let writes = 0;
	try {
		const cases = operationCases(receiver);
		for (const operation of await everyOperation()) {
			const service = SERVICE_OF[partsOf(operation)[0]];
			const known = cases[operation];
			if (service === undefined || known === undefined || OWN_CALLS.test(operation)) continue;
			const good = await runOperation(await prepareOperation(sandbox.current, operation, known, 1));
			expect([operation, succeeded(good)]).toEqual([operation, true]);
			const last = sandbox.current.journal
				.entries({ service })
				.filter(({ path }) => !BEFORE.test(path))
				.at(-1);
			if (last === undefined || last.method === 'GET') continue;
			writes++;
			for (const answer of ANSWERS) {
				const run = await prepareOperation(sandbox.current, operation, known, 1);
				const fault = { kind: 'status', service, status: 200, body: JSON.stringify(answer), times: -1 } as const;
				const headers = { 'content-type': 'application/json' };
				sandbox.current.faults.add({ ...fault, headers, method: last.method, path: `^(?!.*(?:${BEFORE.source}))` });
				const outcome = await runOperation({ ...run, continueOnFail: true });
				if (succeeded(outcome)) violations.push(`${operation}: ${JSON.stringify(answer)} passes`);
			}
		}
	} finally {
		receiver.close();
	}
	expect(writes).toBeGreaterThan(70);
	expect(violations).toEqual([]);
}, 300_000);
