import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { safeNumber } from '../../shared/safeConversion';

/** A node of `ChatCardView.json`. Kaizala ignores attributes that it does not know. */
export interface ChatCardNode extends IDataObject {
	type: string;
}

/** The file that the chat card view of a package names. */
export interface ChatCard extends IDataObject {
	schemaVersion: number;
	schema: ChatCardNode;
}

/** One line below the banner: a text, which may be a property of the card, or a picture. */
export type CardLine =
	{ text: string; maxNumberOfLines: number } | { image: string; height: number; contentMode: string };

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

function lineNode(line: CardLine, design: CardDesign, sides: IDataObject): ChatCardNode {
	const { fontSize, padding, textColor, backgroundColor } = design;
	if ('image' in line) {
		const { image, height, contentMode } = line;
		return { type: 'image', source: image, height, contentMode, backgroundColor, marginBottom: padding };
	}
	return {
		type: 'text',
		...sides,
		string: line.text,
		fontSize,
		fontStyle: 'regular',
		textColor,
		backgroundColor,
		textAlignment: 'left',
		maxNumberOfLines: line.maxNumberOfLines,
		marginBottom: padding,
	};
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
				...design.lines.map((line) => lineNode(line, design, sides)),
			],
		},
	};
}

const isNode = (value: unknown): value is ChatCardNode => isRecord(value) && typeof value.type === 'string';

/** Reads `ChatCardView.json`. Undefined when it is none. */
export function asChatCard(value: unknown): ChatCard | undefined {
	if (!isRecord(value) || !isNode(value.schema)) return undefined;
	return { ...value, schemaVersion: safeNumber(value.schemaVersion ?? 1), schema: value.schema };
}

/** The operators of a card, by name. */
export const operatorsOf = (card: ChatCard): IDataObject => (isRecord(card.Operators) ? card.Operators : {});

/** What Kaizala draws for a package without a card of its own: the title. */
export const defaultChatCard = (): ChatCard => ({
	schemaVersion: 1,
	schema: { type: 'container', children: [{ type: 'text', string: '${Form.title}', fontSize: 16 }] },
});

export function childrenOf({ children }: Readonly<Record<string, unknown>>): ChatCardNode[] {
	return Array.isArray(children) ? children.filter(isNode) : [];
}

/** What is listed as a child of a node but is not a node. */
export function invalidChildrenOf({ children }: ChatCardNode): unknown[] {
	const invalid: unknown[] = Array.isArray(children) ? children.filter((child) => !isNode(child)) : [children];
	return invalid.filter((child) => child !== undefined && child !== null);
}
