/**
 * The customer ticketing page prints its requests as no JSON parser reads them: names without quotes, typographic quotes,
 * and one brace too many at the beginning.
 */
const TYPOGRAPHIC_QUOTES = /[\u201c\u201d\u201e\u2033]/g;

/** A text in quotes, which stays, or a name in front of a colon. */
const TEXT_OR_NAME = /"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*(?=\s*:)/g;

/** Such a request as JSON; what is JSON already is not changed. */
export function asPrinted(body: string): string {
	if (isJson(body)) return body;
	const quoted = body
		.replace(TYPOGRAPHIC_QUOTES, '"')
		.replace(TEXT_OR_NAME, (found) => (found.startsWith('"') ? found : `"${found}"`));
	return isJson(quoted) ? quoted : quoted.replace(/^\s*\{\s*\{/, '{');
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
