import fc from 'fast-check';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

import { readEventData, withEventData } from '../../nodes/JtelAcd/actions/event/eventData';
import { propertyRuns } from '../harness/properties';

const around = (inner: string) => `<eventData>${inner}</eventData>`;
const body = (inner: string, attributes = '') => readEventData(around(`<body${attributes}>${inner}</body>`))?.body;

test("jtel's own example is read into its fields", () => {
	const xml =
		'<eventData><urls><url><urlPath>https://www.jtel.de</urlPath><displayName>123456</displayName></url></urls><body html="true"></body></eventData>';
	expect(readEventData(xml)).toEqual({
		urls: [{ urlPath: 'https://www.jtel.de', displayName: '123456' }],
		body: '',
		html: true,
	});
});

test.each([
	['nothing inside', '', { urls: [], body: '', html: false }],
	['empty elements', '<urls/><body html="false"/>', { urls: [], body: '', html: false }],
	[
		'a link without a name',
		'<urls><url><urlPath>u</urlPath></url></urls>',
		{ urls: [{ urlPath: 'u', displayName: '' }] },
	],
	[
		'several links',
		'<urls><url><urlPath>a</urlPath></url>\n<url><displayName>b</displayName></url></urls>',
		{
			urls: [
				{ urlPath: 'a', displayName: '' },
				{ urlPath: '', displayName: 'b' },
			],
		},
	],
	['single quotes and blanks', "<body  lang = 'de' html = 'TRUE' >x</body >", { body: 'x', html: true }],
	['elements of a newer release', '<new><body>no</body><urls/></new><body>yes</body>', { urls: [], body: 'yes' }],
])('%s', (_name, inner, expected) => {
	expect(readEventData(around(inner))).toMatchObject(expected);
});

test.each([
	['the five named entities', '&lt;a href=&quot;x&quot;&gt; &amp; &apos;', '<a href="x"> & \''],
	['character references', '&#252;&#xFC;&#x1F389;&#10;', 'üü🎉\n'],
	['a reference is decoded once only', '&amp;lt;&#38;amp;', '&lt;&amp;'],
	['references to no character stay', '&#0;&#xD800;&#x110000;&#9999999;', '&#0;&#xD800;&#x110000;&#9999999;'],
	['unknown entities and bare ampersands stay', 'a&b=c &nbsp; &', 'a&b=c &nbsp; &'],
	['CDATA is taken as it is', 'a<![CDATA[<b>&amp;]]>c<![CDATA[]]>', 'a<b>&amp;c'],
	['comments and instructions are passed over', 'a<!-- <x> -->b<?php echo "</body>" ?>c', 'abc'],
	['line ends and umlauts', 'Größe\r\nzwei', 'Größe\r\nzwei'],
	['markup stays as it stands', '<p>Hi &amp; <b>you</b></p><body>x</body>', '<p>Hi &amp; <b>you</b></p><body>x</body>'],
])('body: %s', (_name, inner, expected) => {
	expect(body(inner)).toBe(expected);
});

test('a byte order mark, an XML declaration and blanks around the document do no harm', () => {
	expect(
		readEventData(`\uFEFF<?xml version="1.0"?>\n ${around('<body><i>a</i></body>')} \n<!-- end -->`),
	).toMatchObject({
		body: '<i>a</i>',
	});
});

test.each([
	['no text at all', ''],
	['plain text', 'hello'],
	['JSON', '{"eventData":1}'],
	['another root', '<event></event>'],
	['two roots', around('') + around('')],
	['text behind the document', `${around('')}x`],
	['an element that is never closed', '<eventData><body>'],
	['crossed elements', around('<urls><url></urls></url>')],
	['a closing tag too many', `${around('')}</eventData>`],
	['a tag that is cut off', '<eventData><body html="tr'],
	['an attribute without quotes', around('<body html=true></body>')],
	['CDATA without an end', '<eventData><![CDATA['],
	['a comment without an end', '<eventData><!-- </eventData>'],
	['a name that is no name', around('<1></1>')],
	['a document type', `<!DOCTYPE eventData>${around('')}`],
	[
		'entities that multiply',
		`<!DOCTYPE eventData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${around('<body>&b;</body>')}`,
	],
	[
		'an entity from a file',
		`<?xml version="1.0"?><!DOCTYPE eventData [<!ENTITY x SYSTEM "file:///etc/hostname">]>${around('<body>&x;</body>')}`,
	],
	['elements nested 100,000 deep', around('<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
])('not event data: %s', (_name, xml) => {
	expect(readEventData(xml)).toBeUndefined();
});

// Each would take hours with a reader that looks back.
test.each([
	['opening brackets', '<'.repeat(2_000_000)],
	['blanks in a tag', `<eventData${' '.repeat(2_000_000)}x`],
	['a long attribute name', `<eventData ${'a'.repeat(2_000_000)}`],
	['comments that begin', around('<!--'.repeat(500_000))],
	['CDATA that begins', around('<![CDATA['.repeat(300_000))],
	['ampersands', around(`<body>${'&#'.repeat(1_000_000)}`)],
])('huge and hostile: %s', (_name, xml) => {
	expect(readEventData(xml)).toBeUndefined();
});

test('huge and honest: 50,000 links and 5,000,000 characters of body', () => {
	const links = '<url><urlPath>https://example.com/?a=1&amp;b=2</urlPath><displayName>n</displayName></url>'.repeat(
		50_000,
	);
	const text = 'a&lt;'.repeat(1_000_000);
	const read = readEventData(around(`<urls>${links}</urls><body html="false">${text}</body>`));
	expect(read?.urls).toHaveLength(50_000);
	expect(read?.urls[49_999]).toEqual({ urlPath: 'https://example.com/?a=1&b=2', displayName: 'n' });
	expect(read?.body).toHaveLength(2_000_000);
});

const words = fc
	.string({ unit: 'binary', maxLength: 40 })
	.map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\uFEFF]/gu, ''));

test('whatever an XML library writes is read as that library reads it', () => {
	const builder = new XMLBuilder({ ignoreAttributes: false, suppressBooleanAttributes: false });
	const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: false });
	fc.assert(
		fc.property(
			fc.array(fc.record({ urlPath: words, displayName: words }), { minLength: 2, maxLength: 4 }),
			words,
			(url, text) => {
				const xml: string = builder.build({ eventData: { urls: { url }, body: { '#text': text, '@_html': 'true' } } });
				const theirs = parser.parse(xml).eventData;
				const ours = readEventData(xml);
				expect(ours?.urls).toEqual(theirs.urls.url);
				expect(ours?.body).toBe(theirs.body['#text'] ?? '');
				expect(ours).toEqual({ urls: url, body: text, html: true });
			},
		),
		propertyRuns(500),
	);
});

test('no text makes the reader throw', () => {
	const piece = fc.constantFrom(
		'<',
		'>',
		'/',
		'&',
		';',
		'#',
		'"',
		"'",
		'=',
		' ',
		'body',
		'eventData',
		'<!',
		'[CDATA[',
		']]>',
		'--',
		'?',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
			const read = readEventData(pieces.join(''));
			expect(read === undefined || Array.isArray(read.urls)).toBe(true);
		}),
		propertyRuns(500),
	);
});

test('withEventData adds the fields, or leaves the record as it is', () => {
	const good = { ID: 1, EventData: around('<body>x</body>') };
	expect(withEventData(good)).toEqual({ ...good, eventDataParsed: { urls: [], body: 'x', html: false } });
	for (const EventData of [null, '', '<broken', 5]) {
		const record = { ID: 1, EventData };
		expect(withEventData(record)).toBe(record);
	}
});
