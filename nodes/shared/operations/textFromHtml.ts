import type { INodeProperties } from 'n8n-workflow';

import { htmlToText } from './html';
import { itemParameters } from '../parameters/reader';
import type { Resource, SingleOperation } from './operation';

const properties = [
	{
		displayName: 'HTML',
		name: 'html',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'HTML or plain text, for example the body of a message or note. Nothing is sent anywhere.',
	},
	{
		displayName: 'Max Length',
		name: 'maxLength',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1_000_000, numberPrecision: 0 },
		default: 10_000,
		required: true,
		description: 'Max number of characters to return; "shortened" says whether there were more',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Input Fields',
				name: 'includeInput',
				type: 'boolean',
				default: false,
				description: 'Whether to return the fields of the input item as well',
			},
		],
	},
] as const satisfies INodeProperties[];

/** No more is read than can matter: mark-up may take many times the room of its text. */
const LONGEST_HTML = 5_000_000;

/** The first `most` characters, never through the middle of one. */
function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	const last = text.charCodeAt(most - 1);
	return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** n8n's expressions stop the whole n8n on long texts; this does not. */
const fromHtml: SingleOperation = {
	name: 'From HTML',
	action: 'Get text from HTML',
	description: 'Turn HTML into plain text: line breaks are kept, entities become characters; nothing is sent',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const html = parameter('html');
		const text = htmlToText(html.slice(0, LONGEST_HTML));
		const short = cut(text, parameter('maxLength'));
		const shortened = short.length < text.length || html.length > LONGEST_HTML;
		const input = parameter('options').includeInput === true ? this.getInputData()[itemIndex]?.json : {};
		return { ...input, text: short, length: text.length, shortened };
	},
};

/** The same in each service whose texts are HTML. */
export const text: Resource = { name: 'Text', operations: { fromHtml }, default: 'fromHtml' };
