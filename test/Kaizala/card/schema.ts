import type { AnySchemaObject } from 'ajv';
import Ajv from 'ajv';

/**
 * Adaptive Cards 1.5, as far as the converter makes use of them, in the words of the public reference
 * (https://adaptivecards.io/explorer/): whatever is not listed here is no part of a card.
 */

const one = (...values: string[]): AnySchemaObject => ({ enum: values });
const text: AnySchemaObject = { type: 'string' };
const shown: AnySchemaObject = { type: 'string', minLength: 1 };
const flag: AnySchemaObject = { type: 'boolean' };
const inPixels: AnySchemaObject = { type: 'string', pattern: '^[1-9][0-9]*px$' };
const weight: AnySchemaObject = { type: 'number', exclusiveMinimum: 0 };
/** An address by the letters that RFC 3986 allows in one. */
const address: AnySchemaObject = {
	type: 'string',
	pattern: "^https?://(?:[\\w.~:/?#[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$",
};
const some = (definition: string): AnySchemaObject => ({
	type: 'array',
	minItems: 1,
	items: { $ref: `#/definitions/${definition}` },
});

/** An object of the card: what it must have, what it may have, and nothing else. */
const typed = (
	type: string,
	required: Record<string, AnySchemaObject>,
	optional: Record<string, AnySchemaObject> = {},
): AnySchemaObject => ({
	type: 'object',
	additionalProperties: false,
	required: ['type', ...Object.keys(required)],
	properties: { type: { const: type }, ...required, ...optional },
});

const block = { separator: flag, spacing: one('default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding') };
const aligned = { horizontalAlignment: one('left', 'center', 'right') };
const look = {
	size: one('default', 'small', 'medium', 'large', 'extraLarge'),
	weight: one('default', 'lighter', 'bolder'),
	color: one('default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'),
};
const style = one('default', 'emphasis', 'good', 'attention', 'warning', 'accent');

const ELEMENTS = {
	TextBlock: typed(
		'TextBlock',
		{ text: shown },
		{ ...block, ...look, ...aligned, wrap: flag, maxLines: { type: 'integer', minimum: 1 } },
	),
	RichTextBlock: typed('RichTextBlock', { inlines: some('TextRun') }, { ...block, ...aligned }),
	Image: typed('Image', { url: address }, { ...block, width: inPixels, height: inPixels }),
	Container: typed('Container', { items: some('Element') }, { ...block, style, bleed: flag, rtl: flag }),
	ColumnSet: typed('ColumnSet', { columns: some('Column') }, { ...block, style }),
};

const CARD: AnySchemaObject = {
	...typed(
		'AdaptiveCard',
		{
			$schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
			version: { const: '1.5' },
			fallbackText: text,
			body: some('Element'),
		},
		{ actions: some('Action') },
	),
	definitions: {
		...ELEMENTS,
		Element: {
			type: 'object',
			discriminator: { propertyName: 'type' },
			oneOf: Object.keys(ELEMENTS).map((name) => ({ $ref: `#/definitions/${name}` })),
		},
		Column: typed(
			'Column',
			{ items: some('Element') },
			{ width: { anyOf: [weight, one('auto', 'stretch'), inPixels] } },
		),
		TextRun: typed('TextRun', { text }, look),
		Action: typed('Action.OpenUrl', { title: shown, url: address }),
	},
};

const validate = new Ajv({ allErrors: true, discriminator: true, strict: true }).compile(CARD);

/** What is wrong with a card, by its place in it. */
export function schemaProblems(card: unknown): string[] {
	if (validate(card)) return [];
	return (validate.errors ?? []).map(({ instancePath, message = '', params }) =>
		[instancePath, message, JSON.stringify(params)].join(' '),
	);
}
