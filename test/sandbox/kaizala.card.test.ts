import { cardTexts, defaultCard, renderCard } from '../../sandbox/kaizala/card';
import type { CardExtras, CardForm, ChatCardView } from '../../sandbox/kaizala/card';
import careCard from '../../sandbox/kaizala/packages/com.gls.xyz.care/ChatCardView.json';

const form: CardForm = {
	title: 'Ticket',
	properties: { customername: 'NAME: John Thomas', ticketnumber: 'TICKET#: 907050', tags: '["a","b"]' },
	questions: [{ title: 'Solved?', options: [{ title: 'Yes' }] }],
};
const text = (string: string, extras?: CardExtras) =>
	renderCard({ schemaVersion: 2, schema: { type: 'text', string } }, form, extras);

it("draws the page's ticket card", () => {
	const properties = { ...form.properties, ticketstatus: 'STATUS: ACTIVE' };
	const card = renderCard(careCard, { ...form, properties });
	expect(cardTexts(card)).toEqual(['XYZ CUSTOMER CARE', 'NAME: John Thomas', 'TICKET#: 907050', 'STATUS: ACTIVE']);
	expect(card.style).toEqual({ initialHeight: 300, layout: 'vertical' });
	expect(card.children[0]?.style).toMatchObject({ backgroundColor: '#fcb72d', fontStyle: 'bold', maxNumberOfLines: 1 });
});

it.each([
	['${Form.title}', 'Ticket'],
	['Nr. ${Form.properties[ticketnumber].value}!', 'Nr. TICKET#: 907050!'],
	['${Form.properties[tags].length}', '2'],
	['${Form.questions[0].title} ${Form.questions[0].options[0].text}', 'Solved? Yes'],
	['${Summary.totalResponseCount}/${Summary.targetResponderCount}', '1/4'],
	['${MyLatestResponse.questionToAnswerMap[0]}', 'Yes'],
])('resolves %s', (template, expected) => {
	const extras = {
		summary: { totalResponseCount: 1, targetResponderCount: 4 },
		myLatestResponse: { questionToAnswerMap: { 0: 'Yes' } },
	};
	expect(text(template, extras)).toMatchObject({ text: expected, unresolved: [] });
});

it('draws nothing for what it does not know, and says so', () => {
	expect(text('a${Form.properties[Ticketnumber].value}b')).toMatchObject({
		text: 'ab',
		unresolved: ['Form.properties[Ticketnumber].value'],
	});
	expect(text('${Operators.op}').unresolved).toEqual(['Operators.op']);
	expect(text('${Form.properties[constructor].value}').unresolved).toHaveLength(1);
});

it('keeps pictures, dividers and visibility', () => {
	const card: ChatCardView = {
		schemaVersion: 3,
		schema: {
			type: 'container',
			children: [
				{ type: 'image', source: '${Form.title}.png', contentMode: 'aspectFit' },
				{ type: 'view', height: 1, visible: false },
			],
		},
	};
	expect(renderCard(card, form).children).toMatchObject([
		{ type: 'image', source: 'Ticket.png', visible: true },
		{ type: 'container', visible: false, style: { height: 1 } },
	]);
});

it('has a default card with the title of the app', () => {
	expect(cardTexts(renderCard(defaultCard('Desk'), form))).toEqual(['Desk']);
});

it('draws operators and numbers in place of texts, and passes over what is no element', () => {
	const children = [
		{ type: 'text', string: ['format_string', '%s!', ['${Form.title}']] },
		{ type: 'text', string: 42 },
		'no element',
		null,
		{ type: 'container', children: { type: 'text', string: 'no list' } },
	];
	expect(cardTexts(renderCard({ schemaVersion: 3, schema: { type: 'container', children } }, form))).toEqual([
		'Ticket!',
		'42',
	]);
});
