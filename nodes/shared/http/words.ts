/** The names that the words of an error have in answers of any shape, the most telling first. In small letters. */
const NAMES = ['message', 'error_description', 'detail', 'reason', 'description', 'title', 'error', 'errors', 'fault'];

/** No error nests its words deeper, and nobody reads more of a list. */
const MAX_LEVELS = 5;
const MAX_ENTRIES = 10;

const isPage = (text: string): boolean => text.startsWith('<');

/**
 * What a service says went wrong, in an answer that has not the shape of its errors: plain text, or the texts under the
 * usual names. Empty for a page and for whatever else nobody could read.
 */
export function wordsIn(body: unknown, levels = MAX_LEVELS): string {
	if (typeof body === 'string') return levels === MAX_LEVELS && isPage(body.trim()) ? '' : body.trim();
	if (typeof body !== 'object' || body === null || levels === 0) return '';
	const inner = (value: unknown): string => wordsIn(value, levels - 1);
	if (Array.isArray(body)) return body.slice(0, MAX_ENTRIES).map(inner).filter(Boolean).join(' ');
	const entries = Object.entries(body);
	for (const name of NAMES) {
		const words = inner(entries.find(([key]) => key.toLowerCase() === name)?.[1]);
		if (words !== '') return words;
	}
	if (levels === MAX_LEVELS) return '';
	// Errors by the names of fields.
	return entries
		.slice(0, MAX_ENTRIES)
		.map(([name, value]) => [name, inner(value)])
		.filter(([, words]) => words !== '')
		.map(([name, words]) => `${name}: ${words}`)
		.join(' ');
}
