import { decodeEntities } from '../operations/html';

/** A text as bytes, one per character and in lower case, with the places in the text that they come from. */
export interface Unescaped {
	bytes: string;
	/** For each byte where it begins, and at last where the text ends. */
	starts: number[];
}

/** How servers and proxies write a sign that means something to them: in addresses, in pages, in JSON within a text. */
const ESCAPE = /%[0-9a-f]{2}|&#?[0-9a-z]{1,8};|\\u[0-9a-f]{4}|\\["'\\/]/gi;

/** What was escaped twice is read as well, and no further: each turn costs time. */
const TURNS = 3;

const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function meaningOf(escape: string): string {
	if (escape.startsWith('%')) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
	if (escape.startsWith('\\u')) return bytesOf(String.fromCharCode(Number.parseInt(escape.slice(2), 16)));
	return escape.startsWith('\\') ? escape.slice(1) : bytesOf(decodeEntities(escape));
}

function asBytes(text: string): Unescaped {
	const pieces: string[] = [];
	const starts: number[] = [];
	let at = 0;
	for (const sign of text) {
		const bytes = bytesOf(sign);
		pieces.push(bytes);
		for (let index = 0; index < bytes.length; index++) starts.push(at);
		at += sign.length;
	}
	return { bytes: pieces.join(''), starts: [...starts, at] };
}

function unescapedOnce({ bytes, starts }: Unescaped): Unescaped {
	const pieces: string[] = [];
	const placed: number[] = [];
	let at = 0;
	const keepTo = (end: number): void => {
		pieces.push(bytes.slice(at, end));
		for (; at < end; at++) placed.push(starts[at] ?? 0);
	};
	for (const { 0: escape, index } of bytes.matchAll(ESCAPE)) {
		keepTo(index);
		const meaning = meaningOf(escape);
		pieces.push(meaning);
		for (let count = 0; count < meaning.length; count++) placed.push(starts[index] ?? 0);
		at = index + escape.length;
	}
	keepTo(bytes.length);
	placed.push(starts[bytes.length] ?? 0);
	return { bytes: pieces.join(''), starts: placed };
}

/** A text without its escapes and without capital letters, so that a word is found in whatever way it is written. */
export function unescapedBytes(text: string): Unescaped {
	let read = asBytes(text);
	for (let turn = 0; turn < TURNS; turn++) {
		const next = unescapedOnce(read);
		if (next.bytes === read.bytes) break;
		read = next;
	}
	// By ASCII alone: in other encodings the letters of a byte are not known.
	return { ...read, bytes: read.bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) };
}
