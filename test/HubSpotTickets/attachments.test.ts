import { randomBytes } from 'node:crypto';
import type { IBinaryKeyData } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/core/types';
import { createHubSpot } from '../../sandbox/hubspot';
import { contentOf, inMemory, onDisk } from '../harness/binary';
import { messageOf, runNode, searchList } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, hubSpot, list } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const TICKET = '38402119002';
const onTicket = { ticketId: list(TICKET) };
const PHOTO = { fileName: 'Größe 7.png', mimeType: 'image/png', content: 'not really a picture' };
const FIRST_FILE = '187400101001';

const sent = () => requests(sandbox.current, 'hubspot');
const calls = () => sent().map(({ method, path }) => `${method} ${path}`);
const state = (): { files: JsonObject[]; notes: JsonObject[] } => Object(sandbox.current.services.hubspot?.snapshot());
const descriptionOf = (result: { error?: unknown }): string => String(Object(result.error).description);

const add = async (binary: IBinaryKeyData, parameters = {}, rest = {}) =>
	await runNode(node('attachment', 'add', { ...onTicket, ...parameters }, { items: [{ json: {}, binary }], ...rest }));
const addText = async (content = 'hello', rest = {}) =>
	await add(inMemory({ data: { fileName: 'note.txt', content } }), {}, rest);
const fault = (path: string, rest: { kind: 'status'; status: number; body?: JsonObject } | { kind: 'resetAfter' }) =>
	sandbox.current.faults.add({ service: 'hubspot', method: 'POST', path, ...rest });

/** Bytes that any wrong coding on the way would change. */
const NOISE = randomBytes(300_000);

test('attachment · upload to ticket, list, download', async () => {
	const added = await add(inMemory({ data: PHOTO }), { options: { body: 'The broken part' } });
	expect(calls()).toEqual(['POST /files/2026-03/files', 'POST /crm/objects/2026-09/notes']);
	expect(added.json[0]).toMatchObject({
		ticketId: TICKET,
		hs_note_body: 'The broken part',
		hs_attachment_ids: FIRST_FILE,
		files: [{ id: FIRST_FILE, name: 'Größe 7', extension: 'png', type: 'IMG', access: 'PRIVATE', size: 20 }],
	});
	expect(state().files).toMatchObject([{ access: 'PRIVATE', folder: '/ticket-attachments' }]);

	const listed = await runNode(node('attachment', 'getAll', { ...onTicket, returnAll: true }));
	expect(listed.json).toMatchObject([
		{ id: FIRST_FILE, name: 'Größe 7', ticketId: TICKET, noteId: added.json[0]?.id, access: 'PRIVATE' },
	]);

	sandbox.current.journal.clear();
	const fileId = byId('={{ $json.id }}');
	const got = await runNode(node('attachment', 'download', { fileId }, { items: [{ id: FIRST_FILE }] }));
	expect(got.error).toBeUndefined();
	expect(got.json).toEqual([{ id: FIRST_FILE, name: 'Größe 7', extension: 'png', type: 'IMG', size: 20 }]);
	const { data } = got.items[0]?.binary ?? {};
	expect(data).toMatchObject({ fileName: 'Größe 7.png', mimeType: 'image/png' });
	expect(String(await contentOf(data))).toBe(PHOTO.content);
	// The token goes to the API alone, not to the host of the files.
	expect(sent().map(({ headers }) => 'authorization' in headers)).toEqual([true, false]);
});

test('a large file that is refused is named with its size; after a cut connection its outcome is unknown', async () => {
	const large = inMemory({ data: { fileName: 'film.mp4', content: Buffer.alloc(21 * 1024 * 1024) } });
	fault('/files', { kind: 'status', status: 400 });
	expect(messageOf(await add(large))).toBe('HubSpot did not take the file "film.mp4" of 21 MB');
	fault('/files', { kind: 'resetAfter' });
	expect(messageOf(await add(large))).toMatch(/^The outcome is unknown/);
});

describe.each([
	['in memory', async (files: Parameters<typeof inMemory>[0]) => inMemory(files)],
	['on disk', onDisk],
])('a file that n8n keeps %s', (_where, keep) => {
	test('arrives byte for byte, with its length told beforehand', async () => {
		const added = await add(await keep({ data: { fileName: 'noise.bin', content: NOISE } }));
		expect(added.error).toBeUndefined();
		const length = Number(sent()[0]?.headers['content-length']);
		expect(length).toBeGreaterThan(NOISE.length);
		expect(sent()[0]?.headers).not.toHaveProperty('transfer-encoding');
		const got = await runNode(node('attachment', 'download', { fileId: byId(FIRST_FILE) }));
		expect(NOISE.equals(await contentOf(got.items[0]?.binary?.data))).toBe(true);
		expect(state().files[0]?.size).toBe(NOISE.length);
	});

	test('is sent whole again after HubSpot refused the first call', async () => {
		fault('/files$', { kind: 'status', status: 429 });
		const added = await add(await keep({ data: { fileName: 'noise.bin', content: NOISE } }));
		expect(added.error).toBeUndefined();
		expect(sent().map(({ status }) => status)).toEqual([429, 201, 201]);
		expect(state().files).toMatchObject([{ size: NOISE.length }]);
	});

	test('is sent whole again with a renewed OAuth2 token', async () => {
		const oAuth2 = hubSpot(sandbox, { authentication: 'oAuth2' });
		const credentials = sandboxCredentials(sandbox.current);
		const tokens = { access_token: 'hubspot-expired-token', refresh_token: 'unused', token_type: 'bearer' };
		Object(credentials.hubSpotTicketsOAuth2Api).oauthTokenData = tokens;
		// The sandbox has no login page; the response of its token endpoint is enough for n8n's own client.
		const body = { access_token: 'hubspot-oauth-token', refresh_token: 'r', expires_in: 1800, token_type: 'bearer' };
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: '/oauth/', status: 200, body, times: -1 });
		const binary = await keep({ data: { fileName: 'noise.bin', content: NOISE } });
		const items = [{ json: {}, binary }];
		const result = await runNode(oAuth2('attachment', 'add', onTicket, { items, credentials }));
		expect(result.error).toBeUndefined();
		expect(state().files).toMatchObject([{ size: NOISE.length }]);
	});
});

test('several files become one note, in a folder and with an access of choice', async () => {
	const binary = inMemory({ a: { fileName: 'a.txt', content: 'A' }, b: { fileName: 'b.txt', content: 'B' } });
	const options = { folderPath: 'service/photos', access: 'PUBLIC_NOT_INDEXABLE', ownerId: list('71440002') };
	const { json } = await add(binary, { binaryFields: 'a, b', options });
	expect(calls()).toHaveLength(3);
	expect(json[0]).toMatchObject({ hs_attachment_ids: '187400101001;187400101002', hubspot_owner_id: '71440002' });
	expect(state().files).toMatchObject(
		Array(2).fill({ access: 'PUBLIC_NOT_INDEXABLE', folder: '/service/photos', size: 1 }),
	);
});

test('each item brings its own file', async () => {
	const items = ['A', 'B'].map((content) => ({
		json: {},
		binary: inMemory({ data: { fileName: `${content}.txt`, content } }),
	}));
	const { json } = await runNode(node('attachment', 'add', onTicket, { items }));
	expect(json.map(({ files }) => Object(files)[0].name)).toEqual(['A', 'B']);
	expect(calls().filter((call) => call.startsWith('POST /files'))).toHaveLength(2);
});

describe('is refused before anything is sent', () => {
	const photo = inMemory({ photo: PHOTO });

	test.each<[string, IBinaryKeyData, object, RegExp, RegExp]>([
		['a field without a file', photo, {}, /no file in the field "data"/, /Files are in: photo/],
		['an item without files', {}, {}, /no file in the field "data"/, /This item has no files/],
		['one of several fields', photo, { binaryFields: 'photo,data' }, /no file in the field "data"/, /Nothing was sent/],
		['an empty file', inMemory({ data: { content: '' } }), {}, /"data" is empty/, /Nothing was sent/],
		['no field at all', photo, { binaryFields: ' , ' }, /^The field "Input Data Field Names" is empty$/, /./],
		['a ticket that is none', photo, { ticketId: byId('={{ "x" }}') }, /not the ID of a ticket/, /./],
		[
			'an owner that is none',
			photo,
			{ binaryFields: 'photo', options: { ownerId: byId('nobody@relay.example') } },
			/no active owner/,
			/./,
		],
	])('%s', async (_name, binary, parameters, message, description) => {
		const result = await add(binary, parameters);
		expect(messageOf(result)).toMatch(message);
		expect(descriptionOf(result)).toMatch(description);
		expect(requests(sandbox.current, 'hubspot', 'POST')).toEqual([]);
	});
});

describe('an attachment that was half done', () => {
	const gone = { ticketId: byId('999999') };

	test('says which file exists, what failed and what to do; Retry On Fail uploads nothing twice', async () => {
		const binary = inMemory({ data: { fileName: 'note.txt', content: 'x' } });
		const result = await add(binary, gone, { maxTries: 3 });
		expect(messageOf(result)).toMatch(
			/^The file was uploaded, but what comes next failed: .*TICKET 999999 does not exist/,
		);
		expect(descriptionOf(result)).toMatch(/In HubSpot already: note\.txt \(187400101001\)\./);
		expect(descriptionOf(result)).toMatch(/would upload them once more/);
		expect(descriptionOf(result)).toMatch(/Note: Add and the attachment file IDs 187400101001/);
		expect(state().files).toHaveLength(1);
	});

	test('with Continue On Fail the item says all that in its error, and the others pass', async () => {
		const items = [TICKET, '999999', TICKET].map((id) => ({
			json: { id },
			binary: inMemory({ data: { fileName: 'note.txt', content: id } }),
		}));
		const ticketId = byId('={{ $json.id }}');
		const { json } = await runNode(node('attachment', 'add', { ticketId }, { items, continueOnFail: true }));
		expect(json.map(({ files }) => files !== undefined)).toEqual([true, false, true]);
		expect(json[1]?.error).toMatch(/uploaded, but .* In HubSpot already: note-1\.txt \(187400101002\)/);
	});

	test('names the files before the one that failed', async () => {
		sandbox.current.setSwitches('hubspot', { largestFile: 10 });
		const binary = inMemory({
			a: { fileName: 'a.txt', content: 'A' },
			b: { fileName: 'b.txt', content: 'x'.repeat(11) },
		});
		const result = await add(binary, { binaryFields: 'a,b' });
		expect(messageOf(result)).toMatch(/The file was uploaded, but what comes next failed: .*larger than the maximum/);
		expect(descriptionOf(result)).toMatch(/In HubSpot already: a\.txt/);
		expect(state().notes).toHaveLength(3);
	});

	test('a note whose outcome is unknown stays unknown, with the file beside it', async () => {
		fault('/notes$', { kind: 'resetAfter' });
		const result = await addText();
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(descriptionOf(result)).toMatch(/Note: Get Many.*In HubSpot already: note\.txt/);
		expect(sent()).toHaveLength(2);
	});

	test('an upload whose outcome is unknown is not repeated, and says where to look', async () => {
		fault('/files$', { kind: 'resetAfter' });
		const result = await addText('x', { maxTries: 3 });
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(descriptionOf(result)).toMatch(/"note\.txt" in the folder \/ticket-attachments/);
		expect(sent()).toHaveLength(1);
	});

	test('a response without the file is an unknown outcome', async () => {
		fault('/files$', { kind: 'status', status: 201, body: {} });
		expect(messageOf(await addText())).toMatch(/outcome is unknown: HubSpot answered without the new file/);
		expect(sent()).toHaveLength(1);
	});
});

test('a file that HubSpot does not take has its words, and the missing scope its name', async () => {
	sandbox.current.setSwitches('hubspot', { largestFile: 3 });
	expect(messageOf(await addText())).toBe('HubSpot says: The file is larger than the maximum of 3 bytes');
	const credentials = sandboxCredentials(sandbox.current);
	Object(credentials.hubSpotTicketsApi).accessToken = 'hubspot-tickets-read-token';
	expect(descriptionOf(await addText('x', { credentials }))).toMatch(/: files, files\.write\./);
});

describe('Get Many', () => {
	const getAll = async (parameters = {}) => await runNode(node('attachment', 'getAll', { ...onTicket, ...parameters }));

	test('has the newest first, a file of two notes once, and no more than asked for', async () => {
		for (const content of ['one', 'two', 'three']) await addText(content);
		const options = { attachmentIds: FIRST_FILE };
		await runNode(node('note', 'add', { ...onTicket, body: 'Again', options }));
		sandbox.current.journal.clear();
		expect((await getAll()).json.map(({ id }) => id)).toEqual([FIRST_FILE, '187400101003', '187400101002']);
		sandbox.current.journal.clear();
		expect((await getAll({ limit: 1 })).json.map(({ id }) => id)).toEqual([FIRST_FILE]);
		expect(requests(sandbox.current, 'hubspot', 'GET')).toHaveLength(1);
	});

	test.each([true, false])(
		'passes over files that are gone, and a hint names them (checkAttachmentIds %s)',
		async (check) => {
			sandbox.current.setSwitches('hubspot', { checkAttachmentIds: check });
			await addText('one');
			await addText('two');
			await sandbox.current.act('hubspot', 'deleteFile', { fileId: FIRST_FILE });
			const result = await getAll();
			expect(result.json.map(({ id }) => id)).toEqual(['187400101002']);
			expect(result.hints).toMatchObject([{ message: `These attachments are no longer in HubSpot: ${FIRST_FILE}` }]);
			const options = { attachmentIds: FIRST_FILE };
			const again = await runNode(node('note', 'add', { ...onTicket, body: 'x', options }));
			if (check) expect(messageOf(again)).toMatch(/no file has the id/);
			else expect((await getAll()).json.map(({ id }) => id)).toEqual(['187400101002']);
		},
	);

	test('is empty for a ticket without any, and an error for one that does not exist', async () => {
		expect((await getAll({ ticketId: list('38402119001') })).json).toEqual([]);
		expect(messageOf(await getAll({ ticketId: byId('999999') }))).toMatch(/resource not found/);
	});

	test('a file that could not be read is an error, not a file that is missing', async () => {
		await addText();
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', method: 'GET', path: '/files/', status: 403 });
		expect(messageOf(await getAll())).toMatch(/scopes/);
	});
});

describe('Download', () => {
	const download = async (parameters = {}, rest = {}) =>
		await runNode(node('attachment', 'download', { fileId: byId(FIRST_FILE), ...parameters }, rest));

	test('puts the file into the field of choice', async () => {
		await addText('hello');
		const { items } = await download({ binaryField: 'photo' });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['photo']);
		expect(String(await contentOf(items[0]?.binary?.photo))).toBe('hello');
	});

	test.each(['truncate', 'resetBefore', 'slow'] as const)(
		'tries again when the connection fails (%s)',
		async (kind) => {
			await addText('x'.repeat(50_000));
			sandbox.current.faults.add({ kind, service: 'hubspot', path: '^/cdn/', delayMs: 1 });
			const result = await download();
			expect(result.error).toBeUndefined();
			expect(await contentOf(result.items[0]?.binary?.data)).toHaveLength(50_000);
		},
	);

	test('an address that is over is told as such, and an unknown file as well', async () => {
		await addText();
		sandbox.current.faults.add({ kind: 'html', service: 'hubspot', path: '^/cdn/', status: 403 });
		const result = await download();
		expect(messageOf(result)).toBe('The file store of HubSpot answered with HTTP 403');
		expect(descriptionOf(result)).toMatch(/short time/);
		expect(messageOf(await download({ fileId: byId('7') }))).toMatch(/resource not found/);
		expect(messageOf(await download({ fileId: byId('={{ "a.txt" }}') }))).toMatch(
			/"a.txt", which is not the ID of a file/,
		);
	});
});

test('files stay on 2026-03 in the newest version, and on the old path in version v3', async () => {
	sandbox.current.setSwitches('hubspot', { strictDated: true });
	expect((await addText()).error).toBeUndefined();
	sandbox.current.setSwitches('hubspot', { strictDated: false });
	sandbox.current.journal.clear();
	const v3 = hubSpot(sandbox, { apiVersion: 'v3' });
	const items = [{ json: {}, binary: inMemory({ data: PHOTO }) }];
	await runNode(v3('attachment', 'add', onTicket, { items }));
	expect(calls()).toEqual(['POST /files/v3/files', 'POST /crm/v3/objects/notes']);
});

test('the list of attachments has those of the newest notes, of the chosen ticket where there is one', async () => {
	await addText('one');
	await add(inMemory({ data: PHOTO }), { ticketId: list('38402119001') });
	const from = async (parameters = {}, filter?: string) =>
		(await searchList({ ...node('attachment', 'download', parameters), method: 'searchAttachments', filter })).results;
	expect(await from()).toEqual([
		{ name: 'Größe 7.png (187400101002)', value: '187400101002' },
		{ name: 'note.txt (187400101001)', value: '187400101001' },
	]);
	expect(await from({}, 'note')).toHaveLength(1);
	expect(await from(onTicket)).toHaveLength(1);
	await sandbox.current.act('hubspot', 'deleteFile', { fileId: FIRST_FILE });
	expect(await from()).toHaveLength(1);
});

test('All Files of the Item takes whatever the item brings', async () => {
	const second = { fileName: 'log.txt', content: 'a log' };
	const added = await add(inMemory({ photo: PHOTO, log: second }), { filesFrom: 'item' });
	expect(added.json[0]).toMatchObject({ files: [{ name: 'Größe 7' }, { name: 'log' }] });
});

test('All Files of the Item is refused when the item brings none', async () => {
	const result = await add({}, { filesFrom: 'item' });
	expect(messageOf(result)).toBe('The item has no files');
	expect(sent()).toEqual([]);
});
