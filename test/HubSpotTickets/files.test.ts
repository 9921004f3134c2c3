import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';

import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { inMemory } from '../harness/binary';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

const waits = useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const run = async (...setup: Parameters<typeof node>) => await runNode(node(...setup));

const TICKET = '38402119001';
let source: Server;
let address = '';

beforeAll(async () => {
	source = createServer((request, response) => {
		response.statusCode = request.url?.includes('missing') === true ? 404 : 200;
		response.setHeader('content-type', 'application/pdf');
		response.end('%PDF a manual');
	}).listen(0, '127.0.0.1');
	await once(source, 'listening');
	const at = source.address();
	address = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`;
});
afterAll(() => source.close());

const sent = () => requests(sandbox.current, 'hubspot');
const stored = (): JsonObject[] => Object(sandbox.current.services.hubspot?.snapshot()).files;
const binary = (content: string, fileName = 'plan.pdf') =>
	inMemory({ data: { fileName, mimeType: 'application/pdf', content } });

async function uploaded(): Promise<string> {
	const items = [{ json: {}, binary: binary('The first plan') }];
	await run('attachment', 'add', { ticketId: list(TICKET) }, { items });
	sandbox.current.journal.clear();
	return String(stored()[0]?.id);
}

describe('file · import, replace, delete', () => {
	test('an import waits until HubSpot has the file, and brings it', async () => {
		const options = { name: 'manual', folderPath: '/service' };
		const { json, error } = await run('file', 'importFromUrl', { url: `${address}/a.pdf`, options });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ name: 'manual', extension: 'pdf', access: 'PRIVATE', size: 13 });
		expect(sent()[0]).toMatchObject({
			method: 'POST',
			path: '/files/2026-03/files/import-from-url/async',
			body: {
				url: `${address}/a.pdf`,
				access: 'PRIVATE',
				folderPath: '/service',
				name: 'manual',
				overwrite: false,
				duplicateValidationStrategy: 'NONE',
				duplicateValidationScope: 'EXACT_FOLDER',
			},
		});
		expect(
			sent()
				.slice(1)
				.map(({ path }) => path.replace(/tasks\/[^/]+/, 'tasks/x')),
		).toEqual(Array(3).fill('/files/2026-03/files/import-from-url/async/tasks/x/status'));
		const note = await run('note', 'add', {
			ticketId: list(TICKET),
			body: 'The manual',
			options: { attachmentIds: String(json[0]?.id) },
		});
		expect(note.error).toBeUndefined();
	});

	test('one that takes too long comes out with the ID of the import, and is not begun again', async () => {
		sandbox.current.setSwitches('hubspot', { importPolls: 10_000 });
		const setup = { url: `${address}/a.pdf`, options: { maxWait: 20 } };
		const { json, hints } = await run('file', 'importFromUrl', setup, { maxTries: 3 });
		expect(json).toEqual([{ importId: expect.any(String), url: `${address}/a.pdf`, done: false }]);
		expect(hints.map(({ message }) => message).join()).toMatch(/has not finished an import yet/);
		expect(sent().filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(waits.waitedMs).toBeGreaterThan(15_000);
		expect(waits.waitedMs).toBeLessThan(90_000);
		// Asked less and less often.
		expect(sent().length).toBeLessThan(12);
	});

	test('without a wait the ID of the import comes out at once', async () => {
		const { json } = await run('file', 'importFromUrl', { url: `${address}/a.pdf`, options: { maxWait: 0 } });
		expect(json).toEqual([{ importId: expect.any(String), url: `${address}/a.pdf`, done: false }]);
		expect(sent()).toHaveLength(1);
	});

	test("an address that HubSpot cannot open is told in HubSpot's words", async () => {
		const result = await run('file', 'importFromUrl', { url: `${address}/missing.pdf` });
		expect(messageOf(result)).toMatch(/could not import .*missing\.pdf: The address answered with HTTP 404/);
		expect(stored()).toEqual([]);
	});

	test.each(['manual.pdf', 'ftp://example.com/manual.pdf', 'javascript:alert(1)'])(
		'%s is not a web address, and nothing is sent',
		async (url) => {
			const result = await run('file', 'importFromUrl', { url: `={{ "${url}" }}` });
			expect(messageOf(result)).toMatch(/The field "URL" is not a web address/);
			expect(sent()).toEqual([]);
		},
	);

	test('a state that cannot be read does not turn what was begun into an error', async () => {
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: '/status', status: 403 });
		const { json, hints } = await run('file', 'importFromUrl', { url: `${address}/a.pdf` }, { maxTries: 2 });
		expect(json).toMatchObject([{ done: false }]);
		expect(hints.map(({ message }) => message).join()).toMatch(/What became of an import is not known: .*scopes/);
		expect(sent().filter(({ method }) => method === 'POST')).toHaveLength(1);
	});

	test('a replaced file keeps its ID and its name', async () => {
		const id = await uploaded();
		const items = [{ json: {}, binary: binary('The second plan, longer') }];
		const { json, error } = await run('file', 'replace', { fileId: byId(id) }, { items });
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id, name: 'plan', size: 23, access: 'PRIVATE' });
		expect(sent()[0]).toMatchObject({ method: 'PUT', path: `/files/2026-03/files/${id}` });
		const other = [{ json: {}, binary: binary('A picture', 'plan.png') }];
		const options = { access: 'PUBLIC_NOT_INDEXABLE' };
		const refused = await run('file', 'replace', { fileId: byId(id), options }, { items: other });
		expect(messageOf(refused)).toMatch(/has the extension "pdf", not "png"/);
		expect(stored()[0]).toMatchObject({ access: 'PRIVATE', size: 23 });
		const opened = await run('file', 'replace', { fileId: byId(id), options }, { items });
		expect(opened.json[0]).toMatchObject({ access: 'PUBLIC_NOT_INDEXABLE' });
	});

	test('a deleted file is gone', async () => {
		const id = await uploaded();
		expect((await run('file', 'delete', { fileId: byId(id) })).json).toEqual([{ id, deleted: true }]);
		expect(stored()).toEqual([]);
		expect(messageOf(await run('file', 'delete', { fileId: byId(id) }))).toMatch(/not found/);
	});
});
