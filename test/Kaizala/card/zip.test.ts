import { crc32, deflateRawSync } from 'node:zlib';

import { unzipSync } from 'fflate';

import { openZip, ZipProblem, zipOf } from '../../../nodes/Kaizala/card/zip';

interface Packed {
	name: string;
	content: Buffer;
	method?: 0 | 8;
	flags?: number;
	checksum?: number;
}

/** An archive as other programs write it: deflated, with a comment at its end. */
function archive(files: Packed[], comment = ''): Buffer {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let at = 0;
	for (const { name, content, method = 8, flags = 0, checksum = crc32(content) } of files) {
		const data = method === 8 ? deflateRawSync(content) : content;
		const head = Buffer.alloc(30);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(Buffer.byteLength(name), 26);
		// Three bytes of an extra field, which the table of contents does not have.
		head.writeUInt16LE(3, 28);
		local.push(head, Buffer.from(name), Buffer.alloc(3), data);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(flags, 8);
		entry.writeUInt16LE(method, 10);
		entry.writeUInt32LE(checksum, 16);
		entry.writeUInt32LE(data.length, 20);
		// It may say what it likes.
		entry.writeUInt32LE(1, 24);
		entry.writeUInt16LE(Buffer.byteLength(name), 28);
		entry.writeUInt32LE(at, 42);
		central.push(entry, Buffer.from(name));
		at += 33 + Buffer.byteLength(name) + data.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	end.writeUInt16LE(Buffer.byteLength(comment), 20);
	return Buffer.concat([...local, directory, end, Buffer.from(comment)]);
}

const read = async (bytes: Buffer, name: string) => (await openZip(bytes).read(name))?.toString('utf8');

describe('ZIP files', () => {
	test('what is written is read by another library, and is the same each time', () => {
		const files = [
			{ name: 'package.json', bytes: Buffer.from('{"a":"ü"}') },
			{ name: 'Bild ä.png', bytes: Buffer.from([0, 1, 2, 255]) },
			{ name: 'empty', bytes: Buffer.alloc(0) },
		];
		const contents = Object.entries(unzipSync(zipOf(files))).map(([name, bytes]) => [name, Buffer.from(bytes)]);
		expect(contents).toEqual(files.map(({ name, bytes }) => [name, bytes]));
		expect(zipOf(files).equals(zipOf(files))).toBe(true);
	});

	test('reads what is stored and what is deflated, behind a comment, and its own', async () => {
		const text = 'Grüße '.repeat(5_000);
		const bytes = archive(
			[
				{ name: 'a.json', content: Buffer.from(text) },
				{ name: 'b.json', content: Buffer.from('stored'), method: 0 },
			],
			'a comment',
		);
		expect(openZip(bytes).names).toEqual(['a.json', 'b.json']);
		expect(await read(bytes, 'a.json')).toBe(text);
		expect(await read(bytes, 'b.json')).toBe('stored');
		expect(await read(bytes, 'c.json')).toBeUndefined();
		expect(await read(zipOf([{ name: 'x', bytes: Buffer.from('own') }]), 'x')).toBe('own');
	});

	test('unpacks 2 MB at most, whatever the archive says: 300 MB of zeros stay packed', async () => {
		const bytes = archive([{ name: 'bomb', content: Buffer.alloc(300 * 1024 * 1024) }]);
		const before = process.memoryUsage().rss;
		let most = 0;
		const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss - before)), 5);
		await expect(read(bytes, 'bomb')).rejects.toThrow('holds a file of more than 2097152 bytes');
		clearInterval(watch);
		expect(most).toBeLessThan(100 * 1024 * 1024);
		const stored = archive([{ name: 'large', content: Buffer.alloc(3 * 1024 * 1024), method: 0 }]);
		await expect(read(stored, 'large')).rejects.toThrow('holds a file of more than 2097152 bytes');
	});

	test.each<[string, Buffer, string]>([
		['no archive', Buffer.from('PK but nothing else'), 'is not a ZIP file'],
		['an empty file', Buffer.alloc(0), 'is not a ZIP file'],
		['a password', archive([{ name: 'a', content: Buffer.from('x'), flags: 1 }]), 'is a ZIP file with a password'],
		['a wrong checksum', archive([{ name: 'a', content: Buffer.from('x'), checksum: 1 }]), 'is a broken ZIP file'],
		[
			'too many files',
			archive(Array.from({ length: 1_001 }, (_, index) => ({ name: `f${index}`, content: Buffer.from('x') }))),
			'is a ZIP file of more than 1000 files',
		],
	])('refuses %s', async (_what, bytes, message) => {
		await expect((async () => await read(bytes, 'a'))()).rejects.toThrow(message);
	});

	test('a broken archive is a problem of the archive, wherever it is broken', async () => {
		const sound = archive([
			{ name: 'a', content: Buffer.from('some text '.repeat(20)) },
			{ name: 'b', content: Buffer.from('stored'), method: 0 },
		]);
		for (let at = 0; at < sound.length; at++) {
			for (const value of [0, 0xff, 0x08]) {
				const bytes = Buffer.from(sound);
				bytes[at] = value;
				// What is read at all has its checksum.
				const problem = await read(bytes, 'a').then(
					() => undefined,
					(error: unknown) => error,
				);
				if (problem !== undefined) expect(problem).toBeInstanceOf(ZipProblem);
			}
		}
		for (let length = 0; length < sound.length; length += 7) {
			await expect((async () => await read(sound.subarray(0, length), 'a'))()).rejects.toBeInstanceOf(ZipProblem);
		}
	});
});
