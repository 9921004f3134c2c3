/**
 * Resolves the declarative chat card of an action package: pure, without Node imports, so that the sandbox's
 * page and the tests share it.
 */

/** One node of `ChatCardView.json`; only what the renderer looks at is named. */
export interface CardNode {
	type: string;
	children?: CardNode[];
	string?: string;
	source?: string;
	visible?: boolean | string;
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
	questions?: { title: string; options?: { title?: string; text?: string; pictureUrl?: string }[] }[];
}

/** What is not part of the form: the reader's own answer and the totals. */
export interface CardExtras {
	myLatestResponse?: { sendTime?: string; questionToAnswerMap?: Record<string, string> };
	summary?: { totalResponseCount?: number; totalParticipantsCount?: number; targetResponderCount?: number };
}

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
	return renderNode(card.schema, (path) => lookUp(path, form, extras));
}

/** What Kaizala draws for a package without a card of its own: the title of the app. */
export function defaultCard(title: string): ChatCardView {
	return { schemaVersion: 1, schema: { type: 'container', children: [{ type: 'text', string: title, fontSize: 16 }] } };
}

/** All texts from top to bottom. */
export function cardTexts(node: RenderedNode): string[] {
	return [...(node.text === undefined ? [] : [node.text]), ...node.children.flatMap(cardTexts)];
}

type LookUp = (path: string) => string | undefined;

const STRUCTURE = new Set(['type', 'children', 'string', 'source', 'visible']);

function renderNode(node: CardNode, resolve: LookUp): RenderedNode {
	const unresolved: string[] = [];
	const fill = (text: string) =>
		text.replace(/\$\{([^}]*)\}/g, (_whole, path: string) => {
			const value = resolve(path.trim());
			if (value === undefined) unresolved.push(path.trim());
			return value ?? '';
		});

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
		children: (node.children ?? []).map((child) => renderNode(child, resolve)),
		unresolved,
	};
}

/** `view` is a container without children, often a divider. */
function nodeType(type: string): RenderedNode['type'] {
	const name = type.toLowerCase();
	return name === 'text' || name === 'image' ? name : 'container';
}

/** The value of one binding; undefined for what the card's data does not hold, and for operators. */
function lookUp(path: string, form: CardForm, extras: CardExtras): string | undefined {
	const property = /^Form\.properties\[([^\]]+)\]\.(value|length)$/.exec(path);
	if (property) return propertyOf(form, property[1] ?? '', property[2] === 'length');
	const question = /^Form\.questions\[(\d+)\]\.(.+)$/.exec(path);
	if (question) return questionOf(form, Number(question[1]), question[2] ?? '');
	const answer = /^MyLatestResponse\.questionToAnswerMap\[([^\]]+)\]$/.exec(path);
	if (answer) return extras.myLatestResponse?.questionToAnswerMap?.[answer[1] ?? ''];
	switch (path) {
		case 'Form.title':
			return form.title;
		case 'Form.expiry':
			return form.expiry;
		case 'MyLatestResponse.sendTime':
			return extras.myLatestResponse?.sendTime;
		case 'Summary.totalResponseCount':
			return numberText(extras.summary?.totalResponseCount);
		case 'Summary.totalParticipantsCount':
			return numberText(extras.summary?.totalParticipantsCount);
		case 'Summary.targetResponderCount':
			return numberText(extras.summary?.targetResponderCount);
		default:
			return undefined;
	}
}

const numberText = (value: number | undefined) => (value === undefined ? undefined : String(value));

/** Names of properties compare exactly. `length` counts the entries of a list. */
function propertyOf(form: CardForm, name: string, wantsLength: boolean): string | undefined {
	if (!Object.hasOwn(form.properties, name)) return undefined;
	const value = form.properties[name];
	if (!wantsLength || value === undefined) return value;
	try {
		const list: unknown = JSON.parse(value);
		if (Array.isArray(list)) return String(list.length);
	} catch {
		// Plain text: its own length.
	}
	return String(value.length);
}

function questionOf(form: CardForm, index: number, rest: string): string | undefined {
	const question = form.questions?.[index];
	if (rest === 'title') return question?.title;
	const option = /^options\[(\d+)\]\.(text|pictureUrl)$/.exec(rest);
	if (!option) return undefined;
	const found = question?.options?.[Number(option[1])];
	return option[2] === 'text' ? (found?.text ?? found?.title) : found?.pictureUrl;
}
