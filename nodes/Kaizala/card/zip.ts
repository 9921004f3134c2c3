import { crc32 } from './crc32';

/**
 * The ZIP files that action packages are, without a library: stored when written, stored or deflated when read. The size
 * of what is unpacked is bounded whatever the archive says of itself.
 */

/** Why an archive cannot be read; ends the sentence "The file in the field … ". */
export class ZipProblem extends Error {}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** More than any package has. */
const MAX_ENTRIES = 1_000;

/** Larger than any file of a package, which is 1 MB in all. */
const LARGEST_ENTRY = 2 * 1024 * 1024;

interface Entry {
	method: number;
	encrypted: boolean;
	checksum: number;
	compressed: number;
	at: number;
}

/** Files by name, unpacked when they are asked for. */
export interface ZipFile {
	names: readonly string[];
	/** Undefined when there is no such file. */
	read(name: string): Promise<Buffer | undefined>;
}

const broken = () => new ZipProblem('is a broken ZIP file');

/** The table of contents stands at the end, before a comment. */
function endOf(bytes: Buffer): number {
	const least = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
	for (let at = bytes.length - END_LENGTH; at >= least; at--) {
		if (bytes.readUInt32LE(at) === END) return at;
	}
	throw new ZipProblem('is not a ZIP file');
}

function entriesOf(bytes: Buffer): Map<string, Entry> {
	const end = endOf(bytes);
	const count = bytes.readUInt16LE(end + 10);
	if (count > MAX_ENTRIES) throw new ZipProblem(`is a ZIP file of more than ${MAX_ENTRIES} files`);
	const entries = new Map<string, Entry>();
	let at = bytes.readUInt32LE(end + 16);
	for (let index = 0; index < count; index++) {
		if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw broken();
		const nameLength = bytes.readUInt16LE(at + 28);
		const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
		if (!entries.has(name)) {
			entries.set(name, {
				encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
				method: bytes.readUInt16LE(at + 10),
				checksum: bytes.readUInt32LE(at + 16),
				compressed: bytes.readUInt32LE(at + 20),
				at: bytes.readUInt32LE(at + 42),
			});
		}
		at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return entries;
}

/** Unpacks no more than it keeps. */
async function inflated(data: Buffer): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	let size = 0;
	try {
		const stream: AsyncIterable<Uint8Array> = new Blob([data])
			.stream()
			.pipeThrough(new DecompressionStream('deflate-raw'));
		for await (const part of stream) {
			size += part.length;
			if (size > LARGEST_ENTRY) break;
			parts.push(part);
		}
	} catch {
		throw broken();
	}
	if (size > LARGEST_ENTRY) throw new ZipProblem(`holds a file of more than ${LARGEST_ENTRY} bytes`);
	return Buffer.concat(parts);
}

async function contentOf(bytes: Buffer, { encrypted, method, checksum, compressed, at }: Entry): Promise<Buffer> {
	if (encrypted) throw new ZipProblem('is a ZIP file with a password');
	if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) throw broken();
	const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
	if (start + compressed > bytes.length) throw broken();
	const data = bytes.subarray(start, start + compressed);
	if (method !== 0 && method !== 8) throw new ZipProblem('is packed in a way other than "deflate"');
	if (method === 0 && compressed > LARGEST_ENTRY) {
		throw new ZipProblem(`holds a file of more than ${LARGEST_ENTRY} bytes`);
	}
	const content = method === 0 ? data : await inflated(data);
	if (crc32(content) !== checksum) throw broken();
	return content;
}

/** @throws ZipProblem */
export function openZip(bytes: Buffer): ZipFile {
	const entries = entriesOf(bytes);
	return {
		names: [...entries.keys()],
		async read(name) {
			const entry = entries.get(name);
			return entry === undefined ? undefined : await contentOf(bytes, entry);
		},
	};
}

/** 1 January 1980, where the time of a ZIP file begins: the same files make the same archive. */
const DATE = 0x21;
const VERSION = 20;
const UTF8_NAMES = 0x0800;

/** An archive with these files in it. */
export function zipOf(files: ReadonlyArray<{ name: string; bytes: Buffer }>): Buffer {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let at = 0;
	for (const { name, bytes } of files) {
		const nameBytes = Buffer.from(name, 'utf8');
		// Version, flags, method (stored), time, date, checksum, both sizes, length of the name, length of the extra field.
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(VERSION, 0);
		shared.writeUInt16LE(UTF8_NAMES, 2);
		shared.writeUInt16LE(DATE, 8);
		shared.writeUInt32LE(crc32(bytes), 10);
		shared.writeUInt32LE(bytes.length, 14);
		shared.writeUInt32LE(bytes.length, 18);
		shared.writeUInt16LE(nameBytes.length, 22);
		const head = Buffer.alloc(4);
		head.writeUInt32LE(LOCAL);
		local.push(head, shared, nameBytes, bytes);
		const start = Buffer.alloc(6);
		start.writeUInt32LE(CENTRAL);
		start.writeUInt16LE(VERSION, 4);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(at, 10);
		central.push(start, shared, rest, nameBytes);
		at += 30 + nameBytes.length + bytes.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(END_LENGTH);
	end.writeUInt32LE(END, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...local, directory, end]);
}
