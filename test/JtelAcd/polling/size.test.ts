import { execFile } from 'node:child_process';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import axios from 'axios';

import type { EventName } from '../../../nodes/JtelAcd/polling/events';
import { createJtel } from '../../../sandbox/jtel';
import { useSandbox } from '../../harness/sandbox';

const sandbox = useSandbox([createJtel]);

const ROOT = path.resolve(__dirname, '../../..');
const MB = 1_000_000;
const KB = 1_024;
const MANY = 100_000;

/** Every so many of the old events has changed at the second reading. */
const CHANGED = 2_500;
const ADDED = 20;

/** When the second reading is, in the data: after all that the first has. */
const NOW = 32_000_000_000;

/** A fixed series of whole numbers below `limit`, so that every run measures the same. */
function series(limit: number): () => number {
	let state = 7;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state % limit;
	};
}

const timestampAt = (milliseconds: number): string =>
	new Date(Date.UTC(2025, 0, 1) + milliseconds).toISOString().replace('Z', '');

/** jtel's response in pieces: a year of events with other accounts' IDs in between. `changed` is the second reading. */
function* list(event: object, many: number, changed: boolean): Generator<string> {
	const [gap, later, status] = [series(3), series(600_000_000), series(20)];
	yield '{"filter":"","limitStart":0,"limitPageSize":-1,"records":[';
	let id = 1_000_000;
	for (let at = 0; at < many + (changed ? ADDED : 0); at++) {
		id += 1 + gap();
		const created = at * 310_000;
		const modified = created + later();
		const old = status() === 0 ? 1 : 20;
		const isChanged = changed && at < many && at % CHANGED === 0;
		const fields = {
			...event,
			ID: id,
			AcdEventStatusID: at >= many ? 1 : isChanged ? 10 : old,
			dtCreated: timestampAt(created),
			dtModified: timestampAt(isChanged ? NOW + at : modified),
			dtLastModified: timestampAt((isChanged ? NOW + at : modified) + 135),
			EventData: `<eventData><urls></urls><body html="false">${'An email as long as they are. '.repeat(10)}</body></eventData>`,
		};
		yield `${at === 0 ? '' : ','}${JSON.stringify(fields)}`;
	}
	yield '],"orderBy":"dtCreated","ascending":true,"status":200}';
}

let server: Server;
let url: string;

beforeAll(async () => {
	const [event] = (
		await axios.get(`${sandbox.current.url}/jtel/rest/v1.0/1/acd/events`, {
			headers: { Authorization: 'Bearer jtel-sandbox-token' },
		})
	).data.records;
	const readings = new Map<string, number>();
	server = createServer((request, response) => {
		const client = request.url?.split('/')[3] ?? '';
		const reading = readings.get(client) ?? 0;
		readings.set(client, reading + 1);
		response.setHeader('content-type', 'application/json');
		Readable.from(list(event, client === 'short' ? 10 : MANY, reading > 0)).pipe(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const EMITTED: Record<EventName, number> = {
	created: ADDED,
	updated: ADDED + MANY / CHANGED,
	statusChanged: MANY / CHANGED,
};

test.each(Object.entries(EMITTED))(
	'a list of 100,000 events takes less than 300 MB and a state of less than 64 KB, and nothing in it is missed: %s',
	async (event, count) => {
		const args = ['--expose-gc', '--require', require.resolve('tsx'), path.join(__dirname, 'process.ts'), url, event];
		const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
		const { extraBytes, stateBytes, baseline, ids } = JSON.parse(stdout);
		expect({ baseline, count: new Set(ids).size, items: ids.length }).toEqual({ baseline: null, count, items: count });
		expect(stateBytes).toBeLessThan(64 * KB);
		expect(extraBytes).toBeLessThan(300 * MB);
	},
	120_000,
);
