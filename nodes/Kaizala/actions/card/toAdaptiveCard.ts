import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError, shorten, valueError } from '../../../shared/errors';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { sha256 } from '../../../shared/crypto';
import type { CardButton, Resolve } from '../../card/adaptiveCard';
import { adaptiveCardOf, LARGEST_MESSAGE, linesOf } from '../../card/adaptiveCard';
import type { ChatCard } from '../../card/chatCard';
import { asChatCard, chatCardOf } from '../../card/chatCard';
import { designFields, readDesign } from '../../card/designFields';
import type { CardProperty } from '../../card/properties';
import { cardProperties, propertyFields } from '../../card/properties';

const CONTENT_TYPE = 'application/vnd.microsoft.card.adaptive';

/** A card whose texts would have to be shorter than this is refused. */
const SHORTEST_TEXT = 100;

const sourceFields = [
	{
		displayName: 'Specify Card',
		name: 'cardMode',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'fields', description: 'Banner and lines, as in Build Package' },
			{ name: 'Using JSON', value: 'json', description: 'The chat card view of a Kaizala package that you have' },
		],
		default: 'fields',
		description: 'How to say what the card looks like',
	},
	{
		displayName: 'Chat Card (JSON)',
		name: 'chatCardView',
		type: 'json',
		default: '',
		required: true,
		displayOptions: { show: { cardMode: ['json'] } },
		description:
			'What the file ChatCardView of the package holds, or the field chatCardView that Build Package returns',
	},
] as const satisfies INodeProperties[];

const buttonFields = [
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Button',
		default: {},
		description: 'Links below the card. Kaizala draws its own buttons.',
		options: [
			{
				displayName: 'Button',
				name: 'button',
				values: [
					{ displayName: 'Title', name: 'title', type: 'string', default: '', placeholder: 'Take over' },
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						default: '',
						placeholder: 'https://n8n.example.com/form/ticket',
						description: 'What the button opens. A button without a URL is left out.',
					},
				],
			},
		],
	},
] as const satisfies INodeProperties[];

const optionFields = [
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'Desk ticket',
				description: 'Shown in notifications of Teams. The first line of the card when left empty.',
			},
		],
	},
] as const satisfies INodeProperties[];

function readCard(context: IExecuteFunctions, itemIndex: number): ChatCard {
	const parameter = itemParameters(context, itemIndex, sourceFields);
	if (parameter('cardMode') === 'fields') return chatCardOf(readDesign(context, itemIndex));
	const card = asChatCard(parameter('chatCardView'));
	if (card !== undefined) return card;
	throw inputError(context, 'The field "Chat Card (JSON)" holds no chat card', {
		itemIndex,
		description: 'It needs the key schema, as in ChatCardView.json of a Kaizala package.',
	});
}

function entriesIn(value: string): number {
	try {
		const list: unknown = JSON.parse(value);
		if (Array.isArray(list)) return list.length;
	} catch {
		// Plain text: its own length.
	}
	return value.length;
}

/** Bindings to what a card without Kaizala has: its title and its properties. Everything else stays empty. */
function resolver(title: string, properties: readonly CardProperty[]): Resolve {
	const values = new Map(properties.map(({ name, value }) => [name, value]));
	return (path) => {
		if (path === 'Form.title') return title;
		const [, name = '', what] = /^Form\.properties\[([^\]]+)\]\.(value|length)$/.exec(path) ?? [];
		const value = values.get(name) ?? '';
		return what === 'length' ? String(entriesIn(value)) : value;
	};
}

function readButtons(context: IExecuteFunctions, itemIndex: number): CardButton[] {
	const { button: rows = [] } = itemParameters(context, itemIndex, buttonFields)('buttons');
	return rows
		.map(({ title, url }) => ({ title: title.trim(), url: url.trim() }))
		.filter(({ url }) => url !== '')
		.map((button, index) => {
			const place = index + 1;
			if (button.title === '') throw inputError(context, `Button ${place} of the card has no Title`, { itemIndex });
			if (URL.canParse(button.url) && /^https?:/i.test(button.url)) return button;
			const message = `Button ${place} of the card must have a URL such as https://example.com, but it has "${shorten(button.url)}"`;
			throw valueError(context, message, { itemIndex });
		});
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

function asHtml([banner = '', ...lines]: string[]): string {
	const paragraphs = lines.map((line) => `<p>${escapeHtml(line).replace(/\r\n|[\r\n]/g, '<br>')}</p>`);
	return [`<h3>${escapeHtml(banner)}</h3>`, ...paragraphs].join('');
}

/** The body of `POST /chats/{id}/messages` of Microsoft Graph: the card is an attachment that the text refers to. */
function graphMessage(card: IDataObject): IDataObject {
	const content = JSON.stringify(card);
	const id = sha256(content).slice(0, 32);
	return {
		body: { contentType: 'html', content: `<attachment id="${id}"></attachment>` },
		attachments: [{ id, contentType: CONTENT_TYPE, contentUrl: null, content }],
	};
}

const fits = (card: IDataObject): boolean => Buffer.byteLength(JSON.stringify(graphMessage(card))) <= LARGEST_MESSAGE;

/** The card with its longest texts shortened just so far that Teams takes it. */
function largestThatFits(draw: (longestText?: number) => IDataObject): IDataObject | undefined {
	const whole = draw();
	if (fits(whole)) return whole;
	let best: IDataObject | undefined;
	let [low, high] = [SHORTEST_TEXT, LARGEST_MESSAGE];
	while (low <= high) {
		const middle = Math.floor((low + high) / 2);
		const card = draw(middle);
		if (fits(card)) {
			best = card;
			low = middle + 1;
		} else {
			high = middle - 1;
		}
	}
	return best;
}

export const toAdaptiveCard: SingleOperation = {
	name: 'Convert to Adaptive Card',
	action: 'Convert a card to an adaptive card',
	description: 'Make an Adaptive Card for Microsoft Teams out of a Kaizala card and its properties; nothing is sent',
	properties: [
		...sourceFields,
		...designFields.map((field) => ({ ...field, displayOptions: { show: { cardMode: ['fields'] } } })),
		...propertyFields,
		...buttonFields,
		...optionFields,
	],
	async execute(itemIndex) {
		const card = readCard(this, itemIndex);
		const { title: own = '' } = itemParameters(this, itemIndex, optionFields)('options');
		const properties = cardProperties(this, itemIndex);
		const buttons = readButtons(this, itemIndex);
		const lines = linesOf(card.schema, resolver(own, properties));
		const title = own || (lines[0] ?? 'Card');
		const draw = (longestText?: number) =>
			adaptiveCardOf(card, title, resolver(title, properties), buttons, longestText);
		const adaptiveCard = largestThatFits(draw);
		if (adaptiveCard === undefined) {
			throw inputError(this, 'The card is too large for Microsoft Teams, which takes messages of 28 KB', {
				itemIndex,
				description: 'Its long texts were shortened already. Take out some of the "Lines" or "Buttons".',
			});
		}
		return {
			title,
			adaptiveCard,
			graphMessage: graphMessage(adaptiveCard),
			webhookMessage: {
				type: 'message',
				attachments: [{ contentType: CONTENT_TYPE, contentUrl: null, content: adaptiveCard }],
			},
			html: asHtml(lines),
			text: lines.join('\n'),
		};
	},
};
