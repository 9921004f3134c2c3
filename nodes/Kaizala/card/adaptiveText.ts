import type { IDataObject } from 'n8n-workflow';

/**
 * A text on an Adaptive Card, as it is. A TextBlock reads Markdown, and Teams on phones shows the backslashes of an
 * escaped text. So a text that Markdown would change goes into RichTextBlocks, which take every character literally.
 * They know no `maxLines` and are cut here instead.
 */

/** How many characters of a RichTextBlock fill a line of a card in Teams, about. */
const LITERAL_LINE = 50;

/** More than the widest card of Teams shows in a line: what lies beyond is never seen and need not be sent. */
const LONGEST_LINE = 250;

const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

const MARKDOWN_SIGN = /[\\*_[\]`~<]|&[#\w]|\{\{(?:DATE|TIME)\(/;

/** Headings, quotes and lists; code by its indentation. */
const MARKDOWN_START = /^[ \t]*(?:>|(?:#{1,6}|[-+]|\d{1,9}[.)])(?:\s|$))|^(?: {4}|\t)/;

const segmenter = new Intl.Segmenter();

/** At most so many UTF-16 units of a text, whole characters only: families of emoji and accents stay together. */
export function cutText(text: string, most: number): string {
	if (text.length <= most) return text;
	return text.slice(0, segmenter.segment(text).containing(Math.max(most, 0))?.index ?? 0);
}

/** What has no name is called by what it holds, or the beginning of it. */
export const shortName = (text: string): string => (text.length > 100 ? `${cutText(text, 100)}…` : text);

const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Whether a text is read from right to left, as its first letter says. */
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(FIRST_LETTER.exec(text)?.[0] ?? '');

/** What fits into `most` lines of `width` characters; 0 is any number of lines. */
function fit(lines: readonly string[], most: number, width: number): string[] {
	if (most <= 0) return [...lines];
	const shown: string[] = [];
	let left = most;
	for (const line of lines) {
		if (left <= 0) return [...shown.slice(0, -1), `${shown.at(-1) ?? ''} …`];
		if (line.length > left * width) return [...shown, `${cutText(line, left * width - 1).trimEnd()}…`];
		shown.push(line);
		left -= Math.ceil(line.length / width);
	}
	return shown;
}

/** `{{DATE(…)}}` is filled in also in a TextRun; the pieces of it in two of them are not. */
const runsOf = (line: string): string[] => line.split(/(?<=\{)(?=\{(?:DATE|TIME)\()/);

function literalBlocks(lines: readonly string[], look: IDataObject, alignment: IDataObject): IDataObject[] {
	const blocks: IDataObject[] = [];
	let paragraph = true;
	for (const line of lines) {
		if (line.trim() === '') {
			paragraph = true;
			continue;
		}
		const inlines = runsOf(line).map((text) => ({ type: 'TextRun', text, ...look }));
		blocks.push({ type: 'RichTextBlock', ...(paragraph ? {} : { spacing: 'none' }), ...alignment, inlines });
		paragraph = false;
	}
	return blocks;
}

/** @param look size, weight and color. */
export function textBlocks(text: string, most: number, look: IDataObject, alignment: IDataObject): IDataObject[] {
	const lines = text.split(LINE_BREAK);
	if (lines.some((line) => MARKDOWN_SIGN.test(line) || MARKDOWN_START.test(line))) {
		return literalBlocks(fit(lines, most, LITERAL_LINE), look, alignment);
	}
	// Teams breaks the line of a TextBlock at a blank line only.
	const shown = fit(lines, most, LONGEST_LINE).filter((line) => line.trim() !== '');
	return [
		{
			type: 'TextBlock',
			text: shown.join('\n\n'),
			...(most === 1 ? {} : { wrap: true }),
			...(most > 0 ? { maxLines: most } : {}),
			...look,
			...alignment,
		},
	];
}
