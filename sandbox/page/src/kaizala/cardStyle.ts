import type { RenderedNode } from '../../../kaizala/card';

type Style = RenderedNode['style'];

const LENGTHS = [
	'fontSize',
	'paddingTop',
	'paddingRight',
	'paddingBottom',
	'paddingLeft',
	'marginTop',
	'marginRight',
	'marginBottom',
	'marginLeft',
	'width',
	'height',
	'cornerRadius',
];
const CSS_NAMES: Record<string, string> = { cornerRadius: 'borderRadius' };

/** The attributes of a card's node as CSS; whatever CSS does not know is left out by the browser. */
export function cardStyle(style: Style): Record<string, string> {
	const css: Record<string, string> = {};
	for (const name of LENGTHS) {
		const length = lengthOf(style[name]);
		if (length !== undefined) css[CSS_NAMES[name] ?? name] = length;
	}
	if (typeof style.textColor === 'string') css.color = style.textColor;
	if (typeof style.backgroundColor === 'string') css.backgroundColor = style.backgroundColor;
	if (typeof style.textAlignment === 'string') css.textAlign = style.textAlignment;
	if (typeof style.fontStyle === 'string') {
		if (/bold/i.test(style.fontStyle)) css.fontWeight = '700';
		if (/italic/i.test(style.fontStyle)) css.fontStyle = 'italic';
	}
	return css;
}

export function lineClamp(style: Style): number | undefined {
	const lines = Number(style.maxNumberOfLines);
	return Number.isInteger(lines) && lines > 0 ? lines : undefined;
}

function lengthOf(value: Style[string] | undefined): string | undefined {
	if (typeof value === 'number') return `${value}px`;
	if (typeof value !== 'string') return undefined;
	return /^-?\d+(\.\d+)?$/.test(value) ? `${value}px` : /^\d+(\.\d+)?%$/.test(value) ? value : undefined;
}
