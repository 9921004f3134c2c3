import { crc32, inflateSync } from 'node:zlib';

import { cardIcon } from '../../../nodes/Kaizala/card/icon';

/** The parts of a PNG by name; each has to have its checksum. */
function parts(png: Buffer): Map<string, Buffer> {
	const found = new Map<string, Buffer>();
	for (let at = 8; at < png.length;) {
		const length = png.readUInt32BE(at);
		expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)));
		found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
		at += 12 + length;
	}
	return found;
}

test('the icon is a picture of two colors, nothing and that of the banner', () => {
	const png = cardIcon('#0078d4');
	expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
	const found = parts(png);
	expect([...found.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
	expect(found.get('IHDR')?.toString('hex')).toBe(['00000024', '00000024', '0103000000'].join(''));
	expect(found.get('PLTE')?.toString('hex')).toBe('0000000078d4');
	expect(found.get('tRNS')?.toString('hex')).toBe('00ff');
	expect(inflateSync(found.get('IDAT') ?? Buffer.alloc(0))).toHaveLength(36 * 6);
});
