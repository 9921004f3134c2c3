import { crc32 } from './crc32';

/**
 * A picture for the package (PNG, 36 x 36, transparent around): a card with three lines in the color of the
 * banner. A PNG of 36 rows needs no compression, so none is linked in.
 */

const SIDE = 36;

/** Where the color is: a card with round corners, out of which three lines are cut. */
function isInk(x: number, y: number): boolean {
	const [left, top, right, bottom] = [3, 6, SIDE - 4, SIDE - 7];
	if (x < left || x > right || y < top || y > bottom) return false;
	const corner = (x === left || x === right) && (y === top || y === bottom);
	const line = x > left + 4 && x < right - 4 && [12, 13, 18, 19, 24, 25].includes(y) && (y < 24 || x < 22);
	return !corner && !line;
}

/** One filter byte (none) and 36 pixels of one bit per row. */
function scanlines(): Buffer {
	const perRow = 1 + Math.ceil(SIDE / 8);
	const data = Buffer.alloc(SIDE * perRow);
	for (let y = 0; y < SIDE; y++) {
		for (let x = 0; x < SIDE; x++) {
			if (!isInk(x, y)) continue;
			const at = y * perRow + 1 + (x >> 3);
			data[at] = (data[at] ?? 0) | (0x80 >> (x & 7));
		}
	}
	return data;
}

function adler32(bytes: Buffer): number {
	let [a, b] = [1, 0];
	for (const byte of bytes) {
		a = (a + byte) % 65521;
		b = (b + a) % 65521;
	}
	return ((b << 16) | a) >>> 0;
}

function word(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([word(data.length), named, word(crc32(named))]);
}

/** A zlib stream with one stored block (RFC 1950, RFC 1951). */
function stored(data: Buffer): Buffer {
	const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
	head.writeUInt16LE(data.length, 3);
	head.writeUInt16LE(~data.length & 0xffff, 5);
	return Buffer.concat([head, data, word(adler32(data))]);
}

/** @param color `#rrggbb`. */
export function cardIcon(color: string): Buffer {
	// One bit per pixel, colors from a palette.
	const header = Buffer.concat([word(SIDE), word(SIDE), Buffer.from([1, 3, 0, 0, 0])]);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('PLTE', Buffer.concat([Buffer.alloc(3), Buffer.from(color.slice(1), 'hex')])),
		chunk('tRNS', Buffer.from([0, 255])),
		chunk('IDAT', stored(scanlines())),
		chunk('IEND', Buffer.alloc(0)),
	]);
}
