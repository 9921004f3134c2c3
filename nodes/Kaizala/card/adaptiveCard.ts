import type { IDataObject } from 'n8n-workflow';

import type { ChatCard, ChatCardNode } from './chatCard';
import { cutText, isRightToLeft, shortName, textBlocks } from './adaptiveText';
import type { CardBindings } from './bindings';
import { childrenOf, invalidChildrenOf } from './chatCard';
import { asText } from './unresolved';
import { safeNumber, safeString } from '../../shared/safeConversion';

/**
 * A Kaizala chat card as an Adaptive Card of schema 1.5, the newest that Microsoft Teams draws. Adaptive Cards know no
 * free colors: a background becomes the container style that is nearest in hue, a text color the nearest text color.
 */

/** The largest message that Teams takes, card included, in bytes. */
export const LARGEST_MESSAGE = 28 * 1024;

/** What is said at the end of a text that would make the message too large. */
const SHORTENED = '… (shortened: Teams takes 28 KB)';

/** A link of the card, drawn as a button. */
export interface CardButton {
	title: string;
	url: string;
}

interface Drawing {
	bindings: CardBindings;
	/** Addresses of pictures that lie in the package, by file name. */
	images: ReadonlyMap<string, string>;
	/** A longer text is shortened, with a word about it. */
	longestText: number;
}

type ContainerStyle = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';

interface Shade {
	hue: number;
	/** From gray (0) to pure (1). */
	saturation: number;
	/** From black (0) to white (1). */
	lightness: number;
}

function shadeOf(color: unknown): Shade | undefined {
	const written = typeof color === 'string' ? color.trim() : '';
	const [, long, short = ''] = /^#(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(written) ?? [];
	const digits = long ?? short.replace(/./g, '$&$&');
	if (digits === '') return undefined;
	const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16) / 255);
	const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
	const span = most - least;
	const lightness = (most + least) / 2;
	if (span === 0) return { hue: 0, saturation: 0, lightness };
	const sector =
		most === red ? (green - blue) / span : most === green ? 2 + (blue - red) / span : 4 + (red - green) / span;
	return { hue: (sector * 60 + 360) % 360, saturation: span / (1 - Math.abs(2 * lightness - 1)), lightness };
}

/** Red, yellow and orange, green, blue and violet: the four colors that Teams has. */
function tone(hue: number): 'attention' | 'warning' | 'good' | 'accent' {
	if (hue < 20 || hue >= 330) return 'attention';
	if (hue < 70) return 'warning';
	return hue < 170 ? 'good' : 'accent';
}

const isGray = ({ saturation, lightness }: Shade): boolean => saturation < 0.15 || lightness < 0.08 || lightness > 0.96;

function containerStyle(background: unknown): ContainerStyle {
	const shade = shadeOf(background);
	if (shade === undefined || shade.lightness > 0.96) return 'default';
	return isGray(shade) ? 'emphasis' : tone(shade.hue);
}

/** On a colored ground Teams chooses a readable text color itself. */
function textColor(color: unknown, style: ContainerStyle): string | undefined {
	const shade = shadeOf(color);
	if (shade === undefined || style !== 'default' || isGray(shade)) return undefined;
	return tone(shade.hue);
}

function textSize(fontSize: unknown): string | undefined {
	const points = safeNumber(fontSize);
	if (!Number.isFinite(points) || fontSize === undefined) return undefined;
	if (points < 12) return 'small';
	if (points < 17) return undefined;
	if (points < 20) return 'medium';
	return points < 26 ? 'large' : 'extraLarge';
}

const ALIGNMENTS: Record<string, string> = { left: 'left', center: 'center', right: 'right' };

/** 0 is any number of them. */
function maxLines(given: unknown): number {
	const lines = Math.floor(safeNumber(given));
	return Number.isSafeInteger(lines) && lines > 0 ? lines : 0;
}

function texts(node: ChatCardNode, drawing: Drawing, style: ContainerStyle): IDataObject[] {
	const size = textSize(node.fontSize);
	const color = textColor(node.textColor, style);
	const text = drawing.bindings.text(node.string);
	const asked = ALIGNMENTS[safeString(node.textAlignment ?? '').toLowerCase()];
	// Left is where a text begins, unless it is read the other way.
	const alignment = asked === 'left' && isRightToLeft(text) ? undefined : asked;
	return textBlocks(
		text.length <= drawing.longestText ? text : `${cutText(text, drawing.longestText)}${SHORTENED}`,
		maxLines(node.maxNumberOfLines),
		{
			...(size === undefined ? {} : { size }),
			...(safeString(node.fontStyle ?? '').toLowerCase() === 'bold' ? { weight: 'bolder' } : {}),
			...(color === undefined ? {} : { color }),
		},
		alignment === undefined ? {} : { horizontalAlignment: alignment },
	);
}

/** A length in points; undefined for none, percentages and nonsense. */
function pixels(length: unknown): number | undefined {
	const points = typeof length === 'string' && length.trim() !== '' ? Number(length) : length;
	return typeof points === 'number' && points > 0 && points < 10_000 ? Math.ceil(points) : undefined;
}

/** A web address with the letters that may stand in one; undefined for what is none. */
export function webAddress(text: string): string | undefined {
	if (!URL.canParse(text)) return undefined;
	const { protocol, href } = new URL(text);
	if (protocol !== 'https:' && protocol !== 'http:') return undefined;
	return href.replace(/[^\w.~:/?#[\]@!$&'()*+,;=%-]/g, encodeURIComponent).replace(/%(?![0-9a-f]{2})/gi, '%25');
}

/** Teams loads pictures from https only; a file of the package is not on any server. */
function image(node: ChatCardNode, { bindings, images }: Drawing): IDataObject[] {
	const source = bindings.text(node.source).trim();
	const url = webAddress(images.get(source) ?? source);
	if (!url?.startsWith('https:')) {
		// An empty source is a binding without value, which is noted already.
		if (source !== '')
			bindings.note({ name: shortName(source), reason: 'Teams loads pictures from https addresses only' });
		return [];
	}
	const [width, height] = [pixels(node.width), pixels(node.height)];
	return [
		{
			type: 'Image',
			url,
			...(width === undefined ? {} : { width: `${width}px` }),
			...(height === undefined ? {} : { height: `${height}px` }),
		},
	];
}

function isHidden(node: ChatCardNode, bindings: CardBindings): boolean {
	if (node.visible === false) return true;
	return typeof node.visible === 'string' && bindings.fill(node.visible).toLowerCase() === 'false';
}

/** As wide as the card says: in relation to the others, in points, or what is left. */
function columnWidth(node: ChatCardNode): string | number {
	const weight = safeNumber(node.weight);
	if (weight > 0 && weight < 10_000) return weight;
	const width = pixels(node.width);
	return width === undefined ? 'stretch' : `${width}px`;
}

function container(node: ChatCardNode, drawing: Drawing): IDataObject[] {
	const parts = partsOf(node, drawing);
	if (parts.length === 0) return [];
	const style = containerStyle(node.backgroundColor);
	if (safeString(node.layout ?? '').toLowerCase() === 'horizontal') {
		const columns = parts.map(({ items, child }) => ({ type: 'Column', width: columnWidth(child), items }));
		return [{ type: 'ColumnSet', columns, ...(style === 'default' ? {} : { style }) }];
	}
	const items = parts.flatMap((part) => part.items);
	return style === 'default' ? items : [{ type: 'Container', style, items }];
}

function element(node: ChatCardNode, drawing: Drawing): IDataObject[] {
	if (isHidden(node, drawing.bindings)) return [];
	const type = node.type.toLowerCase();
	if (type === 'image') return image(node, drawing);
	if (type !== 'text') return container(node, drawing);
	// A property without a value takes no room.
	const text = drawing.bindings.text(node.string);
	if (text.trim() === '') return [];
	const style = containerStyle(node.backgroundColor);
	const items = texts(node, drawing, style);
	const look = {
		...(style === 'default' ? {} : { style, bleed: true }),
		...(isRightToLeft(text) ? { rtl: true } : {}),
	};
	// One element per text, so that a line above it is above all of it.
	return Object.keys(look).length === 0 && items.length === 1 ? items : [{ type: 'Container', ...look, items }];
}

interface Part {
	items: IDataObject[];
	/** The node that they come from. */
	child: ChatCardNode;
}

const ELEMENTS = new Set(['container', 'image', 'text', 'view']);

/** What a node draws. An empty container is a divider: a line above what follows. */
function partsOf(node: ChatCardNode, drawing: Drawing): Part[] {
	const { bindings } = drawing;
	const parts: Part[] = [];
	let divided = false;
	for (const invalid of invalidChildrenOf(node)) {
		bindings.note({ name: shortName(asText(invalid)), reason: 'it is not a card element: it has no type' });
	}
	for (const child of childrenOf(node)) {
		const type = child.type.toLowerCase();
		const isEmpty = type !== 'text' && type !== 'image' && childrenOf(child).length === 0;
		if (isEmpty && !ELEMENTS.has(type)) {
			bindings.note({ name: shortName(child.type), reason: 'Kaizala has no such element' });
			continue;
		}
		if (isEmpty && !isHidden(child, bindings)) divided = true;
		const [first, ...more] = element(child, drawing);
		if (first === undefined) continue;
		parts.push({ items: [divided ? { ...first, separator: true } : first, ...more], child });
		divided = false;
	}
	return parts;
}

/** What Teams shows where there is no room for the card: more than fits into a notification. */
const LONGEST_TITLE = 250;

/** What a card is drawn with, besides its own file. */
export interface CardContent {
	title: string;
	bindings: CardBindings;
	/** Addresses of pictures that lie in the package, by file name. */
	images: ReadonlyMap<string, string>;
	buttons: readonly CardButton[];
}

export function adaptiveCardOf(card: ChatCard, content: CardContent, longestText = LARGEST_MESSAGE): IDataObject {
	const { title, bindings, images, buttons } = content;
	// The ground of the card is that of Teams.
	const { schema } = card;
	const ground = childrenOf(schema).length > 0 ? { ...schema, backgroundColor: undefined } : schema;
	const body = container({ type: 'container', children: [ground] }, { bindings, images, longestText });
	return {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.5',
		fallbackText: cutText(title, LONGEST_TITLE),
		// Teams takes no card without a body.
		body: body.length > 0 ? body : textBlocks(title, 1, {}, {}),
		...(buttons.length === 0 ? {} : { actions: buttons.map((button) => ({ type: 'Action.OpenUrl', ...button })) }),
	};
}

/** The texts of the card from top to bottom, for channels without cards. */
export function linesOf(node: ChatCardNode, bindings: CardBindings): string[] {
	if (isHidden(node, bindings)) return [];
	if (node.type.toLowerCase() === 'text') {
		return [bindings.text(node.string)].filter((line) => line.trim() !== '');
	}
	return childrenOf(node).flatMap((child) => linesOf(child, bindings));
}
