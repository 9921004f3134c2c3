import type { ChatCard } from '../../../nodes/Kaizala/card/chatCard';
import { Localisation, localisedCard } from '../../../nodes/Kaizala/card/localisation';

const TEXTS = new Map([['en', { title: 'Ticket', open: 'Open', New: 'Neu' }]]);

test('a card has texts in place of their keys, also where an operator shows one; what is compared stays', () => {
	const card: ChatCard = {
		schemaVersion: 1,
		schema: { type: 'container', children: [{ type: 'text', string: 'title' }] },
		Operators: {
			headline: 'title',
			state: {
				operator: 'conditional_value',
				conditions: [],
				value: 'open',
			},
		},
	};
	const localised = localisedCard(card, new Localisation(TEXTS, 'en'));
	expect(localised.schema).toStrictEqual({ type: 'container', children: [{ type: 'text', string: 'Ticket' }] });
	expect(localised.Operators).toMatchObject({ headline: 'Ticket' });
});
