const LONG_INTEGER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

const exact = (number: string): string => (Number.isSafeInteger(Number(number)) ? number : `"${number}"`);

/** Whether an odd number of backslashes stands before this place. */
function isEscaped(text: string, at: number): boolean {
	let start = at;
	while (text[start - 1] === '\\') start--;
	return (at - start) % 2 === 1;
}

/** Where the string that begins at `open` ends; the end of the text when it does not. */
function endOfString(text: string, open: number): number {
	let close = text.indexOf('"', open + 1);
	while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
	return close < 0 ? text.length : close + 1;
}

/** Strings stay as they are. By hand, because a regular expression runs out of stack on long ones. */
function quoteLongIntegers(text: string): string {
	let result = '';
	for (let at = 0; at < text.length;) {
		const quote = text.indexOf('"', at);
		const open = quote < 0 ? text.length : quote;
		const end = endOfString(text, open);
		result += text.slice(at, open).replace(LONG_INTEGER, exact) + text.slice(open, end);
		at = end;
	}
	return result;
}

/**
 * Reads an answer without losing digits: integers that JavaScript's numbers cannot hold, such as the cursors of the
 * reactions, become text. What is no JSON comes back as it is.
 */
export function readJson(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(quoteLongIntegers(text));
	} catch {
		return text;
	}
}
