import type { IDataObject } from 'n8n-workflow';

import type { ChatCard, ChatCardNode } from './chatCard';
import { cutText, textBlocks } from './adaptiveText';
import { childrenOf, fillBindings } from './chatCard';

/**
 * A Kaizala chat card as an Adaptive Card of schema 1.5, the newest that Microsoft Teams draws. Adaptive Cards know no
 * free colours: a background becomes the container style that is nearest in hue, a text colour the nearest text colour.
 */

/** The value of a binding, without `${` and `}`. */
export type Resolve = (path: string) => string;

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
	resolve: Resolve;
	/** A longer text is shortened, with a word about it. */
	longestText: number;
}

type ContainerStyle = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';

interface Shade {
	hue: number;
	/** From grey (0) to pure (1). */
	saturation: number;
	/** From black (0) to white (1). */
	lightness: number;
}

function shadeOf(color: unknown): Shade | undefined {
	const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(typeof color === 'string' ? color : '');
	if (match === null) return undefined;
	const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => parseInt(part, 16) / 255);
	const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
	const span = most - least;
	const lightness = (most + least) / 2;
	if (span === 0) return { hue: 0, saturation: 0, lightness };
	const sector =
		most === red ? (green - blue) / span : most === green ? 2 + (blue - red) / span : 4 + (red - green) / span;
	return { hue: (sector * 60 + 360) % 360, saturation: span / (1 - Math.abs(2 * lightness - 1)), lightness };
}

/** Red, yellow and orange, green, blue and violet: the four colours that Teams has. */
function tone(hue: number): 'attention' | 'warning' | 'good' | 'accent' {
	if (hue < 20 || hue >= 330) return 'attention';
	if (hue < 70) return 'warning';
	return hue < 170 ? 'good' : 'accent';
}

const isGrey = ({ saturation, lightness }: Shade): boolean => saturation < 0.15 || lightness < 0.08 || lightness > 0.96;

function containerStyle(background: unknown): ContainerStyle {
	const shade = shadeOf(background);
	if (shade === undefined || shade.lightness > 0.96) return 'default';
	return isGrey(shade) ? 'emphasis' : tone(shade.hue);
}

/** On a coloured ground Teams chooses a readable text colour itself. */
function textColor(color: unknown, style: ContainerStyle): string | undefined {
	const shade = shadeOf(color);
	if (shade === undefined || style !== 'default' || isGrey(shade)) return undefined;
	return tone(shade.hue);
}

function textSize(fontSize: unknown): string | undefined {
	const points = Number(fontSize);
	if (!Number.isFinite(points) || fontSize === undefined) return undefined;
	if (points < 12) return 'small';
	if (points < 17) return undefined;
	if (points < 20) return 'medium';
	return points < 26 ? 'large' : 'extraLarge';
}

const ALIGNMENTS: Record<string, string> = { left: 'left', center: 'center', right: 'right' };

function texts(node: ChatCardNode, drawing: Drawing, style: ContainerStyle): IDataObject[] {
	const size = textSize(node.fontSize);
	const color = textColor(node.textColor, style);
	const alignment = ALIGNMENTS[String(node.textAlignment ?? '').toLowerCase()];
	const text = fillBindings(String(node.string ?? ''), drawing.resolve);
	return textBlocks(
		text.length <= drawing.longestText ? text : `${cutText(text, drawing.longestText)}${SHORTENED}`,
		Number(node.maxNumberOfLines ?? 0),
		{
			...(size === undefined ? {} : { size }),
			...(String(node.fontStyle ?? '').toLowerCase() === 'bold' ? { weight: 'bolder' } : {}),
			...(color === undefined ? {} : { color }),
		},
		alignment === undefined ? {} : { horizontalAlignment: alignment },
	);
}

/** Teams loads pictures from https only; a file of the package is not on any server. */
function image(node: ChatCardNode, resolve: Resolve): IDataObject | undefined {
	const url = fillBindings(String(node.source ?? ''), resolve);
	return /^https:\/\//i.test(url) ? { type: 'Image', url } : undefined;
}

function isHidden(node: ChatCardNode, resolve: Resolve): boolean {
	if (node.visible === false) return true;
	return typeof node.visible === 'string' && fillBindings(node.visible, resolve).toLowerCase() === 'false';
}

function container(node: ChatCardNode, drawing: Drawing): IDataObject[] {
	const items = elements(childrenOf(node), drawing);
	if (items.length === 0) return [];
	const style = containerStyle(node.backgroundColor);
	if (String(node.layout ?? '').toLowerCase() === 'horizontal') {
		const columns = items.map((item) => ({ type: 'Column', width: 'stretch', items: [item] }));
		return [{ type: 'ColumnSet', columns, ...(style === 'default' ? {} : { style }) }];
	}
	return style === 'default' ? items : [{ type: 'Container', style, items }];
}

function element(node: ChatCardNode, drawing: Drawing): IDataObject[] {
	if (isHidden(node, drawing.resolve)) return [];
	const type = node.type.toLowerCase();
	if (type === 'image') return [image(node, drawing.resolve)].filter((found) => found !== undefined);
	if (type !== 'text') return container(node, drawing);
	// A property without a value takes no room.
	if (fillBindings(String(node.string ?? ''), drawing.resolve).trim() === '') return [];
	const style = containerStyle(node.backgroundColor);
	const blocks = texts(node, drawing, style);
	if (style !== 'default') return [{ type: 'Container', style, bleed: true, items: blocks }];
	// One element per node, also as a column.
	return blocks.length === 1 ? blocks : [{ type: 'Container', items: blocks }];
}

/** An empty container is a divider: a line above what follows. */
function elements(nodes: ChatCardNode[], drawing: Drawing): IDataObject[] {
	const found: IDataObject[] = [];
	let divided = false;
	for (const node of nodes) {
		const parts = element(node, drawing);
		const isDivider = !['text', 'image'].includes(node.type.toLowerCase()) && childrenOf(node).length === 0;
		if (isDivider && !isHidden(node, drawing.resolve)) divided = true;
		for (const part of parts) {
			found.push(divided ? { ...part, separator: true } : part);
			divided = false;
		}
	}
	return found;
}

/** What Teams shows where there is no room for the card: more than fits into a notification. */
const LONGEST_TITLE = 250;

export function adaptiveCardOf(
	card: ChatCard,
	title: string,
	resolve: Resolve,
	buttons: readonly CardButton[] = [],
	longestText = LARGEST_MESSAGE,
): IDataObject {
	return {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.5',
		fallbackText: cutText(title, LONGEST_TITLE),
		body: container({ ...card.schema, backgroundColor: undefined }, { resolve, longestText }),
		...(buttons.length === 0 ? {} : { actions: buttons.map((button) => ({ type: 'Action.OpenUrl', ...button })) }),
	};
}

/** The texts of the card from top to bottom, for channels without cards. */
export function linesOf(node: ChatCardNode, resolve: Resolve): string[] {
	if (isHidden(node, resolve)) return [];
	if (node.type.toLowerCase() === 'text') {
		return [fillBindings(String(node.string ?? ''), resolve)].filter((line) => line.trim() !== '');
	}
	return childrenOf(node).flatMap((child) => linesOf(child, resolve));
}
