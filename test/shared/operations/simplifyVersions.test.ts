import type { IDataObject } from 'n8n-workflow';

import { operationCases, runOperation } from '../../faults/operations';
import { prepareOperation, startReceiver } from '../../faults/prepare';
import { loadPackage } from '../../harness/package';
import { useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

/** A Simplify that an operation got in version 1.1: a workflow that was saved before it keeps every field. */

useInstantWaits();
const sandbox = useSandbox();
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let later: string[] = [];

beforeAll(async () => {
	receiver = await startReceiver();
	const pack = await loadPackage();
	later = ['hubSpotTickets', 'jtelAcd', 'kaizala', 'thulium'].flatMap((node) =>
		pack
			.node(node)
			.description.properties.filter(
				({ name, displayOptions }) => name === 'simplify' && displayOptions?.show?.['@version']?.[0] === 1,
			)
			.flatMap(({ displayOptions }) =>
				(displayOptions?.show?.resource ?? []).flatMap((resource) =>
					(displayOptions?.show?.operation ?? []).map((one) => `${node}.${String(resource)}.${String(one)}`),
				),
			),
	);
});
afterAll(() => receiver.close());

async function run(operation: string, typeVersion: number, simplify?: boolean): Promise<IDataObject> {
	const given = operationCases(receiver)[operation];
	if (given === undefined) throw new Error(`${operation} has no set of parameters`);
	const setup = await prepareOperation(sandbox.current, operation, given, 1);
	const parameters = { ...setup.parameters, ...(simplify === undefined ? {} : { simplify }) };
	const { items, error } = await runOperation({ ...setup, parameters, typeVersion });
	if (error !== undefined) throw error;
	return items[0]?.json ?? {};
}

test('takes nothing from version 1, and can be switched there and back', async () => {
	expect(later.length).toBeGreaterThan(15);
	const problems: string[] = [];
	for (const operation of later) {
		const [old, oldSimplified] = [await run(operation, 1), await run(operation, 1, true)].map(Object.keys);
		if (old === undefined || oldSimplified === undefined || old.length < oldSimplified.length) problems.push(operation);
		const [short, whole] = [await run(operation, 1.1), await run(operation, 1.1, false)].map(Object.keys);
		if (String(whole) !== String(old)) problems.push(`${operation}: 1.1 without Simplify gives ${whole}, not ${old}`);
		if (String(short) !== String(oldSimplified)) problems.push(`${operation}: 1.1 gives ${short}`);
	}
	expect(problems).toEqual([]);
});
