import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';

import { safeFileName } from '../../nodes/shared/http/fileName';
import { messageOf, runNode } from '../harness/engine';

/** Files whose head lies: their length, their name, and an error that never ends. */

const RIGHT_TO_LEFT = String.fromCharCode(0x202e);

test.each([
	['../../etc/passwd', 'passwd'],
	['..\\..\\boot.ini', 'boot.ini'],
	['C:\\fakepath\\a.pdf', 'a.pdf'],
	['..', undefined],
	['a/..', undefined],
	['.', undefined],
	[' ', undefined],
	[undefined, undefined],
	['a\r\nb\u0000.txt', 'ab.txt'],
	[`invoice${RIGHT_TO_LEFT}fdp.exe`, 'invoicefdp.exe'],
	['.env', '.env'],
	['Zażółć 😀.pdf', 'Zażółć 😀.pdf'],
	[`${'x'.repeat(5_000)}.pdf`, `${'x'.repeat(251)}.pdf`],
	[`${'😀'.repeat(300)}`, '😀'.repeat(127)],
])('the name %j of a file becomes %j', (given, name) => {
	expect(safeFileName(given)).toBe(name);
});

describe('a download of Thulium', () => {
	let server: Server;
	let answer: RequestListener;
	let baseUrl = '';

	beforeAll(async () => {
		server = createServer((request, response) => answer(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	const downloaded = async () =>
		await runNode({
			type: 'thulium',
			parameters: { resource: 'recording', operation: 'download', filename: 'a/b.ogg', outputField: 'data' },
			credentials: { thuliumApi: { baseUrl, user: 'api', password: 'password' } },
		});

	test('that says that it is too long is not read', async () => {
		answer = (_request, response) => {
			response.writeHead(200, { 'content-length': String(3 * 1024 ** 3), 'content-type': 'audio/ogg' });
			response.write('x');
		};
		expect(messageOf(await downloaded())).toBe('The file "b.ogg" was not downloaded: it has more than 2048 MB');
	});

	test('whose error does not end is given up, and says its status', async () => {
		let sent = 0;
		answer = (_request, response) => {
			response.writeHead(404, { 'content-type': 'text/plain' });
			const piece = Buffer.alloc(64 * 1024, 'x');
			const flow = (): void => {
				while (!response.destroyed && response.write(piece)) sent += piece.length;
				sent += piece.length;
				response.once('drain', flow);
			};
			flow();
		};
		expect(messageOf(await downloaded())).toMatch(/Thulium/);
		expect(sent).toBeLessThan(50 * 1024 * 1024);
	});

	test('does not take a folder along in its name', async () => {
		answer = (_request, response) => {
			response.writeHead(200, { 'content-disposition': 'attachment; filename="../../.ssh/authorized_keys"' });
			response.end('x');
		};
		const { items } = await downloaded();
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'authorized_keys' });
		expect(items[0]?.binary?.data?.directory ?? '').toBe('');
	});
});
