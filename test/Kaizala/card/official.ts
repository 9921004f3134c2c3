import * as AdaptiveCards from 'adaptivecards';

import { isRecord } from '../../../nodes/shared/isRecord';
import { schemaProblems } from './schema';

/** Reads a card with Microsoft's own package: whatever it does not know or accept shows up as an event or is lost. */
function official(card: unknown): { events: string[]; kept: unknown } {
	const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
	const parsed = new AdaptiveCards.AdaptiveCard();
	parsed.version = AdaptiveCards.Versions.v1_5;
	parsed.parse(card, context);
	const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
	const invalid = parsed.validateProperties().validationEvents.map(({ message }) => message);
	return { events: [...events, ...invalid], kept: parsed.toJSON(context) };
}

const lower = (value: unknown): unknown => JSON.parse(JSON.stringify(value).toLowerCase());

/** Valid by the schema, and nothing in it that the official package would drop. */
export function expectValid(card: unknown): void {
	expect(schemaProblems(card)).toEqual([]);
	const { events, kept } = official(card);
	expect(events).toEqual([]);
	expect(lower(kept)).toEqual(lower(card));
}

export const texts = (node: unknown): string[] => {
	if (Array.isArray(node)) return node.flatMap(texts);
	if (!isRecord(node)) return [];
	if (node.type === 'TextBlock') return String(node.text).split('\n\n');
	if (node.type === 'RichTextBlock') return [texts(node.inlines).join('')];
	if (node.type === 'TextRun') return [String(node.text)];
	return [...texts(node.items), ...texts(node.columns)];
};

/** The lines that people read below the banner. */
export const drawnLines = (card: unknown): string[] => (isRecord(card) ? texts(card.body).slice(1) : []);
