import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import axios from 'axios';
import type { AxiosInstance } from 'axios';

import { SERVICE_NAMES } from '../../sandbox/core/types';
import { labelOf, positionOf, SWITCH_WORDS } from '../../sandbox/page/src/conditions/switchWords';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';

/** What the control routes offer to the page, with the real services. */

let sandbox: Sandbox;
let client: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox({ port: 0 });
	client = axios.create({ baseURL: sandbox.url, validateStatus: () => true });
});

afterAll(() => sandbox.close());

beforeEach(() => sandbox.reset());

const HUBSPOT = { headers: { authorization: 'Bearer hubspot-sandbox-token' } };
const KAIZALA = {
	headers: {
		applicationId: 'kaizala-sandbox-connector',
		applicationSecret: 'kaizala-sandbox-secret',
		refreshToken: 'kaizala-sandbox-refresh-token',
	},
};
const THULIUM = { auth: { username: 'api_user', password: 'api_pass' } };

const meter = async (service: string, name: string) => {
	const { data } = await client.get('/_sandbox/meters');
	return data[service].find((each: { name: string }) => each.name === name);
};

describe('meters', () => {
	test('show HubSpot’s own counters: calls, searches, the day; a refused call does not count', async () => {
		const search = () => client.post('/hubspot/crm/objects/2026-09/tickets/search', { limit: 1 }, HUBSPOT);
		sandbox.core.clock.freeze(Date.UTC(2026, 9, 1, 12));
		sandbox.setSwitches('hubspot', { secondlyLimit: 1 });
		await client.get('/hubspot/crm/pipelines/2026-09/tickets', HUBSPOT);
		expect((await search()).status).toBe(200);
		expect((await search()).status).toBe(429);
		expect(await meter('hubspot', 'burst')).toMatchObject({ used: 1, limit: 190, windowMs: 10_000 });
		expect(await meter('hubspot', 'search')).toMatchObject({ used: 1, limit: 1, windowMs: 1000 });
		expect(await meter('hubspot', 'daily')).toMatchObject({ used: 2, limit: 625_000 });
		sandbox.core.clock.shift(10_001);
		expect(await meter('hubspot', 'burst')).toMatchObject({ used: 0 });
		expect(await meter('hubspot', 'daily')).toMatchObject({ used: 2 });
	});

	test('show the app’s window of HubSpot once the app is used', async () => {
		const refresh = new URLSearchParams({
			grant_type: 'refresh_token',
			client_id: 'hubspot-sandbox-client',
			client_secret: 'hubspot-sandbox-client-secret',
			refresh_token: 'hubspot-sandbox-refresh-token',
		});
		const { data } = await client.post('/hubspot/oauth/2026-03/token', refresh);
		expect(await meter('hubspot', 'oauth')).toBeUndefined();
		await client.get('/hubspot/crm/pipelines/2026-09/tickets', {
			headers: { authorization: `Bearer ${data.access_token}` },
		});
		expect(await meter('hubspot', 'oauth')).toMatchObject({ used: 1, limit: 110 });
		expect(await meter('hubspot', 'burst')).toMatchObject({ used: 0 });
	});

	test('show the busiest connector of Kaizala and all of them together', async () => {
		sandbox.core.clock.freeze(Date.UTC(2026, 9, 1, 12));
		await client.get('/kaizala/v1/accessToken', KAIZALA);
		await client.get('/kaizala/v1/accessToken', KAIZALA);
		const other = { applicationId: 'kaizala-sandbox-user-connector', applicationSecret: 'kaizala-sandbox-user-secret' };
		await client.get('/kaizala/v1/accessToken', {
			headers: { ...other, refreshToken: 'kaizala-sandbox-user-refresh-token' },
		});
		expect(await meter('kaizala', 'connector')).toMatchObject({ used: 2, limit: 100, windowMs: 60_000 });
		expect(await meter('kaizala', 'tenant')).toMatchObject({ used: 3, limit: 300 });
		sandbox.core.clock.shift(60_001);
		expect(await meter('kaizala', 'tenant')).toMatchObject({ used: 0 });
	});

	test('show one of Thulium only while a limit is set, and none of jtel, which has none', async () => {
		expect(await meter('thulium', 'calls')).toBeUndefined();
		sandbox.setSwitches('thulium', { rateLimit: 2 });
		await client.get('/thulium/api/ticket_statuses', THULIUM);
		expect(await meter('thulium', 'calls')).toMatchObject({ used: 1, limit: 2, windowMs: 5000 });
		expect((await client.get('/_sandbox/meters')).data.jtel).toEqual([]);
	});
});

describe('faults', () => {
	test('are taken back one by one', async () => {
		await client.post('/_sandbox/faults', [
			{ kind: 'empty', service: 'jtel' },
			{ kind: 'html', service: 'hubspot' },
		]);
		expect((await client.delete('/_sandbox/faults/1')).status).toBe(204);
		expect((await client.get('/_sandbox/faults')).data).toMatchObject([{ id: 2, kind: 'html' }]);
		expect((await client.delete('/_sandbox/faults/1')).status).toBe(404);
	});
});

describe('files', () => {
	test('of Thulium are sent under their own names', async () => {
		const { data, headers } = await client.get('/_sandbox/thulium/files/91b7c05e6641aa20f3d2');
		expect(data).toBe('Paczka zażółcona');
		expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''zdj%C4%99cie%20paczki.txt");
	});

	test('of HubSpot are sent with their extension', async () => {
		const form = new FormData();
		form.append('file', new Blob(['hello']), "photo (it's).txt");
		form.append('options', JSON.stringify({ access: 'PRIVATE' }));
		form.append('folderPath', '/tickets');
		const { data } = await client.post('/hubspot/files/2026-03/files', form, HUBSPOT);
		const sent = await client.get(`/_sandbox/hubspot/files/${data.id}`);
		expect(sent.data).toBe('hello');
		expect(sent.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w%.-]+\.txt$/);
	});

	test('that do not exist are 404, as they are in systems without files', async () => {
		expect((await client.get('/_sandbox/thulium/files/none')).status).toBe(404);
		expect((await client.get('/_sandbox/jtel/files/1')).status).toBe(404);
	});

	test('of a customer may be bytes', async () => {
		const attachments = [{ filename: 'dot.png', content: 'iVBORw0KGgo=', encoding: 'base64' }];
		await sandbox.act('thulium', 'customerWrites', { ticket_id: 1234, body: 'Look', attachments });
		const { files } = sandbox.services.thulium.snapshot() as { files: { token: string; filename: string }[] };
		const token = files.find(({ filename }) => filename === 'dot.png')?.token;
		const { data } = await client.get(`/_sandbox/thulium/files/${token}`, { responseType: 'arraybuffer' });
		expect(Buffer.from(data).toString('base64')).toBe('iVBORw0KGgo=');
	});
});

test('the positions of the switches after a reset are told, whatever they are now', async () => {
	sandbox.setSwitches('jtel', { stampForm: 'utc' });
	expect((await client.get('/_sandbox/switches')).data.jtel.stampForm).toBe('utc');
	expect((await client.get('/_sandbox/switches/defaults')).data.jtel.stampForm).toBe('local');
});

test('the clock says whether it stands still', async () => {
	expect((await client.get('/_sandbox/clock')).data.frozen).toBe(false);
	await client.post('/_sandbox/clock', { freezeAt: '2026-03-01T09:00:00Z' });
	expect((await client.get('/_sandbox/clock')).data).toEqual({ now: '2026-03-01T09:00:00.000Z', frozen: true });
});

test('the event stream tells of faults, when they are set and when they are used, and of the clock', async () => {
	const abort = new AbortController();
	const response = await fetch(`${sandbox.url}/_sandbox/events`, { signal: abort.signal });
	sandbox.faults.add({ kind: 'empty', service: 'jtel' });
	await client.get('/jtel/rest/v1.0/1/acd/groups');
	await client.post('/_sandbox/clock', { shiftMs: 1 });
	let text = '';
	for await (const chunk of response.body ?? []) {
		text += Buffer.from(chunk).toString();
		if (text.includes('"clock"')) break;
	}
	abort.abort();
	expect(text.match(/"what":"(faults|clock)"/g)).toEqual(['"what":"faults"', '"what":"faults"', '"what":"clock"']);
});

test.each([
	['HubSpot', 'hubspot'],
	['Kaizala', 'kaizala'],
	['Teams', 'teams'],
	['jtel', 'jtel'],
	['Thulium', 'thulium'],
] as const)('the README says of each switch of %s what it stands for', (heading, service) => {
	const notes = notesIn(readFileSync(join(__dirname, '../../sandbox/README.md'), 'utf8'), heading);
	const silent = Object.keys(sandbox.services[service].defaultSwitches).filter((name) => !notes.get(name));
	expect(silent).toEqual([]);
});

test.each(SERVICE_NAMES)('the page calls each switch of %s and each of its positions by a human name', (service) => {
	const { defaultSwitches, switchValues = {} } = sandbox.services[service];
	const names = Object.keys(defaultSwitches);
	expect(Object.keys(SWITCH_WORDS[service]).sort()).toEqual([...names].sort());
	const labels = names.map((name) => labelOf(service, name));
	expect(new Set(labels).size).toBe(labels.length);
	const positions = Object.entries(switchValues).flatMap(([name, values]) => {
		const said = values.map((value) => positionOf(service, name, value));
		expect(new Set(said).size).toBe(said.length);
		// Other words than the value itself, or one that is a word.
		const bare = said.filter((text, index) => text === String(values[index]));
		expect([name, bare.filter((text) => !/^[a-z]+$/.test(text))]).toEqual([name, []]);
		return said;
	});
	// Neither camelCase nor snake_case; names of products and kinds of messages aside.
	const words = [...labels, ...positions].map((text) => text.replace(/OAuth|HubSpot/g, ''));
	expect(words.filter((text) => /[a-z][A-Z]|_|`/.test(text))).toEqual([]);
});

describe('other web pages in the same browser', () => {
	const port = () => new URL(sandbox.url).port;
	const asPage = (origin: string, host?: string) => ({ headers: { origin, ...(host === undefined ? {} : { host }) } });

	test.each([
		['another site', 'https://evil.example'],
		['a file', 'null'],
		['another server of this machine', 'http://127.0.0.1:1'],
	])('change nothing: %s', async (_who, origin) => {
		await sandbox.act('thulium', 'customerWrites', { ticket_id: 1234, body: 'Hello?' });
		const before = sandbox.services.thulium.snapshot();
		const calls = [
			await client.post('/_sandbox/reset', undefined, asPage(origin)),
			await client.post('/_sandbox/thulium/actions/customerWrites', 'ticket_id=1234&body=forged', asPage(origin)),
			await client.delete('/_sandbox/journal', asPage(origin)),
		];
		expect(calls.map(({ status }) => status)).toEqual([403, 403, 403]);
		expect(sandbox.services.thulium.snapshot()).toEqual(before);
	});

	test.each(['/', '/_sandbox/state', '/_sandbox/no-such-thing'])(
		'read nothing of %s by a name of their own that leads here',
		async (path) => {
			const { status, data } = await client.get(path, { headers: { host: `evil.example:${port()}` } });
			expect(status).toBe(403);
			expect(JSON.stringify(data)).not.toContain('1234');
		},
	);

	test('the own page and programs are let in, by each name of this machine', async () => {
		for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
			const host = `${name}:${port()}`;
			expect((await client.post('/_sandbox/reset', undefined, asPage(`http://${host}`, host))).status).toBe(200);
			expect((await client.get('/_sandbox/health', { headers: { host } })).status).toBe(200);
		}
	});
});

/** What the tables of switches below a heading say of each: name -> last cell. */
function notesIn(readme: string, heading: string): Map<string, string> {
	const sections = readme.split(/^### /m);
	const lines = sections
		.filter((section) => section.startsWith(`${heading}\n`))
		.flatMap((section) => section.split('\n'));
	return new Map(
		lines.flatMap((line) => {
			if (!line.startsWith('| `')) return [];
			const cells = line.split('|').map((cell) => cell.trim());
			const names = (cells[1] ?? '').matchAll(/`(\w+)`/g);
			return [...names].map(([, name = '']): [string, string] => [name, cells.at(-2) ?? '']);
		}),
	);
}
