import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError, shorten, valueError } from '../../../shared/errors';
import { inputFile } from '../../../shared/http/multipart';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { executionStore } from '../../../shared/executionStore';
import { sha256 } from '../../../shared/crypto';
import { isRecord } from '../../../shared/isRecord';
import type { CardButton } from '../../card/adaptiveCard';
import { adaptiveCardOf, LARGEST_MESSAGE, linesOf, webAddress } from '../../card/adaptiveCard';
import type { Missing } from '../../card/bindings';
import { CardBindings } from '../../card/bindings';
import { givenData } from '../../card/cardData';
import type { CardPackage } from '../../card/cardPackage';
import { readPackage } from '../../card/cardPackage';
import type { ChatCard } from '../../card/chatCard';
import { asChatCard, chatCardOf, operatorsOf } from '../../card/chatCard';
import { designFields, readDesign } from '../../card/designFields';
import { cardProperties, propertyFields } from '../../card/properties';
import { ZipProblem } from '../../card/zip';

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
			{ name: 'From Package', value: 'package', description: 'The ZIP file of a Kaizala package that you have' },
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
	{
		displayName: 'Input Data Field Name',
		name: 'packageField',
		type: 'string',
		default: 'data',
		required: true,
		displayOptions: { show: { cardMode: ['package'] } },
		hint: 'The name of the input field containing the ZIP file',
		description: 'The package as it was uploaded to Kaizala',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'string',
		default: 'en',
		placeholder: 'de',
		displayOptions: { show: { cardMode: ['package'] } },
		description: 'Of a package in several languages: the one on the card, as in the name of the file strings_de',
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
				displayName: 'Card Data (JSON)',
				name: 'cardData',
				type: 'json',
				default: '{}',
				placeholder: '{ "me": "…", "people": { "…": "Ada Admin" }, "answers": ["Yes"] }',
				description:
					'Shown besides title and properties: an object with any of the keys me, people, local, message, expiry, questions, answers, sendTime, summary and images. What is missing is named in the output under unresolved.',
			},
			{
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'Desk ticket',
				description: 'Shown in notifications of Teams. Defaults to the first line of the card.',
			},
		],
	},
] as const satisfies INodeProperties[];

/** Larger than any package that Kaizala took. */
const LARGEST_PACKAGE = 4 * 1024 * 1024;

/** A card, and what its package has beside it. */
type Source = Partial<CardPackage> & { card: ChatCard };

async function readCard(
	context: IExecuteFunctions,
	itemIndex: number,
	note: (missing: Missing) => void,
): Promise<Source> {
	const parameter = itemParameters(context, itemIndex, sourceFields);
	const mode = parameter('cardMode');
	if (mode === 'fields') return { card: chatCardOf(readDesign(context, itemIndex)) };
	if (mode === 'package') {
		const field = parameter('packageField').trim();
		const language = parameter('language').trim() || 'en';
		const { size } = await inputFile(context, field, itemIndex);
		const bytes = size > LARGEST_PACKAGE ? undefined : await context.helpers.getBinaryDataBuffer(itemIndex, field);
		try {
			if (bytes === undefined) throw new ZipProblem(`is larger than ${LARGEST_PACKAGE} bytes`);
			return await readPackage(bytes, language, note);
		} catch (error) {
			const problem = error instanceof ZipProblem ? shorten(error.message) : 'is a broken ZIP file';
			throw inputError(context, `The file in the field "${field}" ${problem}`, {
				itemIndex,
				description: 'It must be the ZIP file of an action package of Kaizala, with package.json in it.',
			});
		}
	}
	const card = asChatCard(parameter('chatCardView'));
	if (card !== undefined) return { card };
	throw inputError(context, 'The field "Chat Card (JSON)" does not hold a chat card', {
		itemIndex,
		description: 'It needs the key schema, as in ChatCardView.json of a Kaizala package.',
	});
}

function readData(context: IExecuteFunctions, itemIndex: number) {
	const { cardData = {} } = itemParameters(context, itemIndex, optionFields)('options');
	if (isRecord(cardData)) return givenData(cardData);
	throw valueError(context, 'Card Data (JSON) must be an object', {
		itemIndex,
		description: 'For example { "me": "the user ID of the reader", "expiry": "1 May 2026" }.',
	});
}

function readButtons(context: IExecuteFunctions, itemIndex: number): CardButton[] {
	const { button: rows = [] } = itemParameters(context, itemIndex, buttonFields)('buttons');
	return rows
		.map(({ title, url }) => ({ title: title.trim(), url: url.trim() }))
		.filter(({ url }) => url !== '')
		.map((button, index) => {
			const place = index + 1;
			if (button.title === '') throw inputError(context, `Button ${place} of the card has no Title`, { itemIndex });
			const address = webAddress(button.url);
			if (address !== undefined) return { title: button.title, url: address };
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

/** Kaizala draws a button for what a card asks; a card in Teams has those that it is given. */
function noteQuestions(bindings: CardBindings, source: Source, buttons: readonly CardButton[]): void {
	const asked = (source.questions ?? []).filter(({ isInvisible }) => isInvisible !== true).length;
	if (asked === 0 || buttons.length > 0) return;
	const reason = `Kaizala draws this button because the card asks ${asked === 1 ? 'a question' : `${asked} questions`}; add one with the address of a form under Buttons`;
	bindings.note({ name: source.respondLabel ?? 'Respond', reason });
}

/** Once per run, whatever the number of items. */
const hinted = executionStore(() => ({ done: false }));

function showHint(context: IExecuteFunctions, unresolved: readonly Missing[]): void {
	const [first] = unresolved;
	const state = hinted(context);
	if (first === undefined || state.done) return;
	state.done = true;
	const more = unresolved.length === 1 ? '' : `, and ${unresolved.length - 1} more`;
	const message = `Not everything on the card has a value: ${shorten(first.name, 60)} (${first.reason})${more}. The output names it under "unresolved".`;
	context.addExecutionHints({ message, location: 'outputPane' });
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
		const noted: Missing[] = [];
		const source = await readCard(this, itemIndex, (missing) => noted.push(missing));
		const { card } = source;
		const { title: own = '' } = itemParameters(this, itemIndex, optionFields)('options');
		const { images, ...given } = readData(this, itemIndex);
		const properties = new Map(source.properties);
		for (const { name, value } of cardProperties(this, itemIndex)) properties.set(name, value);
		const buttons = readButtons(this, itemIndex);
		const questions = given.questions ?? source.questions;
		const bindingsFor = (title: string) =>
			new CardBindings({ ...given, questions, title, properties }, operatorsOf(card));
		const ownTitle = own.trim() || (source.title?.trim() ?? '');
		const lines = linesOf(card.schema, bindingsFor(ownTitle));
		const title = ownTitle || (lines[0] ?? 'Card');
		const bindings = bindingsFor(title);
		for (const missing of noted) bindings.note(missing);
		const draw = (longestText?: number) => adaptiveCardOf(card, { title, bindings, images, buttons }, longestText);
		const adaptiveCard = largestThatFits(draw);
		if (adaptiveCard === undefined || bindings.isExhausted) {
			throw inputError(this, 'The card is too large for Microsoft Teams, which takes messages of 28 KB', {
				itemIndex,
				description: 'Its long texts were shortened already. Take out some of the "Lines" or "Buttons".',
			});
		}
		noteQuestions(bindings, source, buttons);
		showHint(this, bindings.unresolved);
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
			unresolved: bindings.unresolved.map((missing) => ({ ...missing })),
		};
	},
};
