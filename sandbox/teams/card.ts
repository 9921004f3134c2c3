import * as AdaptiveCards from 'adaptivecards';
import { isDeepStrictEqual } from 'node:util';
import { badRequest } from './errors';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

/** Everything in a card has a type; what has none is no part of it. */
function actionsIn(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(actionsIn);
	if (node === null || typeof node !== 'object') return [];
	const type = 'type' in node ? String(node.type) : '';
	return [...(type.startsWith('Action.') ? [type] : []), ...Object.values(node).flatMap(actionsIn)];
}

const lower = (value: unknown): unknown => JSON.parse(JSON.stringify(value).toLowerCase());

/** Teams leaves out what it does not know; here it is refused, by Microsoft's own reader of cards. */
function problemsOf(card: unknown): string[] {
	const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
	const parsed = new AdaptiveCards.AdaptiveCard();
	parsed.version = AdaptiveCards.Versions.v1_5;
	parsed.parse(card, context);
	const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
	const invalid = parsed.validateProperties().validationEvents.map(({ message }) => message);
	const lost = isDeepStrictEqual(lower(parsed.toJSON(context)), lower(card)) ? [] : ['holds what version 1.5 lacks'];
	return [...events, ...invalid, ...lost];
}

export function checkCard(contentType: string, content: string | null, teamsAppId: string | null): void {
	if (contentType !== ADAPTIVE) throw badRequest(`Attachment content type ${contentType} is not supported`);
	let card: unknown;
	try {
		card = JSON.parse(content ?? '');
	} catch {
		throw badRequest('The content of the attachment is no JSON');
	}
	if (card === null || typeof card !== 'object' || !('type' in card) || card.type !== 'AdaptiveCard') {
		throw badRequest('The content of the attachment is no AdaptiveCard');
	}
	const problems = problemsOf(card);
	if (problems.length > 0) throw badRequest(`The card is not valid: ${problems.join('; ')}`);
	// Only a bot is told what was submitted.
	const submits = actionsIn(card).filter((type) => type !== 'Action.OpenUrl' && type !== 'Action.ShowCard');
	if (submits.length > 0 && teamsAppId === null) {
		throw badRequest(`${submits.join(', ')} needs the teamsAppId of a bot that gets it`);
	}
}
