import type { IDataObject } from 'n8n-workflow';

/** The fields of an AcdEvent's `EventData`. A type, because n8n's item data does not accept interfaces. */
export type EventData = {
	urls: Array<{ urlPath: string; displayName: string }>;
	/** Plain text, or markup as it stands in the document. Line ends are kept as jtel sends them. */
	body: string;
	/** Whether jtel marks the body as HTML. */
	html: boolean;
};

type Token =
	| { kind: 'open'; name: string; html: boolean; empty: boolean; end: number }
	| { kind: 'close'; name: string; start: number }
	| { kind: 'text'; text: string };

/** Deeper than any document of this shape; what nests deeper is not one. */
const MAX_DEPTH = 64;

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function character(code: number, source: string): string {
	const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
	return allowed && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : source;
}

/** The entities that every XML document has; anything else, a bare `&` for one, stays as it stands. */
function decode(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
		(source: string, decimal?: string, hex?: string, name?: string) => {
			if (name !== undefined) return NAMED[name] ?? source;
			return character(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), source);
		},
	);
}

/** Where a section of the document ends, or undefined when it never does. */
function endOf(xml: string, terminator: string, from: number): number | undefined {
	const at = xml.indexOf(terminator, from);
	return at < 0 ? undefined : at;
}

function match(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(xml);
}

function openTag(xml: string, at: number): Extract<Token, { kind: 'open' }> | undefined {
	const name = match(/<([A-Za-z_][\w.:-]*)/y, xml, at);
	if (name === null) return undefined;
	let end = at + name[0].length;
	let html = false;
	for (;;) {
		const attribute = match(/\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y, xml, end);
		if (attribute === null) break;
		if (attribute[1] === 'html') html = decode(attribute[2] ?? attribute[3] ?? '').toLowerCase() === 'true';
		end += attribute[0].length;
	}
	const close = match(/\s*(\/?)>/y, xml, end);
	if (close === null) return undefined;
	return { kind: 'open', name: name[1] ?? '', html, empty: close[1] === '/', end: end + close[0].length };
}

/** One pass over the document; yields undefined where it is not well-formed or declares a document type. */
function* tokens(xml: string): Generator<Token | undefined> {
	let at = 0;
	while (at < xml.length) {
		if (xml[at] !== '<') {
			const end = endOf(xml, '<', at) ?? xml.length;
			yield { kind: 'text', text: decode(xml.slice(at, end)) };
			at = end;
		} else if (xml.startsWith('<![CDATA[', at)) {
			const end = endOf(xml, ']]>', at + 9);
			if (end === undefined) return yield undefined;
			yield { kind: 'text', text: xml.slice(at + 9, end) };
			at = end + 3;
		} else if (xml.startsWith('<!--', at) || xml.startsWith('<?', at)) {
			const terminator = xml[at + 1] === '?' ? '?>' : '-->';
			const end = endOf(xml, terminator, at + terminator.length);
			if (end === undefined) return yield undefined;
			at = end + terminator.length;
		} else if (xml[at + 1] === '/') {
			const close = match(/<\/([A-Za-z_][\w.:-]*)\s*>/y, xml, at);
			if (close === null) return yield undefined;
			yield { kind: 'close', name: close[1] ?? '', start: at };
			at += close[0].length;
		} else {
			const open = openTag(xml, at);
			if (open === undefined) return yield undefined;
			yield open;
			if (open.empty) yield { kind: 'close', name: open.name, start: open.end };
			at = open.end;
		}
	}
}

/** The elements of this shape; the path is made of no other names, which may be long. */
const ELEMENTS = new Set(['eventData', 'urls', 'url', 'urlPath', 'displayName', 'body']);

const LEAVES = ['eventData/urls/url/urlPath', 'eventData/urls/url/displayName', 'eventData/body'];

/**
 * Reads the `EventData` XML of an AcdEvent. Declared entities and document types are not followed, elements
 * that are not of this shape are passed over. Takes time in proportion to the length of the text.
 * @returns undefined for anything that is not such a document.
 */
export function readEventData(document: string): EventData | undefined {
	const xml = document.replace(/^\uFEFF/, '');
	const result: EventData = { urls: [], body: '', html: false };
	const path: string[] = [];
	const steps: string[] = [];
	let [text, bodyStart, markup, roots] = ['', 0, false, 0];
	for (const token of tokens(xml)) {
		if (token === undefined) return undefined;
		if (token.kind === 'text') {
			if (path.length === 0 && token.text.trim() !== '') return undefined;
			text += token.text;
		} else if (token.kind === 'open') {
			if (path.length === 0 && (token.name !== 'eventData' || ++roots > 1)) return undefined;
			if (path.push(token.name) > MAX_DEPTH) return undefined;
			steps.push(ELEMENTS.has(token.name) ? token.name : '*');
			const where = steps.join('/');
			if (LEAVES.includes(where)) text = '';
			if (where === 'eventData/urls/url') result.urls.push({ urlPath: '', displayName: '' });
			else if (where === 'eventData/body') [bodyStart, markup, result.html] = [token.end, false, token.html];
			else if (path[1] === 'body') markup = true;
		} else {
			const where = steps.join('/');
			steps.pop();
			if (path.pop() !== token.name) return undefined;
			const url = result.urls.at(-1);
			if (where === 'eventData/body') result.body = markup ? xml.slice(bodyStart, token.start) : text;
			else if (where === 'eventData/urls/url/urlPath' && url !== undefined) url.urlPath = text;
			else if (where === 'eventData/urls/url/displayName' && url !== undefined) url.displayName = text;
		}
	}
	return roots === 1 && path.length === 0 ? result : undefined;
}

/** The record with `eventDataParsed` beside its `EventData`, where that can be read; otherwise unchanged. */
export function withEventData(event: IDataObject): IDataObject {
	const parsed = typeof event.EventData === 'string' ? readEventData(event.EventData) : undefined;
	return parsed === undefined ? event : { ...event, eventDataParsed: parsed };
}
