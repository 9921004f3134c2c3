/** Longer than any text that a card shows; what goes beyond is left out. */
const LONGEST_TEXT = 1_000_000;

/** The text with what each of its bindings stands for; `resolve` gets its path, without `${` and `}`. */
export function fillBindings(text: string, resolve: (path: string) => string): string {
	const pieces: string[] = [];
	let at = 0;
	let length = 0;
	for (let open = text.indexOf('${'); open >= 0 && length < LONGEST_TEXT; open = text.indexOf('${', at)) {
		const close = text.indexOf('}', open);
		if (close < 0) break;
		const value = resolve(text.slice(open + 2, close).trim());
		pieces.push(text.slice(at, open), value);
		length += value.length;
		at = close + 1;
	}
	return length < LONGEST_TEXT ? pieces.join('') + text.slice(at) : pieces.join('');
}

/** The paths of the bindings in a text. */
export function bindingsOf(text: string): string[] {
	const paths: string[] = [];
	fillBindings(text, (path) => {
		paths.push(path);
		return '';
	});
	return paths;
}
