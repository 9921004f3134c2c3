/** Whole words as HubSpot's search compares them, in time that grows with the text and not faster. */

/** An asterisk stands for any letters: the parts between asterisks have to come one after the other. */
function fits(word: string, parts: readonly string[]): boolean {
	const [first = '', ...rest] = parts;
	const last = rest.pop();
	if (last === undefined) return word === first;
	if (!word.startsWith(first) || !word.endsWith(last)) return false;
	let at = first.length;
	for (const part of rest) {
		const found = word.indexOf(part, at);
		if (found < 0) return false;
		at = found + part.length;
	}
	return at <= word.length - last.length;
}

/** Whether all words of `wanted` occur in a text. */
export function containsWords(wanted: string): (value: string) => boolean {
	const patterns = wanted
		.toLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.map((word) => word.split(/\*+/));
	return (value) => {
		const text = value.toLowerCase();
		const words = [...new Set(text.split(/\s+/)), ...new Set(text.split(/[^\p{L}\p{N}]+/u))];
		return patterns.every((parts) => words.some((word) => fits(word, parts)));
	};
}
