import '../../harness/waits';
import type { JournalEntry, JsonObject, ServiceName } from '../../../sandbox/core/types';
import { isRecord } from '../../../nodes/shared/isRecord';
import { operationCases, runOperation, SERVICE_OF } from '../../faults/operations';
import { everyOperation, partsOf, prepareOperation, startReceiver } from '../../faults/prepare';
import { useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

/**
 * Every list that any operation reads, as its calls show it: what says that it goes on is read on, or is an error. It is
 * never left out, nor read for ever.
 */

useInstantWaits();
const sandbox = useSandbox();

type Body = Record<string, unknown>;

const LIST_OF: Readonly<Record<ServiceName, (body: unknown) => [key: string, rows: unknown[]] | undefined>> = {
	hubspot: (body) => rowsIn(body, 'results'),
	jtel: () => undefined,
	kaizala: (body) => rowsIn(body, 'actions', 'subscribers', 'reactionDetails', 'summary'),
	teams: () => undefined,
	thulium: (body) => rowsIn(body, 'result'),
};

/** As many as there are of each service at the least. */
const LISTS = { hubspot: 10, kaizala: 4, thulium: 3 };

function rowsIn(body: unknown, ...keys: string[]): [key: string, rows: unknown[]] | undefined {
	for (const key of keys) {
		const rows = isRecord(body) ? body[key] : undefined;
		if (Array.isArray(rows)) return [key, rows];
	}
	return undefined;
}

/** The same list, which says that more follows. */
const GOES_ON: Readonly<Partial<Record<ServiceName, (body: Body, key: string, rows: unknown[]) => Body>>> = {
	hubspot: (body) => ({ ...body, paging: { next: { after: '7' } } }),
	kaizala: (body, key, rows) => ({
		...body,
		[key]: rows.length === 0 ? [{ id: 'a' }] : rows,
		cursor: '7',
		hasMore: true,
	}),
	thulium: (body, key, rows) => ({
		...body,
		count: 1_000_000,
		[key]: Array.from({ length: 100 }, (_, at) => rows[at % rows.length] ?? { id: at }),
	}),
};

/** A next page that cannot be read is none that is missing. */
const UNREADABLE: Readonly<Partial<Record<ServiceName, Body[]>>> = {
	hubspot: [{}, [], true, '', 0.5, { after: null }].map((next) => ({ paging: { next } })),
	kaizala: [{}, [], true, 0.5].map((cursor) => ({ cursor, hasMore: 'perhaps' })),
	thulium: [0, '', [], true, 5].map((count) => ({ count })),
};

/** Answers that are complete by their nature: HubSpot answers so many records as it was asked for. */
const WHOLE = /^POST .*\/batch\/(read|upsert|archive)$|^PUT |\/batch\/labels\/archive$|\/reaction\/.+\/summary$/;

interface List {
	operation: string;
	service: ServiceName;
	call: JournalEntry;
	key: string;
	rows: unknown[];
}

const receiver = startReceiver();
afterAll(async () => (await receiver).close());

const prepare = async (operation: string) => {
	const given = operationCases(await receiver)[operation];
	if (given === undefined) throw new Error(`${operation} has no set of parameters in test/faults/operations.ts`);
	return await prepareOperation(sandbox.current, operation, given, 1);
};

const isRead = (operation: string): boolean => /\.(getAll|search|get[A-Z]\w+)$/.test(operation);

async function listsOf(operation: string): Promise<List[]> {
	const service = SERVICE_OF[partsOf(operation)[0]];
	if (service === undefined) throw new Error(`No service for ${operation}`);
	const setup = await prepare(operation);
	const seen = sandbox.current.journal.entries().length;
	await runOperation(setup);
	const lists = new Map<string, List>();
	for (const call of sandbox.current.journal.entries().slice(seen)) {
		const name = `${call.method} ${call.path}`;
		const [key, rows] = LIST_OF[call.service](call.responseBody) ?? [];
		if (call.service !== service || key === undefined || rows === undefined || WHOLE.test(name)) continue;
		lists.set(name, { operation, service, call: structuredClone(call), key, rows });
	}
	return [...lists.values()];
}

/** The operation with this answer for its list, for ever. */
async function runWith({ operation, service, call }: List, body: Body) {
	const setup = await prepare(operation);
	const { method, path } = call;
	sandbox.current.faults.add({
		...{ service, method, kind: 'status', status: 200, times: -1, body: JSON.stringify(body) },
		path: `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
		headers: { 'content-type': 'application/json' },
	});
	const seen = sandbox.current.journal.entries().length;
	const { error, items } = await runOperation(setup);
	const calls = sandbox.current.journal
		.entries()
		.slice(seen)
		.filter((entry) => entry.path === path).length;
	return { message: error?.message ?? '', items, calls };
}

test('a list that says that it goes on is never taken for a whole one', async () => {
	const found = new Set<string>();
	const wrong: JsonObject[] = [];
	// Those that are about the list come first: others use it for names, and can do without them.
	const operations = (await everyOperation()).sort((a, b) => Number(isRead(b)) - Number(isRead(a)));
	for (const operation of operations) {
		for (const list of await listsOf(operation)) {
			const { service, call, key, rows } = list;
			const what = `${service}: ${call.method} ${call.path}`;
			if (found.has(what)) continue;
			found.add(what);
			const body = isRecord(call.responseBody) ? call.responseBody : {};
			const goesOn = GOES_ON[service]?.(body, key, rows) ?? {};
			const more = (UNREADABLE[service] ?? []).map((rest) => ({ ...goesOn, ...rest }));
			for (const answer of [goesOn, ...more]) {
				const { message, items, calls } = await runWith(list, answer);
				const isRefused = /answered without|names a page that was read already/.test(message);
				if (!isRefused || items.length > 0 || calls > 10) {
					wrong.push({
						operation,
						what,
						message,
						items: items.length,
						calls,
						said: JSON.stringify({ ...answer, [key]: [] }),
					});
				}
			}
		}
	}
	process.stdout.write(`Lists that are read: ${found.size}\n`);
	const services = new Set<string | undefined>(operations.map((operation) => SERVICE_OF[partsOf(operation)[0]]));
	const missing = Object.entries(LISTS).filter(
		([service, fewest]) =>
			services.has(service) && [...found].filter((what) => what.startsWith(service)).length < fewest,
	);
	expect(missing).toEqual([]);
	expect(wrong).toEqual([]);
}, 120_000);
