/** A string, kept as it is, or an integer of 16 digits and more outside of strings. */
const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/**
 * Reads an answer without losing digits: integers that JavaScript's numbers cannot hold, such as the cursors of the
 * reactions (spec 3), become text. What is no JSON comes back as it is.
 */
export function readJson(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	const safe = text.replace(STRING_OR_LONG_INTEGER, (found) => {
		return found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`;
	});
	try {
		return JSON.parse(safe);
	} catch {
		return text;
	}
}
