const NAMED: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', nbsp: ' ', quot: '"' };

function entity(name: string): string {
	const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
	const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
	if (code <= 0x10ffff) return String.fromCodePoint(code);
	return NAMED[name.toLowerCase()] ?? `&${name};`;
}

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

const decoded = (html: string): string => html.replace(/&(#?\w{1,8});/g, (_all, name: string) => entity(name));

/** What a person reads of an HTML text, without the blanks. */
const readable = (html: string): string => withoutBlanks(decoded(html.replace(/<[a-z/!][^>]*>/gi, '')));

const LINK = /<a\s(?:[^>]*?\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/gi;

/** Where the links of an HTML text lead. */
const linksOf = (html: string): string[] =>
	[...html.matchAll(LINK)].map(([, double, single, bare]) =>
		decoded(double ?? single ?? bare ?? '')
			.trim()
			.replace(/\/+$/, ''),
	);

/** Links that lead elsewhere make another text. A system may drop them all, or make links of addresses in the text. */
function keepsLinks(sent: string, stored: string): boolean {
	const kept = linksOf(stored);
	return kept.length === 0 || linksOf(sent).every((link) => kept.includes(link));
}

/**
 * Whether a stored message has the text that was sent. Blanks and mark-up do not count, but for where links lead, because
 * a system may keep a plain text as HTML and tidy up what it is given. Two texts of which nothing can be read, such as
 * pictures, are compared as they are.
 */
export function sameText(sent: string, bodyType: 'HTML' | 'PLAIN', stored: string): boolean {
	if (withoutBlanks(sent) === withoutBlanks(stored)) return true;
	if (bodyType === 'HTML' && !keepsLinks(sent, stored)) return false;
	const wanted = bodyType === 'PLAIN' ? withoutBlanks(sent) : readable(sent);
	return wanted !== '' && wanted === readable(stored);
}
