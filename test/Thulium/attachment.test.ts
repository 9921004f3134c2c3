import { runNode } from '../harness/engine';
import { fileNameOf } from '../../nodes/Thulium/transport/download';
import { wire } from '../harness/sandbox';
import { contentOf, failure, itemWith, output, sandbox, sent, setup, shown } from './setup';

const TOKEN = '91b7c05e6641aa20f3d2';
const CONTENT = 'Paczka zażółcona';

describe('Download', () => {
	test.each([
		[true, 'zdjęcie paczki.txt', 'text/plain'],
		[false, TOKEN, 'application/octet-stream'],
	])('brings the file, named by the header or the token (%s)', async (contentDisposition, fileName, mimeType) => {
		sandbox.current.setSwitches('thulium', { contentDisposition });
		const { items, error } = await runNode(setup('attachment', 'download', { attachment: TOKEN, outputField: 'file' }));
		expect(error).toBeUndefined();
		expect(wire(sent())).toEqual([{ method: 'GET', path: `/api/files/${TOKEN}`, body: null }]);
		expect(items).toEqual([
			{
				json: { token: TOKEN, filename: fileName },
				binary: { file: expect.objectContaining({ fileName, mimeType }) },
				pairedItem: { item: 0 },
			},
		]);
		expect(await contentOf(items[0]?.binary?.file)).toBe(CONTENT);
	});

	test.each([
		['plain', `attachment; filename="raport.pdf"`, 'raport.pdf'],
		['without quotes', 'attachment; filename=raport.pdf; size=3', 'raport.pdf'],
		['with a semicolon', `attachment; filename="raport; marzec.pdf"`, 'raport; marzec.pdf'],
		['with quotes', String.raw`attachment; filename="umowa \"nowa\".pdf"`, 'umowa "nowa".pdf'],
		['in raw UTF-8', Buffer.from(`attachment; filename="żółw.pdf"`).toString('latin1'), 'żółw.pdf'],
		['in Latin-1', `attachment; filename="café.pdf"`, 'café.pdf'],
		['in both forms', `attachment; filename="zolw.pdf"; filename*=UTF-8''%C5%BC%C3%B3%C5%82w.pdf`, 'żółw.pdf'],
		['with a language', `attachment; filename*=utf-8'pl'%C5%BC%C3%B3%C5%82w.pdf`, 'żółw.pdf'],
		['in a folder', String.raw`attachment; filename="C:\\temp\\raport.pdf"`, 'raport.pdf'],
		['in a folder, not escaped', String.raw`attachment; filename="C:\temp\raport.pdf"`, 'raport.pdf'],
		['empty', `attachment; filename=""`, undefined],
		['none', 'inline', undefined],
	])('reads the name of a file: %s', (_case, header, name) => {
		expect(fileNameOf(header)).toBe(name);
	});

	test.each(['json', 'html', 'empty'])('of an unknown token says so (%s)', async (errorBodies) => {
		sandbox.current.setSwitches('thulium', { errorBodies });
		const { message, description } = await failure('attachment', 'download', { attachment: 'none' });
		expect(message).toMatch(
			errorBodies === 'json' ? /^Thulium says: Resource not found\.$/ : /^HTTP 404 Not Found from Thulium/,
		);
		expect(description).toMatch(/^Check the ID/);
	});

	test.each(['resetBefore', 'resetAfter', 'truncate'] as const)(
		'is begun again when the connection is cut (%s)',
		async (kind) => {
			sandbox.current.faults.add({ kind, service: 'thulium' });
			const { items } = await runNode(setup('attachment', 'download', { attachment: TOKEN }));
			expect(await contentOf(items[0]?.binary?.data)).toBe(CONTENT);
			expect(sent()).toHaveLength(2);
		},
	);

	test.each([' ', '..'])('refuses %j for a token before anything is sent', async (attachment) => {
		await failure('attachment', 'download', { attachment });
		expect(sent()).toEqual([]);
	});
});

describe('Upload', () => {
	const files = { one: { fileName: 'żółw.txt', content: 'first' }, two: { content: 'second' } };

	test('returns a token for each file, which a ticket then takes', async () => {
		const parameters = { attachmentFields: ['one', 'two'] };
		const uploaded = await output('attachment', 'upload', parameters, { items: [itemWith(files)] });
		expect(uploaded).toEqual([
			{ token: expect.stringMatching(/^[0-9a-f]{20}$/), filename: 'żółw.txt' },
			{ token: expect.stringMatching(/^[0-9a-f]{20}$/), filename: 'two' },
		]);
		expect(sent().map(({ path, query }) => [path, query])).toEqual([
			['/api/temporary_files', { filename: 'żółw.txt' }],
			['/api/temporary_files', { filename: 'two' }],
		]);
		const attachments = uploaded.map(({ token }) => String(token));
		const given = { to: 'service@example.com', subject: 'Files', body: 'See there.' };
		await output('ticket', 'create', { ...given, additionalFields: { attachments } });
		expect(shown(1300).attachmentNames).toEqual(['żółw.txt', 'two']);
	});

	test.each([
		['refuse', /Unknown or expired file token/],
		['accept', undefined],
	])('a token may be good for one ticket only (%s)', async (tokenReuse, message) => {
		sandbox.current.setSwitches('thulium', { tokenReuse });
		const given = {
			to: 'service@example.com',
			subject: 'Files',
			body: 'x',
			additionalFields: { attachments: [TOKEN] },
		};
		const { error } = await runNode(setup('ticket', 'create', given));
		if (message === undefined) expect(error).toBeUndefined();
		else expect(error?.message).toMatch(message);
	});

	test('a file without a name is named by its field', async () => {
		const items = [itemWith({ scan: { fileName: '', content: 'first' } })];
		const { error, json } = await runNode(setup('attachment', 'upload', { attachmentFields: ['scan'] }, { items }));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ token: expect.any(String), filename: 'scan' }]);
		expect(sent()[0]?.query).toEqual({ filename: 'scan' });
	});

	test('sends nothing when one of the files is missing', async () => {
		const parameters = { attachmentFields: ['one', 'three'] };
		const { message } = await failure('attachment', 'upload', parameters, { items: [itemWith(files)] });
		expect(message).toBe('The input has no file in the field "three"');
		expect(sent()).toEqual([]);
	});
});

describe('Delete', () => {
	test('removes the file from its message', async () => {
		expect(await output('attachment', 'delete', { ticketId: '1234', attachment: TOKEN })).toEqual([
			{ success: true, ticket_id: 1234, token: TOKEN },
		]);
		expect(wire(sent())).toEqual([{ method: 'DELETE', path: `/api/tickets/1234/attachments/${TOKEN}`, body: null }]);
		expect(shown(1234).attachmentNames).toEqual([]);
	});

	test('is done once, although the response was lost', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'thulium' });
		await output('attachment', 'delete', { ticketId: '1234', attachment: TOKEN });
		expect(sent()).toHaveLength(2);
	});
});
