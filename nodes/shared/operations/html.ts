/**
 * HTML that others have written, such as a customer's mail. Read once from front to back, without patterns that go back:
 * the time grows with the length of the text and not faster, whatever is in it.
 */

/** A tag as it stands in the text. */
interface Tag {
	/** In lower case. */
	name: string;
	closes: boolean;
	/** What stands between the name and the ">". */
	attributes: string;
	start: number;
	end: number;
}

/** Their content is not for people. */
const UNSEEN = new Set(['head', 'script', 'style']);

/** After these, what follows stands on a line of its own. */
const BLOCKS = new Set([
	...['address', 'article', 'blockquote', 'dd', 'div', 'dt', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header'],
	...['li', 'p', 'pre', 'section', 'table', 'tr'],
]);

const NAMED: Record<string, string> = {
	...{ amp: '&', apos: "'", gt: '>', lt: '<', nbsp: ' ', quot: '"' },
	...{ bdquo: '„', bull: '•', hellip: '…', laquo: '«', ldquo: '“', lsaquo: '‹', lsquo: '‘', mdash: '—', middot: '·' },
	...{ ndash: '–', raquo: '»', rdquo: '”', rsaquo: '›', rsquo: '’', sbquo: '‚', shy: '\u00ad', zwnj: '\u200c' },
	...{ cent: '¢', copy: '©', deg: '°', euro: '€', frac12: '½', para: '¶', plusmn: '±', pound: '£', reg: '®' },
	...{ sect: '§', sup2: '²', times: '×', trade: '™', yen: '¥', iexcl: '¡', iquest: '¿', micro: 'µ' },
	...{ Aacute: 'Á', aacute: 'á', Acirc: 'Â', acirc: 'â', AElig: 'Æ', aelig: 'æ', Agrave: 'À', agrave: 'à' },
	...{ Aring: 'Å', aring: 'å', Atilde: 'Ã', atilde: 'ã', Auml: 'Ä', auml: 'ä', Ccedil: 'Ç', ccedil: 'ç' },
	...{ Eacute: 'É', eacute: 'é', Ecirc: 'Ê', ecirc: 'ê', Egrave: 'È', egrave: 'è', Euml: 'Ë', euml: 'ë' },
	...{ Iacute: 'Í', iacute: 'í', Icirc: 'Î', icirc: 'î', Igrave: 'Ì', igrave: 'ì', Iuml: 'Ï', iuml: 'ï' },
	...{ Ntilde: 'Ñ', ntilde: 'ñ', Oacute: 'Ó', oacute: 'ó', Ocirc: 'Ô', ocirc: 'ô', OElig: 'Œ', oelig: 'œ' },
	...{ Ograve: 'Ò', ograve: 'ò', Oslash: 'Ø', oslash: 'ø', Otilde: 'Õ', otilde: 'õ', Ouml: 'Ö', ouml: 'ö' },
	...{ Scaron: 'Š', scaron: 'š', szlig: 'ß', Uacute: 'Ú', uacute: 'ú', Ucirc: 'Û', ucirc: 'û', Ugrave: 'Ù' },
	...{ ugrave: 'ù', Uuml: 'Ü', uuml: 'ü', Yacute: 'Ý', yacute: 'ý', Yuml: 'Ÿ', yuml: 'ÿ' },
};

/** The character of a number, unless it is none that a text can hold. */
function character(code: number): string | undefined {
	const isHalf = code >= 0xd800 && code <= 0xdfff;
	return code === 0 || code > 0x10ffff || isHalf ? undefined : String.fromCodePoint(code);
}

/** Entities as characters; what is none stays as it stands. */
export function decodeEntities(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/gi,
		(source: string, decimal?: string, hex?: string, name = '') => {
			if (decimal !== undefined) return character(Number(decimal)) ?? source;
			if (hex !== undefined) return character(Number.parseInt(hex, 16)) ?? source;
			const known = Object.hasOwn(NAMED, name) ? NAMED[name] : NAMED[name.toLowerCase()];
			return typeof known === 'string' ? known : source;
		},
	);
}

/** `<`, and at most so many letters and digits: no element of HTML has a longer name. */
const NAME = /<(\/?)([a-z][a-z0-9]{0,19})(?=[\s/>])/iy;

/** Remembers that something does not come any more, so that it is looked for in vain only once. */
function finder(text: string): (wanted: string, from: number) => number {
	const gone = new Set<string>();
	return (wanted, from) => {
		const at = gone.has(wanted) ? -1 : text.indexOf(wanted, from);
		if (at < 0) gone.add(wanted);
		return at;
	};
}

/** All tags in their order. A "<" that begins no tag, as in "a < b" or in `<ewa@example.com>`, is text. */
export function* tagsOf(html: string): Generator<Tag> {
	const find = finder(html);
	for (let start = html.indexOf('<'); start >= 0; start = find('<', start)) {
		const isComment = html.startsWith('<!--', start);
		const isDeclaration = !isComment && (html[start + 1] === '!' || html[start + 1] === '?');
		NAME.lastIndex = start;
		const [whole, slash = '', name = ''] = isComment || isDeclaration ? [''] : (NAME.exec(html) ?? []);
		const close = whole === undefined ? -1 : find(isComment ? '-->' : '>', start + whole.length);
		// Without a ">" nothing that follows can be a tag.
		if (whole !== undefined && close < 0 && !isComment) return;
		if (whole === undefined || close < 0) {
			start++;
			continue;
		}
		const end = close + (isComment ? 3 : 1);
		const attributes = html.slice(start + whole.length, close);
		yield { name: name.toLowerCase(), closes: slash === '/', attributes, start, end };
		start = end;
	}
}

/** What a person reads of an HTML text: entities as characters, line breaks where the text has them. */
export function htmlToText(html: string): string {
	const tags = [...tagsOf(html)];
	// An element that never ends hides nothing: better too much than a mail without its text.
	const lastClosing = new Map(tags.filter(({ closes }) => closes).map(({ name, start }) => [name, start]));
	const pieces: string[] = [];
	let at = 0;
	let unseen: string | undefined;
	for (const { name, closes, start, end } of tags) {
		if (unseen !== undefined && !(closes && name === unseen)) continue;
		if (unseen === undefined) pieces.push(decodeEntities(html.slice(at, start)));
		unseen = !closes && UNSEEN.has(name) && (lastClosing.get(name) ?? 0) > start ? name : undefined;
		at = end;
		if (name === 'br' || (closes && BLOCKS.has(name))) pieces.push('\n');
		// Mails often have a line break of their own behind each <br>.
		if (name === 'br') at += html.startsWith('\r\n', at) ? 2 : Number(html[at] === '\n');
	}
	pieces.push(decodeEntities(html.slice(at)));
	return pieces.join('').trim();
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as HTML that shows it as it is, with its line breaks. */
export function textToHtml(text: string): string {
	return text.replace(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign).replace(/\r?\n/g, '<br>');
}
