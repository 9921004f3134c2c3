import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';

/** A node of `ChatCardView.json`. Kaizala ignores attributes that it does not know. */
export interface ChatCardNode extends IDataObject {
	type: string;
}

/** The file that the chat card view of a package names. */
export interface ChatCard extends IDataObject {
	schemaVersion: number;
	schema: ChatCardNode;
}

/** One line below the banner: a property of the card, or a text that is the same on every card. */
export interface CardLine {
	text: string;
	maxNumberOfLines: number;
}

/** What a person says of a card; the same for a Kaizala package and for Teams. */
export interface CardDesign {
	banner: string;
	bannerColor: string;
	lines: CardLine[];
	fontSize: number;
	initialHeight: number;
	padding: number;
	textColor: string;
	backgroundColor: string;
}

/** The binding that shows a property of the card. */
export const propertyBinding = (name: string): string => `\${Form.properties[${name}].value}`;

/** The names that a binding may begin with; what `Operators.` names is defined in the card itself. */
const BINDINGS = [
	/^Form\.(title|expiry)$/,
	/^Form\.questions\[\d+\]\.(title|options\[\d+\]\.(text|pictureUrl))$/,
	/^Form\.properties\[[^\]]+\]\.(value|length)$/,
	/^MyLatestResponse\.(sendTime|questionToAnswerMap\[[^\]]+\])$/,
	/^Summary\.(totalResponseCount|totalParticipantsCount|targetResponderCount)$/,
	/^Operators\.\w+$/,
];

/** The text with what each of its bindings stands for; `resolve` gets its path, without `${` and `}`. */
export function fillBindings(text: string, resolve: (path: string) => string): string {
	const pieces: string[] = [];
	let at = 0;
	for (let open = text.indexOf('${'); open >= 0; open = text.indexOf('${', at)) {
		const close = text.indexOf('}', open);
		if (close < 0) break;
		pieces.push(text.slice(at, open), resolve(text.slice(open + 2, close).trim()));
		at = close + 1;
	}
	return pieces.join('') + text.slice(at);
}

/** The paths of the bindings in a text. */
export function bindingsOf(text: string): string[] {
	const paths: string[] = [];
	fillBindings(text, (path) => {
		paths.push(path);
		return '';
	});
	return paths;
}

export function isKnownBinding(path: string): boolean {
	return BINDINGS.some((pattern) => pattern.test(path));
}

/** The card as Kaizala draws it: a banner, and below it one text per line. */
export function chatCardOf(design: CardDesign): ChatCard {
	const { fontSize, padding, initialHeight } = design;
	const sides = { paddingLeft: padding, paddingRight: padding };
	return {
		schemaVersion: 2,
		schema: {
			type: 'container',
			initialHeight,
			layout: 'vertical',
			children: [
				{
					type: 'text',
					...sides,
					paddingTop: padding,
					paddingBottom: padding,
					string: design.banner,
					fontSize,
					fontStyle: 'bold',
					textColor: '#ffffff',
					backgroundColor: design.bannerColor,
					textAlignment: 'center',
					maxNumberOfLines: 1,
					marginBottom: padding,
				},
				...design.lines.map((line) => ({
					type: 'text',
					...sides,
					string: line.text,
					fontSize,
					fontStyle: 'regular',
					textColor: design.textColor,
					backgroundColor: design.backgroundColor,
					textAlignment: 'left',
					maxNumberOfLines: line.maxNumberOfLines,
					marginBottom: padding,
				})),
			],
		},
	};
}

const isNode = (value: unknown): value is ChatCardNode => isRecord(value) && typeof value.type === 'string';

/** Reads `ChatCardView.json`. Undefined when it is none. */
export function asChatCard(value: unknown): ChatCard | undefined {
	if (!isRecord(value) || !isNode(value.schema)) return undefined;
	return { ...value, schemaVersion: Number(value.schemaVersion ?? 1), schema: value.schema };
}

export function childrenOf(node: ChatCardNode): ChatCardNode[] {
	return Array.isArray(node.children) ? node.children.filter(isNode) : [];
}
