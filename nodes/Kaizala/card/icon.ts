import { crc32 } from './crc32';

/** A PNG of 36 x 36 pixels up to its palette: a card with three lines in one color, transparent around. */
const BEFORE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAACQAAAAkAQMAAADbzgrb', 'base64');
const AFTER = Buffer.from(
	'AAAAAnRSTlMA/1uRIrUAAAAnSURBVHjaY2AgAvD///+fgUEeSDbgJhkY+OEkRWqYESSGLMQlRAAAfjVF03BllQMAAAAASUVORK5CYII=',
	'base64',
);

function word(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}

/** The picture for the package, in the color of the banner. @param color `#rrggbb`. */
export function cardIcon(color: string): Buffer {
	const colors = Buffer.from(`000000${color.slice(1)}`, 'hex');
	const palette = Buffer.concat([Buffer.from('PLTE', 'latin1'), colors]);
	return Buffer.concat([BEFORE, word(colors.length), palette, word(crc32(palette)), AFTER]);
}
