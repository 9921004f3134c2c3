import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { itemParameters } from '../../shared/parameters/reader';
import { isKnownBinding } from './bindings';
import type { CardDesign, CardLine } from './chatCard';
import { propertyBinding } from './chatCard';
import { bindingsOf } from './fillBindings';

const lineFields = [
	{
		displayName: 'Shows',
		name: 'shows',
		type: 'options',
		options: [
			{ name: 'Fixed Text', value: 'text', description: 'The same on every card' },
			{ name: 'Picture', value: 'image', description: 'A file of the package, or one on the web' },
			{
				name: 'Property',
				value: 'property',
				description: 'A value that is sent with the card and can be updated',
			},
		],
		default: 'property',
	},
	{
		displayName: 'Property Name',
		name: 'property',
		type: 'string',
		default: '',
		placeholder: 'ticketstatus',
		displayOptions: { show: { shows: ['property'] } },
		description: 'The name under which Action: Send and Action: Update Properties give its value',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'Open from 8 to 18',
		displayOptions: { show: { shows: ['text'] } },
		description: 'May hold bindings of Kaizala, for example ${Form.title}',
	},
	{
		displayName: 'Picture',
		name: 'image',
		type: 'string',
		default: '',
		placeholder: 'logo.png',
		displayOptions: { show: { shows: ['image'] } },
		description: 'A file of the package, an https address, or a binding such as ${Form.properties[photo].value}',
	},
	{
		displayName: 'Height',
		name: 'imageHeight',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 160,
		displayOptions: { show: { shows: ['image'] } },
		description: 'Height of the picture in points',
	},
	{
		displayName: 'Fit',
		name: 'contentMode',
		type: 'options',
		options: [
			{ name: 'Cut to Fill', value: 'aspectFill', description: 'Fill the width, and cut what is too high' },
			{ name: 'Stretch', value: 'stretch', description: 'Fill width and height, whatever it looks like' },
			{ name: 'Whole Picture', value: 'aspectFit', description: 'Show all of it, with room beside it' },
		],
		default: 'aspectFit',
		displayOptions: { show: { shows: ['image'] } },
	},
	{
		displayName: 'Max Number of Lines',
		name: 'maxNumberOfLines',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 2,
		displayOptions: { hide: { shows: ['image'] } },
		description: 'How many lines a long value may take. 0 is no limit.',
	},
] as const satisfies INodeProperties[];

/** The look of a card, for people who do not write JSON. */
export const designFields = [
	{
		displayName: 'Banner Text',
		name: 'banner',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'DESK TICKET',
		description: 'The line on top of every card',
	},
	{
		displayName: 'Banner Color',
		name: 'bannerColor',
		type: 'color',
		default: '#1f6feb',
	},
	{
		displayName: 'Lines',
		name: 'lines',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Line',
		default: {
			line: [
				{ shows: 'property', property: 'customername', maxNumberOfLines: 5 },
				{ shows: 'property', property: 'ticketnumber', maxNumberOfLines: 2 },
				{ shows: 'property', property: 'ticketstatus', maxNumberOfLines: 2 },
			],
		},
		description: 'What stands below the banner, from top to bottom',
		options: [
			{
				displayName: 'Line',
				name: 'line',
				values: [...lineFields],
			},
		],
	},
	{
		displayName: 'Look',
		name: 'look',
		type: 'collection',
		placeholder: 'Add Setting',
		default: {},
		options: [
			{ displayName: 'Background Color', name: 'backgroundColor', type: 'color', default: '#ffffff' },
			{
				displayName: 'Font Size',
				name: 'fontSize',
				type: 'number',
				typeOptions: { minValue: 8, maxValue: 48, numberPrecision: 0 },
				default: 18,
			},
			{
				displayName: 'Height',
				name: 'initialHeight',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 0 },
				default: 300,
				description: 'Room that the phone keeps for the card before it is drawn, in points',
			},
			{
				displayName: 'Padding',
				name: 'padding',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 10,
				description: 'Space around the lines, in points',
			},
			{ displayName: 'Text Color', name: 'textColor', type: 'color', default: '#000000' },
		],
	},
] as const satisfies INodeProperties[];

/** A name that can stand between the brackets of a binding. */
const PROPERTY_NAME = /^[^\s\]}]+$/;

const COLOR = /^#[0-9a-f]{6}$/i;

interface LineRow {
	shows: string;
	property: string;
	text: string;
	image: string;
	imageHeight: number;
	contentMode: string;
	maxNumberOfLines: number;
}

/** Why a text has a binding that Kaizala does not know, if so. */
export function bindingProblem(text: string): string | undefined {
	const unknown = bindingsOf(text).find((path) => !isKnownBinding(path));
	return unknown === undefined ? undefined : `has the binding \${${unknown}}, which Kaizala does not know`;
}

/** Why a line cannot be drawn, if so. */
function problemOf({ shows, property, text, image }: LineRow): string | undefined {
	if (shows === 'property') {
		if (PROPERTY_NAME.test(property.trim())) return undefined;
		return property.trim() === ''
			? 'has no Property Name'
			: `has the Property Name "${property}", which has spaces or brackets`;
	}
	const shown = shows === 'image' ? image.trim() : text;
	if (shown === '') return shows === 'image' ? 'has no Picture' : 'has no Text';
	return bindingProblem(shown);
}

function lineOf({ shows, property, text, image, imageHeight, contentMode, maxNumberOfLines }: LineRow): CardLine {
	if (shows === 'image') return { image: image.trim(), height: imageHeight, contentMode };
	return { text: shows === 'property' ? propertyBinding(property.trim()) : text, maxNumberOfLines };
}

/**
 * The design that `designFields` describe.
 * @throws NodeOperationError naming the line or color that cannot be drawn.
 */
export function readDesign(context: IExecuteFunctions, itemIndex: number): CardDesign {
	const parameter = itemParameters(context, itemIndex, designFields);
	const refuse = (message: string) => inputError(context, message, { itemIndex });
	const rows: LineRow[] = parameter('lines').line ?? [];
	for (const [index, row] of rows.entries()) {
		const problem = problemOf(row);
		if (problem !== undefined) throw refuse(`Line ${index + 1} of the card ${problem}`);
	}
	const color = (label: string, value: string) => {
		if (COLOR.test(value)) return value.toLowerCase();
		throw refuse(`The field "${label}" must be a color such as #1f6feb, but it is "${value}"`);
	};
	const { fontSize = 18, initialHeight = 300, padding = 10, ...colors } = parameter('look');
	return {
		banner: parameter('banner'),
		bannerColor: color('Banner Color', parameter('bannerColor')),
		lines: rows.map(lineOf),
		fontSize,
		initialHeight,
		padding,
		textColor: color('Look > Text Color', colors.textColor ?? '#000000'),
		backgroundColor: color('Look > Background Color', colors.backgroundColor ?? '#ffffff'),
	};
}
