import type { RenderedNode } from '../../../kaizala/card';

type Style = RenderedNode['style'];

const SIDES = ['Top', 'Right', 'Bottom', 'Left'];

/** The general one first, so that one side can differ from it. */
const LENGTHS = [
	'fontSize',
	'padding',
	...SIDES.map((side) => `padding${side}`),
	'margin',
	...SIDES.map((side) => `margin${side}`),
	'width',
	'height',
	'cornerRadius',
	'borderWidth',
];
const CSS_NAMES: Record<string, string> = { cornerRadius: 'borderRadius' };

const FITS: Record<string, string> = { aspectfit: 'contain', aspectfill: 'cover', stretch: 'fill' };

const PLACES: Record<string, string> = {
	...{ top: 'flex-start', left: 'flex-start', bottom: 'flex-end', right: 'flex-end', center: 'center' },
	...{ stretch: 'stretch', spacebetween: 'space-between', spacearound: 'space-around' },
};

const named = (names: Record<string, string>, value: Style[string] | undefined) =>
	typeof value === 'string' ? names[value.toLowerCase()] : undefined;

export const isRow = (style: Style) => typeof style.layout === 'string' && /^horizontal$/i.test(style.layout);

/**
 * The attributes of a card's node as CSS; whatever CSS does not know is left out by the browser.
 * @param inRow whether `weight` is a share of the width or of the height.
 */
export function cardStyle(style: Style, inRow: boolean): Record<string, string> {
	const css: Record<string, string> = {};
	for (const name of LENGTHS) {
		const length = lengthOf(style[name]);
		if (length !== undefined) css[CSS_NAMES[name] ?? name] = length;
	}
	if (css.borderWidth !== undefined || typeof style.borderColor === 'string') {
		css.borderStyle = 'solid';
		css.borderWidth ??= '1px';
		css.borderColor = typeof style.borderColor === 'string' ? style.borderColor : 'currentColor';
	}
	if (css.borderRadius !== undefined) css.overflow = 'hidden';
	const weight = Number(style.weight);
	// What has no width of its own takes what is left of a row.
	if (weight > 0) css.flex = `${weight} ${weight} 0%`;
	else if (inRow && (css.width ?? '') !== '') css.flexShrink = '0';
	const fit = named(FITS, style.contentMode);
	if (fit !== undefined) css.objectFit = fit;
	const [along, across] = isRow(style)
		? [style.horizontalAlignment, style.verticalAlignment]
		: [style.verticalAlignment, style.horizontalAlignment];
	const [justify, align] = [named(PLACES, along), named(PLACES, across)];
	if (justify !== undefined) css.justifyContent = justify;
	if (align !== undefined) css.alignItems = align;
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
