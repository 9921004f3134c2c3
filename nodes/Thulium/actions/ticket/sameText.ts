import { decodeEntities, htmlToText, tagsOf } from '../../../shared/operations/html';
import { withoutEndSlashes } from '../../../shared/http/url';

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

/** What a person reads of an HTML text, without the blanks. */
const readable = (html: string): string => withoutBlanks(htmlToText(html));

const TARGET = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;

/** Where the links of an HTML text lead. */
function linksOf(html: string): string[] {
	const links = [...tagsOf(html)].filter(({ name, closes }) => name === 'a' && !closes);
	return links.flatMap(({ attributes }) => {
		const [whole, double, single, bare] = TARGET.exec(attributes) ?? [];
		return whole === undefined ? [] : [withoutEndSlashes(decodeEntities(double ?? single ?? bare ?? '').trim())];
	});
}

/** Links that lead elsewhere make another text. A system may drop them all, or make links of addresses in the text. */
function keepsLinks(sent: string, stored: string): boolean {
	const kept = new Set(linksOf(stored));
	return kept.size === 0 || linksOf(sent).every((link) => kept.has(link));
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
