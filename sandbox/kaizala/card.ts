import type { CardData } from '../../nodes/Kaizala/card/bindings';
import { CardBindings } from '../../nodes/Kaizala/card/bindings';
import type { ChatCard } from '../../nodes/Kaizala/card/chatCard';
import { childrenOf } from '../../nodes/Kaizala/card/chatCard';
import { bindingsOf } from '../../nodes/Kaizala/card/fillBindings';
import type { Strings } from '../../nodes/Kaizala/card/localisation';
import { Localisation, localisedCard } from '../../nodes/Kaizala/card/localisation';

/**
 * Resolves the declarative chat card of an action package: pure, without Node imports, so that the sandbox's
 * page and the tests share it. What bindings and operators stand for is worked out as in the node.
 */

/** One node of `ChatCardView.json`; only what the renderer looks at is named. */
export interface CardNode {
	type: string;
	children?: unknown;
	/** A text, or an operator in its place. */
	string?: unknown;
	source?: unknown;
	[style: string]: unknown;
}

export interface ChatCardView {
	schemaVersion: number;
	schema: CardNode;
	Operators?: Record<string, unknown>;
}

export interface CardForm {
	title: string;
	/** Name -> value; lists are a JSON array in a string. */
	properties: Record<string, string>;
	expiry?: string;
	questions?: CardData['questions'];
}

/** What is not part of the form: the reader, the people, the reader's own answer and the totals. */
export type CardExtras = Pick<CardData, 'entities' | 'local' | 'me' | 'myLatestResponse' | 'people' | 'summary'>;

export interface RenderedNode {
	type: 'container' | 'text' | 'image';
	visible: boolean;
	/** Every attribute except type, children, text and source, with its bindings resolved. */
	style: Record<string, string | number | boolean>;
	text?: string;
	source?: string;
	children: RenderedNode[];
	/** Bindings that stand for nothing; they are drawn as empty text. */
	unresolved: string[];
}

export function renderCard(card: ChatCardView, form: CardForm, extras: CardExtras = {}): RenderedNode {
	const properties = new Map(Object.entries(form.properties));
	return renderNode(card.schema, new CardBindings({ ...extras, ...form, properties }, card.Operators));
}

/** A card in the language of the phone; keys without a text stay. */
export function inLanguage(
	card: ChatCardView,
	texts: Record<string, Strings>,
	language: string,
): { card: ChatCardView; text: (key: string) => string } {
	const localisation = new Localisation(new Map(Object.entries(texts)), language);
	const plain: ChatCard = JSON.parse(JSON.stringify(card));
	const localised: ChatCardView = JSON.parse(JSON.stringify(localisedCard(plain, localisation)));
	return { card: localised, text: (key) => localisation.text(key) };
}

/** What Kaizala draws for a package without a card of its own: the title of the app. */
export function defaultCard(title: string): ChatCardView {
	return { schemaVersion: 1, schema: { type: 'container', children: [{ type: 'text', string: title, fontSize: 16 }] } };
}

/** All texts from top to bottom. */
export function cardTexts(node: RenderedNode): string[] {
	return [...(node.text === undefined ? [] : [node.text]), ...node.children.flatMap(cardTexts)];
}

const STRUCTURE = new Set(['type', 'children', 'string', 'source', 'visible']);

function renderNode(node: CardNode, bindings: CardBindings): RenderedNode {
	const unresolved: string[] = [];
	const fill = (text: unknown) => {
		const filled = bindings.text(text);
		if (typeof text === 'string') unresolved.push(...bindingsOf(text).filter((path) => bindings.lacks(path)));
		return filled;
	};

	const style: RenderedNode['style'] = {};
	for (const [name, value] of Object.entries(node)) {
		if (STRUCTURE.has(name)) continue;
		if (typeof value === 'string') style[name] = fill(value);
		else if (typeof value === 'number' || typeof value === 'boolean') style[name] = value;
	}
	const visible =
		typeof node.visible === 'string' ? fill(node.visible).toLowerCase() !== 'false' : node.visible !== false;
	return {
		type: nodeType(node.type),
		visible,
		style,
		...(node.string === undefined ? {} : { text: fill(node.string) }),
		...(node.source === undefined ? {} : { source: fill(node.source) }),
		children: childrenOf(node).map((child) => renderNode(child, bindings)),
		unresolved,
	};
}

/** `view` is a container without children, often a divider. */
function nodeType(type: string): RenderedNode['type'] {
	const name = type.toLowerCase();
	return name === 'text' || name === 'image' ? name : 'container';
}
