import axios from 'axios';
import { Fixture, codes, FIRST_TICKET } from './fixture';

const fixture = new Fixture().install();

const FILES = '/files/2026-03/files';
const PRIVATE = { access: 'PRIVATE' };

interface Parts {
	file?: string | Buffer;
	name?: string;
	fields?: Record<string, string>;
	options?: object;
}

async function upload({ file = 'hello', name = 'note.txt', fields = {}, options = PRIVATE }: Parts = {}, url = FILES) {
	const form = new FormData();
	for (const [key, value] of Object.entries({ folderPath: '/tickets', ...fields })) {
		if (value !== '') form.append(key, value);
	}
	form.append('options', JSON.stringify(options));
	form.append('file', new Blob([file]), name);
	return await fixture.post(url, form);
}

test('a private file is uploaded, described and read through a signed address', async () => {
	const made = await upload({ file: 'Guten Tag', fields: { fileName: 'Größe 7.TXT' } });
	expect(made.status).toBe(201);
	expect(made.data).toMatchObject({
		name: 'Größe 7',
		extension: 'txt',
		type: 'DOCUMENT',
		size: 9,
		access: 'PRIVATE',
		path: '/tickets/Größe 7.txt',
	});
	const url = `${FILES}/${made.data.id ?? ''}`;
	expect((await fixture.get(url)).data).toEqual(made.data);
	const signed = await fixture.get(`${url}/signed-url?expirationSeconds=60`);
	expect(signed.data).toMatchObject({ name: 'Größe 7', extension: 'txt', size: 9, type: 'DOCUMENT' });
	const address = String(signed.data.url);
	expect((await axios.get<string>(address)).data).toBe('Guten Tag');
	const quiet = { validateStatus: () => true };
	expect((await axios.get(address, { ...quiet, headers: { authorization: 'Bearer x' } })).status).toBe(400);
	expect((await axios.get(address.replace('Expires=', 'Expires=9'), quiet)).status).toBe(403);
	fixture.sandbox.core.clock.shift(61_000);
	expect((await axios.get(address, quiet)).status).toBe(403);
	expect((await fixture.call('DELETE', url)).status).toBe(204);
	expect((await fixture.get(url)).status).toBe(404);
});

describe('an upload is refused', () => {
	test.each<[string, Parts]>([
		['without a folder', { fields: { folderPath: '' } }],
		['with two folders', { fields: { folderId: '187300500001' } }],
		['with an unknown field', { fields: { access: 'PRIVATE' } }],
		['without access', { options: {} }],
		['with an unknown option', { options: { ...PRIVATE, visible: true } }],
		['with a lifetime beyond a year', { options: { ...PRIVATE, ttl: 'P2Y' } }],
		['when it is empty', { file: '' }],
	])('%s', async (_name, parts) => {
		expect(await upload(parts)).toMatchObject({ status: 400, data: { category: 'VALIDATION_ERROR' } });
	});

	test('when it is too large', async () => {
		fixture.set({ largestFile: 100 });
		expect((await upload({ file: 'x'.repeat(100) })).status).toBe(201);
		expect((await upload({ file: 'x'.repeat(101) })).data.message).toMatch(/larger than the maximum of 100 bytes/);
	});

	test('as JSON, in an unknown folder, in a version without uploads, without the scope', async () => {
		expect((await fixture.post(FILES, { name: 'x' })).status).toBe(415);
		expect((await upload({ fields: { folderPath: '', folderId: '7' } })).status).toBe(404);
		expect((await upload({}, '/files/2026-09/files')).status).toBe(404);
		expect((await upload({}, '/files/v3/files')).status).toBe(201);
		expect((await fixture.post(FILES, new FormData(), 'hubspot-tickets-read-token')).data.category).toBe(
			'MISSING_SCOPES',
		);
	});
});

test('the scopes files.read and files.write do what files does', async () => {
	const form = () => {
		const body = new FormData();
		body.set('file', new Blob(['x']), 'note.txt');
		body.set('folderPath', '/notes');
		body.set('options', JSON.stringify(PRIVATE));
		return body;
	};
	const { status, data } = await fixture.post(FILES, form(), 'hubspot-granular-token');
	const url = `${FILES}/${data.id ?? ''}`;
	expect([status, (await fixture.get(url, 'hubspot-tickets-read-token')).status]).toEqual([201, 200]);
	const refused = (await fixture.call('DELETE', url, undefined, 'hubspot-tickets-read-token')).data;
	expect(refused.errors?.[0]?.context).toEqual({ requiredGranularScopes: ['files', 'files.write'] });
	expect((await fixture.call('DELETE', url, undefined, 'hubspot-granular-token')).status).toBe(204);
	expect((await fixture.get(url, 'hubspot-no-tickets-token')).data.category).toBe('MISSING_SCOPES');
});

test('files of one name get numbers, replace one another, are refused or returned, as asked', async () => {
	const first = await upload();
	expect((await upload()).data.name).toBe('note-1');
	expect((await upload({ file: 'longer', options: { ...PRIVATE, overwrite: true } })).data).toMatchObject({
		id: first.data.id,
		size: 6,
	});
	const strategy = (duplicateValidationStrategy: string) => ({ ...PRIVATE, duplicateValidationStrategy });
	expect((await upload({ options: strategy('REJECT') })).status).toBe(409);
	expect((await upload({ options: strategy('RETURN_EXISTING') })).data.id).toBe(first.data.id);
});

test('hidden files need a scope of their own, and files end with their lifetime', async () => {
	const hidden = await upload({ options: { access: 'HIDDEN_PRIVATE', ttl: 'P1D' } });
	const url = `${FILES}/${hidden.data.id ?? ''}`;
	expect((await fixture.get(url)).status).toBe(200);
	fixture.sandbox.core.clock.shift(25 * 3_600_000);
	expect((await fixture.get(url)).status).toBe(404);
});

test('a file is attached to a note, and people delete it', async () => {
	const fileId = (await upload()).data.id ?? '';
	const properties = { hs_timestamp: '2026-11-20T10:00:00Z', hs_attachment_ids: fileId };
	const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 228 }];
	const body = { properties, associations: [{ to: { id: FIRST_TICKET }, types }] };
	expect((await fixture.post('/crm/objects/2026-09/notes', body)).status).toBe(201);
	await fixture.act('deleteFile', { fileId });
	expect(codes(await fixture.post('/crm/objects/2026-09/notes', body))).toEqual(['INVALID_OPTION']);
});
