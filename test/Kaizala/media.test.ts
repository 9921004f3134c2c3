import { createHash, randomBytes } from 'node:crypto';

import type { RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { inMemory, onDisk } from '../harness/binary';
import { useInstantWaits } from '../harness/waits';
import { calls, logIns, PICTURE, SECOND_PICTURE, setup, useKaizala, withFiles } from './setup';

useInstantWaits();
const sandbox = useKaizala();

const run = (operation: string, parameters: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
	runNode(setup(sandbox.current, 'media', operation, parameters, rest));

const upload = (binaryPropertyNames: string, binary: ReturnType<typeof inMemory>, parameters = {}) =>
	run('upload', { binaryPropertyNames, ...parameters }, { items: [{ json: {}, binary }] });

interface Stored {
	ActionType: number;
	Files: Array<{ Name: string; Url: string }>;
}

/** What the sandbox put into a media resource; a real one is opaque. */
const inside = (mediaResource: unknown): Stored =>
	JSON.parse(Buffer.from(String(mediaResource), 'base64').toString('utf8'));

const digest = (bytes: Buffer | ArrayBuffer) =>
	createHash('sha256')
		.update(Buffer.from(new Uint8Array(bytes)))
		.digest('hex');

async function fetched(mediaResource: unknown) {
	return await Promise.all(
		inside(mediaResource).Files.map(async ({ Name, Url }) => {
			const response = await fetch(Url);
			return { name: Name, type: response.headers.get('content-type'), digest: digest(await response.arrayBuffer()) };
		}),
	);
}

describe('Media: Upload', () => {
	test('Upload a media file', async () => {
		const { json } = await upload('data', inMemory({ data: PICTURE }));
		expect(json).toEqual([{ mediaResource: expect.any(String), fileName: 'tray.png' }]);
		expect(await fetched(json[0]?.mediaResource)).toEqual([
			{ name: 'tray.png', type: 'image/png', digest: digest(Buffer.from('a picture')) },
		]);
	});

	test('Upload media from attachment', async () => {
		const { json } = await upload(
			'attachment_0, attachment_1',
			inMemory({
				attachment_0: PICTURE,
				attachment_1: { fileName: 'log.pdf', mimeType: 'application/pdf', content: '%PDF' },
			}),
		);
		expect(json.map(({ fileName }) => fileName)).toEqual(['tray.png', 'log.pdf']);
		expect(calls(sandbox.current)).toHaveLength(2);
	});

	test.each([
		['in memory', async (files: Parameters<typeof inMemory>[0]) => inMemory(files)],
		['on disk', onDisk],
	])('several pictures as one album, %s', async (_, held) => {
		const [one, two, three] = [randomBytes(300_000), randomBytes(1), randomBytes(70_000)];
		const binary = await held({
			one: { ...PICTURE, content: one },
			two: { ...SECOND_PICTURE, content: two },
			three: { ...PICTURE, fileName: 'a "quoted" näme.png', content: three },
		});
		const result = await upload('one,two, three', binary, { uploadAs: 'album' });
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current)).toHaveLength(1);
		const [{ mediaResource, fileNames } = {}] = result.json;
		expect(fileNames).toEqual(['tray.png', 'cable.jpg', 'a "quoted" näme.png']);
		expect((await fetched(mediaResource)).map((file) => [file.type, file.digest])).toEqual([
			['image/png', digest(one)],
			['image/jpeg', digest(two)],
			['image/png', digest(three)],
		]);
	});

	test.each([
		['data', 'image/png', 'data.png', 'image/png'],
		['photo.JPG', 'application/octet-stream', 'photo.JPG', 'image/jpeg'],
		['photo.v2', 'image/jpeg; quality=1', 'photo.v2.jpg', 'image/jpeg'],
		['call.wav', 'audio/vnd.wave', 'call.wav', 'audio/wav'],
		['clip.3gpp', '', 'clip.3gpp', 'video/3gpp'],
	])('gives %s of type %s the name %s and the type %s', async (fileName, mimeType, name, type) => {
		const { json } = await upload('data', inMemory({ data: { fileName, mimeType, content: 'x' } }));
		expect(await fetched(json[0]?.mediaResource)).toMatchObject([{ name, type }]);
	});

	test.each([
		[
			'a type that Kaizala does not take',
			{ data: { fileName: 'x.gif', mimeType: 'image/gif', content: 'x' } },
			{},
			/does not take the file "x.gif" \(image\/gif\) in the field "data"/,
		],
		[
			'a sound in an album',
			{ data: { fileName: 'x.mp3', mimeType: 'audio/mpeg', content: 'x' } },
			{ uploadAs: 'album' },
			/"x.mp3" .* as Image/,
		],
		['an empty file', { data: { ...PICTURE, content: '' } }, {}, /"data" is empty/],
		['a field without file', { other: PICTURE }, {}, /no file in the field "data"/],
	])('refuses %s before any request', async (_, files, parameters, message) => {
		expect(messageOf(await upload('data', inMemory(files), parameters))).toMatch(message);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('looks at all files before it sends the first', async () => {
		expect(messageOf(await upload('data, more', inMemory({ data: PICTURE })))).toContain('no file in the field "more"');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('explains a type that Kaizala refuses all the same', async () => {
		const body = { errorCode: 'UnsupportedMediaType', message: 'No' };
		sandbox.current.faults.add({ service: 'kaizala', path: '/media', kind: 'status', status: 415, body });
		const { error } = await upload('data', inMemory({ data: PICTURE }));
		expect(error).toMatchObject({
			message: 'Kaizala says: No (UnsupportedMediaType)',
			description: expect.stringContaining('with a file name and the matching type'),
		});
		expect(calls(sandbox.current)).toHaveLength(1);
	});

	test('says when Kaizala names no media resource', async () => {
		sandbox.current.faults.add({ service: 'kaizala', path: '/media', kind: 'status', status: 200, body: {} });
		expect(messageOf(await upload('data', inMemory({ data: PICTURE })))).toContain('named no media resource');
		expect(calls(sandbox.current)).toHaveLength(1);
	});

	/** n8n does not send a multipart body again after it has renewed a token. */
	test.each([
		['in memory', async (files: Parameters<typeof inMemory>[0]) => inMemory(files)],
		['on disk', onDisk],
	])('sends the file whole again when the token was refused, %s', async (_, held) => {
		const content = randomBytes(200_000);
		const kept = (await upload('data', inMemory({ data: PICTURE }))).credentials.store;
		expect(logIns(sandbox.current)).toHaveLength(1);
		// For the service the token has ended; the credential still believes in it.
		sandbox.current.core.clock.shift(25 * 3_600_000);
		Object.assign(kept.kaizalaApi ?? {}, { accessTokenExpiry: Date.now() + 10 * 86_400_000 });
		const binary = await held({ data: { ...PICTURE, content } });
		const items = [{ json: {}, binary }];
		const result = await run('upload', { binaryPropertyNames: 'data' }, { items, credentials: kept });
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current).map(({ status }) => status)).toEqual([200, 401, 200]);
		expect(logIns(sandbox.current)).toHaveLength(2);
		expect(await fetched(result.json[0]?.mediaResource)).toMatchObject([{ digest: digest(content) }]);
	});

	test('sends the file whole again when the connection broke', async () => {
		const content = randomBytes(200_000);
		sandbox.current.faults.add({ service: 'kaizala', path: '/media', kind: 'resetBefore' });
		const { json } = await upload('data', await onDisk({ data: { ...PICTURE, content } }));
		expect(calls(sandbox.current, 'POST')).toHaveLength(2);
		expect(await fetched(json[0]?.mediaResource)).toMatchObject([{ digest: digest(content) }]);
	});

	test('many items', async () => {
		const items = Array.from({ length: 5 }, (_, index) => withFiles({ data: { ...PICTURE, content: `${index}` } }));
		const result = await run('upload', { binaryPropertyNames: 'data' }, { items });
		const digests = await Promise.all(result.json.map(async ({ mediaResource }) => (await fetched(mediaResource))[0]));
		expect(digests.map((file) => file?.digest)).toEqual(items.map((_, index) => digest(Buffer.from(`${index}`))));
	});
});

describe('Media: Upload From URL', () => {
	test('Upload media from url', async () => {
		const own = (await upload('data', inMemory({ data: PICTURE }))).json[0]?.mediaResource;
		const mediaUrl = String(inside(own).Files[0]?.Url);
		sandbox.current.journal.clear();
		const { json } = await run('uploadFromUrl', { mediaUrl: ` ${mediaUrl} ` });
		expect(json).toEqual([{ mediaResource: expect.any(String), mediaUrl }]);
		expect(calls(sandbox.current, 'POST')).toMatchObject([{ path: '/v1/media/url', body: { mediaUrl } }]);
		expect(await fetched(json[0]?.mediaResource)).toMatchObject([{ digest: digest(Buffer.from('a picture')) }]);
	});

	test('refuses what is no web address, and passes on why Kaizala could not fetch it', async () => {
		expect(messageOf(await run('uploadFromUrl', { mediaUrl: 'tray.png' }))).toContain('"URL" holds no web address');
		expect(calls(sandbox.current)).toEqual([]);
		const gone = `${sandbox.current.url}/kaizala/media/gone/x.png`;
		expect(messageOf(await run('uploadFromUrl', { mediaUrl: gone }))).toContain('mediaUrl answered 404');
	});
});

test('All Files of the Item uploads whatever the item brings', async () => {
	const binary = inMemory({ one: PICTURE, two: SECOND_PICTURE });
	const { json } = await run('upload', { filesFrom: 'item' }, { items: [{ json: {}, binary }] });
	expect(json).toHaveLength(2);
});
