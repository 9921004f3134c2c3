import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { adaptiveCardOf, webAddress } from '../../../nodes/Kaizala/card/adaptiveCard';
import { CardBindings } from '../../../nodes/Kaizala/card/bindings';
import { asChatCard, operatorsOf } from '../../../nodes/Kaizala/card/chatCard';
import { messageOf, runNode } from '../../harness/engine';
import { setup, useKaizala } from '../setup';
import { expectValid, texts } from './official';
import { schemaProblems } from './schema';
import { propertyRuns } from '../../harness/properties';

const sandbox = useKaizala();

const text = (string: unknown, more: IDataObject = {}) => ({ type: 'text', string, ...more });

/** The output for a card with these elements. */
async function convert(children: unknown, more: IDataObject = {}): Promise<IDataObject> {
	const { Operators: operators, ...parameters } = more;
	const card = { schemaVersion: 3, schema: { type: 'container', children }, Operators: operators };
	const result = await runNode({
		...setup(sandbox.current, 'card', 'toAdaptiveCard', {
			...{ cardMode: 'json', chatCardView: JSON.stringify(card), options: { title: 'Ticket' } },
			...parameters,
		}),
		credentials: {},
	});
	const [output] = result.json;
	if (output === undefined) throw new Error(messageOf(result));
	expectValid(output.adaptiveCard);
	return output;
}

const bodyOf = ({ adaptiveCard }: IDataObject): unknown => (adaptiveCard as IDataObject).body;
const namesIn = ({ unresolved }: IDataObject): unknown[] => (unresolved as IDataObject[]).map(({ name }) => name);

const cardOf = (...body: unknown[]) => ({
	...{ $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.5' },
	...{ fallbackText: 'x', body },
});

describe('The schema of Adaptive Cards 1.5', () => {
	const block = { type: 'TextBlock', text: 'x' };

	test('takes what is in it', () => {
		const columns = [{ type: 'Column', width: 'stretch', items: [block] }];
		expect(schemaProblems(cardOf(block, { type: 'ColumnSet', columns }))).toEqual([]);
	});

	test.each<[string, unknown]>([
		['an element that there is not', cardOf({ type: 'Button', text: 'x' })],
		['an element of a later version', cardOf({ type: 'CodeBlock', codeSnippet: 'x' })],
		['an element without type', cardOf({ text: 'x' })],
		['an attribute that there is not', cardOf({ ...block, fontSize: 3 })],
		['a text that is a number', cardOf({ ...block, text: 7 })],
		['a text block without text', cardOf({ type: 'TextBlock' })],
		['half a line', cardOf({ ...block, maxLines: 1.5 })],
		['lines as a text', cardOf({ ...block, maxLines: '2' })],
		['a size that there is not', cardOf({ ...block, size: 'huge' })],
		['a free colour', cardOf({ ...block, color: '#ff0000' })],
		['a blank in an address', cardOf({ type: 'Image', url: 'https://example.com/a b.png' })],
		['a letter beyond ASCII in an address', cardOf({ type: 'Image', url: 'https://example.com/ü.png' })],
		['a lonely percent sign', cardOf({ type: 'Image', url: 'https://example.com/100%' })],
		['an address without a server', cardOf({ type: 'Image', url: 'logo.png' })],
		['a width as a number', cardOf({ type: 'Image', url: 'https://example.com/a.png', width: 15 })],
		['a column in the body', cardOf({ type: 'Column', items: [block] })],
		['a text beside a column', cardOf({ type: 'ColumnSet', columns: [block] })],
		['a container of nothing', cardOf({ type: 'Container', items: [] })],
		['a run that is a block', cardOf({ type: 'RichTextBlock', inlines: [block] })],
		['a card of nothing', cardOf()],
		['another version', { ...cardOf(block), version: '1.6' }],
		['an action without address', { ...cardOf(block), actions: [{ type: 'Action.OpenUrl', title: 'x' }] }],
		[
			'an action that runs a script',
			{ ...cardOf(block), actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'data:x' }] },
		],
	])('refuses %s', (_what, wrong) => {
		expect(schemaProblems(wrong)).not.toEqual([]);
	});
});

describe('Every converted card is valid', () => {
	const word = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 40 }),
		fc.constantFrom('${Form.title}', '${Form.properties[a].value}', '${Operators.a}', '*b*\n- c', '\u202e|<x>', '  '),
	);
	const anything = fc.oneof(
		word,
		fc.integer(),
		fc.double(),
		fc.boolean(),
		fc.constant(null),
		fc.object({ maxDepth: 1 }),
		fc.constant({ toString: 1, valueOf: 1 }),
	);
	const address = fc.oneof(
		word,
		word.map((path) => `https://example.com/${path}`),
		fc.webUrl(),
	);
	const style = fc.record(
		{
			fontSize: anything,
			fontStyle: fc.oneof(fc.constantFrom('bold', 'BOLD', 'italic'), anything),
			textColor: fc.oneof(fc.constantFrom('#c62828', '#f00', '#12345678', 'red'), anything),
			backgroundColor: fc.oneof(fc.constantFrom('#fcb72d', '#0f0', '#ffffff', 'green'), anything),
			textAlignment: fc.oneof(fc.constantFrom('left', 'CENTER', 'justify'), anything),
			maxNumberOfLines: anything,
			visible: anything,
			...{ weight: anything, width: anything, height: anything },
			layout: fc.oneof(fc.constantFrom('horizontal', 'Vertical'), anything),
		},
		{ requiredKeys: [] },
	);
	const { node } = fc.letrec<{ node: IDataObject }>((tie) => ({
		node: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			fc.tuple(style, anything).map(([more, string]) => ({ ...more, type: 'text', string }) as IDataObject),
			fc.tuple(style, address).map(([more, source]) => ({ ...more, type: 'image', source }) as IDataObject),
			fc
				.tuple(
					style,
					fc.constantFrom('container', 'view', 'Container', 'table'),
					fc.array(tie('node'), { maxLength: 4 }),
				)
				.map(([more, type, children]) => ({ ...more, type, children }) as IDataObject),
		),
	}));

	test('whatever the Kaizala card is made of', () => {
		const value = fc.tuple(node, word, fc.oneof(word, anything), fc.integer({ min: 0, max: 60 }));
		fc.assert(
			fc.property(value, ([schema, property, operator, longestText]) => {
				const card = asChatCard({ schema, Operators: { a: operator } });
				if (card === undefined) throw new Error('It is no card');
				const data = { title: 'Ticket', properties: new Map([['a', property]]) };
				const bindings = new CardBindings(data, operatorsOf(card));
				const content = { title: 'Ticket', bindings, images: new Map(), buttons: [] };
				expectValid(adaptiveCardOf(card, content, longestText));
			}),
			// What an expression may yield, though JSON has no word for it.
			{ ...propertyRuns(400), examples: [[[{ type: 'text', string: 'a', maxNumberOfLines: Infinity }, '', {}, 0]]] },
		);
	});

	test('whatever address a picture or a button has', () => {
		fc.assert(
			fc.property(address, (given) => {
				const url = webAddress(given);
				if (url === undefined) return;
				expectValid({ ...cardOf({ type: 'Image', url }), actions: [{ type: 'Action.OpenUrl', title: 'x', url }] });
				// The same address, written otherwise.
				expect(new URL(url).hostname).toBe(new URL(given).hostname);
				expect(webAddress(url)).toBe(url);
			}),
			propertyRuns(400),
		);
	});

	test('addresses with blanks, umlauts and braces are written as Teams takes them', async () => {
		const url = 'https://n8n.example.com/form/ö b?x={y}&z=100%';
		const picture = { type: 'image', source: 'HTTPS://example.com/Plan A.png' };
		const output = await convert([picture, { type: 'image', source: 'https://no server/a.png' }], {
			buttons: { button: [{ title: 'Open', url }] },
		});
		expect(output.adaptiveCard).toMatchObject({
			body: [{ type: 'Image', url: 'https://example.com/Plan%20A.png' }],
			actions: [{ url: 'https://n8n.example.com/form/%C3%B6%20b?x=%7By%7D&z=100%25' }],
		});
		expect(namesIn(output)).toEqual(['https://no server/a.png']);
	});
});

describe('Nothing of a card is lost without a word', () => {
	test('elements that Kaizala does not know are named, and draw no line', async () => {
		const table = { type: 'Table', rows: [{ type: 'TableRow', cells: [] }] };
		const output = await convert([text('a'), table, { type: 'Media', sources: [] }, text('b')]);
		expect(bodyOf(output)).toEqual(['a', 'b'].map((line) => ({ type: 'TextBlock', text: line, wrap: true })));
		expect(output.unresolved).toEqual(
			['Table', 'Media'].map((name) => ({ name, reason: 'Kaizala has no such element' })),
		);
		const unknown = await convert([{ type: 'stack', children: [text('inside')] }]);
		expect([texts(bodyOf(unknown)), unknown.unresolved]).toEqual([['inside'], []]);
	});

	test.each<[string, unknown, string[]]>([
		['a list of elements that is none', { type: 'text', string: 'x' }, ['{"type":"text","string":"x"}']],
		['elements without a type', ['x', text('y'), { string: 'z' }, null], ['x', '{"string":"z"}']],
		['a text that is an object', [text({ a: 1 })], ['{"a":1}']],
		['expressions of another language', [text('${if(x, 1, 2)} ${$data.y}')], ['if(x, 1, 2)', '$data.y']],
	])('%s', async (_what, children, names) => {
		expect(namesIn(await convert(children))).toEqual(names);
	});

	test('long names are cut, and not through the middle of a character', async () => {
		const [whole, long, emoji] = ['x'.repeat(100), 'x'.repeat(101), `${'x'.repeat(99)}😀`];
		const names = [whole, long, emoji].map((name) => ({ type: 'image', source: name }));
		const images = namesIn(await convert(names));
		const kinds = namesIn(await convert([{ type: whole }, { type: long }, { type: emoji }]));
		const shapes = namesIn(await convert([whole, long, emoji]));
		const cut = [whole, `${whole}…`, `${'x'.repeat(99)}…`];
		expect({ images, kinds, shapes }).toEqual({ images: cut, kinds: cut, shapes: cut });
		expect(namesIn(await convert([text({ a: whole })]))).toEqual([`{"a":"${'x'.repeat(94)}…`]);
	});

	test('an operator in place of a text is worked out, and a number is a text', async () => {
		const shout = { operator: 'format_string', format: '%s!', args: ['${Form.title}'] };
		const output = await convert([text(shout), text(['eq', 1, 1]), text(['eq', 1]), text(42)]);
		expect(texts(bodyOf(output))).toEqual(['Ticket!', 'true', '42']);
		expect(output.unresolved).toEqual([{ name: '["eq",1]', reason: 'eq lacks "value2"' }]);
	});

	test('a card that is a single text', async () => {
		const chatCardView = JSON.stringify({ schema: text('alone', { backgroundColor: '#f00' }) });
		expect(bodyOf(await convert([], { chatCardView }))).toMatchObject([
			{ type: 'Container', style: 'attention', items: [{ text: 'alone' }] },
		]);
	});

	test('a column of several elements stays one column', async () => {
		const column = (...children: unknown[]) => ({ type: 'container', children });
		const row = { type: 'container', layout: 'horizontal', children: [column(text('a'), text('b')), text('c')] };
		expect(bodyOf(await convert([row]))).toMatchObject([
			{ type: 'ColumnSet', columns: [{ items: [{ text: 'a' }, { text: 'b' }] }, { items: [{ text: 'c' }] }] },
		]);
	});

	test('a card that shows nothing shows its title', async () => {
		const output = await convert([text('${Form.properties[none]}')]);
		expect(texts(bodyOf(output))).toEqual(['Ticket']);
		expect(namesIn(output)).toEqual(['Form.properties[none]']);
	});

	test.each(['מים 3*', '«المضخة» Pump', '3. ܐܒ'])('%s is read from right to left', async (line) => {
		const left = { textAlignment: 'left' };
		expect(bodyOf(await convert([text(line, left), text(line, { textAlignment: 'right' })]))).toMatchObject([
			{ type: 'Container', rtl: true, items: [expect.not.objectContaining({ horizontalAlignment: 'left' })] },
			{ type: 'Container', rtl: true, items: [{ horizontalAlignment: 'right' }] },
		]);
		expect(JSON.stringify(bodyOf(await convert([text(`Pump: ${line}`, left)])))).not.toContain('rtl');
	});

	test('half a line is none', async () => {
		const output = await convert([text('a', { maxNumberOfLines: 2.9 }), text('b', { maxNumberOfLines: 0.5 })]);
		expect(bodyOf(output)).toEqual([
			{ type: 'TextBlock', text: 'a', wrap: true, maxLines: 2 },
			{ type: 'TextBlock', text: 'b', wrap: true },
		]);
	});
});
