import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/core/types';
import { inMemory, onDisk } from '../harness/binary';
import { messageOf, runNode } from '../harness/engine';
import { AGENT, sandbox, sent, shown, ticket } from './setup';

const FILES = {
	data: { fileName: 'umowa zażółcona & co.txt', content: 'Zażółć gęślą jaźń\u0000\r\n' },
	photo: { fileName: 'photo.bin', content: Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 256)) },
	third: { content: 'no name' },
};

const CREATE = { to: 'service@example.com', subject: 'Files', body: 'Text' };
const OPERATIONS: Array<[string, (files: INodeParameters) => INodeParameters]> = [
	['agentResponse', (options) => ({ ticketId: '1234', body: 'Hello', userLogin: AGENT, options })],
	['comment', (options) => ({ ticketId: '1234', comment: 'Hello', options })],
	['create', (additionalFields) => ({ ...CREATE, additionalFields })],
];

/** The message that a write has made, with the bytes of its files. */
function newest(ticketId: number): JsonObject {
	const { messages } = shown(ticketId);
	return (messages as JsonObject[])[0] ?? {};
}

async function bytesOf(token: string): Promise<Buffer> {
	const headers = { Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}` };
	const response = await fetch(`${sandbox.current.url}/thulium/api/files/${token}`, { headers });
	return Buffer.from(await response.arrayBuffer());
}

describe.each([
	['in memory', async () => inMemory(FILES)],
	['on disk', async () => await onDisk(FILES)],
])('files that n8n keeps %s', (_where, keep) => {
	test.each(OPERATIONS)('are uploaded once each and taken by %s', async (operation, parameters) => {
		const items = [{ json: {}, binary: await keep() }];
		const files = { attachmentFields: ['data, photo', 'third', 'data'] };
		const result = await runNode(ticket(operation, parameters(files), { items }));
		expect(result.error).toBeUndefined();
		const uploads = sent('POST').filter(({ path }) => path === '/api/temporary_files');
		expect(uploads.map(({ query }) => query.filename)).toEqual(['umowa zażółcona & co.txt', 'photo.bin', 'third']);
		const tokens = uploads.map(({ responseBody }) => String((responseBody as JsonObject).token));
		const ticketId = Number(result.json[0]?.ticket_id);
		expect(newest(ticketId).attachments).toEqual(tokens);
		for (const [index, { content }] of Object.values(FILES).entries()) {
			expect((await bytesOf(tokens[index] ?? '')).equals(Buffer.from(content))).toBe(true);
		}
	});

	test('go out once more after a refusal with 429', async () => {
		const refusal = { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } as const;
		sandbox.current.faults.add({ ...refusal, service: 'thulium', path: 'temporary_files' });
		const items = [{ json: {}, binary: await keep() }];
		const options = { attachmentFields: ['photo'] };
		const parameters = { ticketId: '1234', body: 'Hello', userLogin: AGENT, options };
		const result = await runNode(ticket('agentResponse', parameters, { items }));
		expect(result.error).toBeUndefined();
		expect(sent('POST').map(({ path, status }) => [path, status])).toEqual([
			['/api/temporary_files', 429],
			['/api/temporary_files', 201],
			['/api/tickets/1234/agent_response', 201],
		]);
		const [token] = newest(1234).attachments as string[];
		expect((await bytesOf(token ?? '')).equals(FILES.photo.content)).toBe(true);
	});
});

test.each<JsonObject>([{}, { token: '' }, { token: 5 }])(
	'a file for which Thulium gives no token keeps the reply back: %j',
	async (body) => {
		sandbox.current.faults.add({ kind: 'status', status: 201, service: 'thulium', path: 'temporary_files', body });
		const items = [{ json: {}, binary: inMemory({ photo: FILES.photo }) }];
		const options = { attachmentFields: ['photo'] };
		const parameters = { ticketId: '1234', body: 'Hello', userLogin: AGENT, options };
		const result = await runNode(ticket('agentResponse', parameters, { items }));
		expect(messageOf(result)).toMatch(/^Thulium took the file ".*" but gave no token for it$/);
		expect(sent('POST').map(({ path }) => path)).toEqual(['/api/temporary_files']);
	},
);

test.each([
	['attach', { attached: true }],
	['ignore', { attached: false }],
])('a comment says whether Thulium took the files: %s', async (commentFiles, expected) => {
	sandbox.current.setSwitches('thulium', { commentFiles });
	const items = [{ json: {}, binary: inMemory({ data: FILES.data }) }];
	const options = { attachmentFields: ['data'] };
	const result = await runNode(ticket('comment', { ticketId: '1234', comment: 'Hello', options }, { items }));
	expect(result.json).toEqual([{ success: true, ticket_id: 1234, ...expected }]);
});

test('a comment whose files are refused is not written', async () => {
	sandbox.current.setSwitches('thulium', { commentFiles: 'refuse' });
	const items = [{ json: {}, binary: inMemory({ data: FILES.data }) }];
	const options = { attachmentFields: ['data'] };
	const result = await runNode(ticket('comment', { ticketId: '1234', comment: 'Hello', options }, { items }));
	expect(messageOf(result)).toBe('Thulium says: Unknown field "attachments".');
	expect(newest(1234).type).toBe('MAIL');
	expect(sent('POST').filter(({ path }) => path.endsWith('/comment'))).toHaveLength(1);
});

test('a comment whose ticket cannot be read afterwards is written all the same', async () => {
	sandbox.current.faults.add({ kind: 'status', status: 403, service: 'thulium', path: 'tickets/1234$' });
	const items = [{ json: {}, binary: inMemory({ data: FILES.data }) }];
	const options = { attachmentFields: ['data'] };
	const result = await runNode(ticket('comment', { ticketId: '1234', comment: 'Hello', options }, { items }));
	expect(result.json).toEqual([{ success: true, ticket_id: 1234, attached: null }]);
	expect(sent('POST').filter(({ path }) => path.endsWith('/comment'))).toHaveLength(1);
});

test('a file that is too large for the system is told in its words, and nothing is sent to the customer', async () => {
	sandbox.current.setSwitches('thulium', { largestFile: 10 });
	const items = [{ json: {}, binary: inMemory({ data: FILES.data }) }];
	const options = { attachmentFields: ['data'] };
	const parameters = { ticketId: '1234', body: 'Hello', userLogin: AGENT, options };
	const result = await runNode(ticket('agentResponse', parameters, { items }));
	expect(messageOf(result)).toBe('Thulium says: Field "file" has a wrong value.');
	expect(newest(1234).type).toBe('MAIL');
});
