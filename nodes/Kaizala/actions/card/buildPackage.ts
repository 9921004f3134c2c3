import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, shorten, valueError } from '../../../shared/errors';
import { inputFile } from '../../../shared/http/multipart';
import type { SingleOperation } from '../../../shared/operations/operation';
import { BinaryOutput } from '../../../shared/operations/operation';
import type { ParameterReader } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { operatorOf } from '../../card/bindings';
import type { ChatCard, ChatCardNode } from '../../card/chatCard';
import { asChatCard, chatCardOf, childrenOf, operatorsOf } from '../../card/chatCard';
import { bindingProblem, designFields, readDesign } from '../../card/designFields';
import { bindingsOf } from '../../card/fillBindings';
import { cardIcon } from '../../card/icon';
import { languageOfFile } from '../../card/localisation';
import { operatorProblem } from '../../card/operators';
import { zipOf } from '../../card/zip';
import { safeString } from '../../../shared/safeConversion';

/** In bytes; Kaizala refuses larger ones. */
const LARGEST_PACKAGE = 1024 * 1024;

/** Microsoft's documentation says 32, its own samples have up to 53. */
const LONGEST_TITLE = 64;

const packageFields = [
	{
		displayName: 'Package ID',
		name: 'packageId',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		placeholder: 'com.example.desk.ticket',
		description: 'Name of your own in reverse-domain form. Kaizala refuses a second package with the same ID.',
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Desk ticket',
		description: 'Name of the package in Kaizala, up to 64 characters',
	},
	{
		displayName: 'Provider Name',
		name: 'providerName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Example Desk',
		description: 'Who publishes the package, up to 64 characters',
	},
	{
		displayName: 'Description',
		name: 'packageDescription',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Shows one support ticket and its status',
		description: 'What the package is for, up to 128 characters',
	},
	{
		displayName: 'Specify Card',
		name: 'cardMode',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'fields', description: 'A banner with lines below it' },
			{ name: 'Using JSON', value: 'json', description: 'A card of any shape' },
		],
		default: 'fields',
		description: 'How to say what the card looks like',
	},
	{
		displayName: 'Chat Card (JSON)',
		name: 'chatCardView',
		type: 'json',
		default: '{\n  "schemaVersion": 1,\n  "schema": { "type": "container", "children": [] }\n}',
		required: true,
		displayOptions: { show: { cardMode: ['json'] } },
		description: 'The content of the file ChatCardView of the package',
	},
	...designFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'App Model (JSON)',
				name: 'appModel',
				type: 'json',
				default: '{ "questions": [] }',
				description:
					'What the file AppModel contains besides the title: an object with questions, properties and the like',
			},
			{
				displayName: 'Card Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'Desk ticket',
				description: 'Title of a card that is sent without one, up to 64 characters. Defaults to the display name.',
			},
			{
				displayName: 'File Fields',
				name: 'fileFields',
				type: 'string',
				kind: 'list',
				default: '',
				placeholder: 'e.g. logo,creationView',
				description:
					'Names of input fields with further files of the package, such as pictures, separated by commas. A file goes in under its own name.',
			},
			{
				displayName: 'Icon Field',
				name: 'iconField',
				type: 'string',
				default: '',
				placeholder: 'e.g. data',
				hint: 'The name of the input field with a PNG of 36 x 36 pixels',
				description: 'Your own icon. Without it, one is drawn in the color of the banner.',
			},
			{
				displayName: 'Minor Version',
				name: 'minorVersion',
				type: 'string',
				default: '1',
			},
			{
				displayName: 'Operators (JSON)',
				name: 'operators',
				type: 'json',
				default: '{ "status": ["conditional_value", ["eq", "a", "b"], "Yes", "No"] }',
				description:
					'Texts that are chosen or computed on the phone, by name. The card shows them as ${Operators.status}, for example.',
			},
			{
				displayName: 'Package (JSON)',
				name: 'manifest',
				type: 'json',
				default: '{ "views": { "ChatCanvasCardView": { "labelRespondToForm": "Answer" } } }',
				description: 'What the file package contains besides what is entered here, such as other views and labels',
			},
			{
				displayName: 'Response Is Editable',
				name: 'isResponseEditable',
				type: 'boolean',
				default: false,
				description: 'Whether people may change their response',
			},
			{
				displayName: 'Show Comments',
				name: 'showComments',
				type: 'boolean',
				default: false,
				description: 'Whether the card shows comments',
			},
			{
				displayName: 'Show Expiry',
				name: 'showExpiry',
				type: 'boolean',
				default: false,
				description: 'Whether the card shows until when it can be answered',
			},
			{
				displayName: 'Show Footer',
				name: 'showFooter',
				type: 'boolean',
				default: false,
				description: 'Whether the card has the footer of Kaizala',
			},
			{
				displayName: 'Show Header',
				name: 'showHeader',
				type: 'boolean',
				default: false,
				description: 'Whether the card has the header of Kaizala',
			},
			{
				displayName: 'Show Likes',
				name: 'showLikes',
				type: 'boolean',
				default: false,
				description: 'Whether the card shows likes',
			},
			{
				displayName: 'Show Read Receipts',
				name: 'showReceipts',
				type: 'boolean',
				default: true,
				description: 'Whether the card shows who has read it',
			},
			{
				displayName: 'Texts by Language (JSON)',
				name: 'strings',
				type: 'json',
				default: '{ "en": { "title": "Desk ticket" }, "de": { "title": "Ticket" } }',
				description: 'Makes a package in several languages: where the card has a key, the phone shows the text',
			},
			{
				displayName: 'Version',
				name: 'version',
				type: 'string',
				default: '1',
				description: 'Raise it when you upload the package again',
			},
			{
				displayName: 'ZIP File',
				name: 'zipped',
				type: 'boolean',
				default: false,
				description: 'Whether to add the package as one file in the field package_zip, ready to be uploaded',
			},
		],
	},
] as const satisfies Parameter[];

type Reader = ParameterReader<typeof packageFields>;

/** The file that a package with operators has to have, and that Microsoft's own leave empty. */
const STORE_SCHEMA = 'ActionStoreSchema.json';

const VIEW_SWITCHES = [
	'showReceipts',
	'showLikes',
	'showComments',
	'showExpiry',
	'showHeader',
	'showFooter',
	'isResponseEditable',
] as const;

/** What the portal of Kaizala would refuse. */
function problemOf(parameter: Reader, title: string): string | undefined {
	const id = parameter('packageId');
	if (id.length > 64) return 'The field "Package ID" is longer than 64 characters';
	if (!/^[a-z][\w-]*(\.[\w-]+)+$/i.test(id)) return 'The field "Package ID" must look like com.example.desk.ticket';
	if (/microsoft/i.test(id)) return 'The field "Package ID" must not contain "Microsoft": Kaizala refuses it';
	if (parameter('displayName').length > 64) return 'The field "Display Name" is longer than 64 characters';
	if (parameter('providerName').length > 64) return 'The field "Provider Name" is longer than 64 characters';
	if (parameter('packageDescription').length > 128) return 'The field "Description" is longer than 128 characters';
	if (title.length <= LONGEST_TITLE) return undefined;
	return `The title of the card is longer than ${LONGEST_TITLE} characters: "${shorten(title)}". Enter a shorter one under Options > Card Title.`;
}

/** What a person writes in JSON beside the fields; the fields win. */
interface Extras {
	manifest: IDataObject;
	appModel: IDataObject;
	operators: IDataObject;
	strings: IDataObject;
}

function manifestOf(parameter: Reader, extras: Extras): IDataObject {
	const { version, minorVersion, ...options } = parameter('options');
	const views = isRecord(extras.manifest.views) ? extras.manifest.views : {};
	const view = isRecord(views.ChatCanvasCardView) ? views.ChatCanvasCardView : {};
	const dials = isRecord(extras.manifest.dials) ? extras.manifest.dials : {};
	return {
		...extras.manifest,
		id: parameter('packageId'),
		schemaVersion: 1,
		displayName: parameter('displayName'),
		providerName: parameter('providerName'),
		icon: 'AppIcon.png',
		version: version || '1',
		minorVersion: minorVersion || '1',
		appModel: 'AppModel.json',
		description: parameter('packageDescription'),
		dials: { isPinned: false, ...dials, isLocalised: Object.keys(extras.strings).length > 0 },
		views: {
			...views,
			ChatCanvasCardView: {
				showReceipts: true,
				showLikes: false,
				showComments: false,
				showExpiry: false,
				showHeader: false,
				showFooter: false,
				isResponseEditable: false,
				...view,
				...Object.fromEntries(
					VIEW_SWITCHES.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
				),
				sourceLocation: 'ChatCardView.json',
			},
		},
		...(Object.keys(extras.operators).length === 0 ? {} : { ActionStoreSchema: STORE_SCHEMA }),
	};
}

/** The card with the operators of the option beside its own. */
function withOperators(card: ChatCard, operators: IDataObject): ChatCard {
	if (Object.keys(operators).length === 0) return card;
	return { ...card, Operators: { ...operatorsOf(card), ...operators } };
}

const textsOf = (node: ChatCardNode): string[] => [
	...[node.string, node.source].filter((text) => typeof text === 'string'),
	...childrenOf(node).flatMap(textsOf),
];

/** What Kaizala would leave empty on the card. */
function problemOfCard(card: ChatCard): string | undefined {
	const operators = operatorsOf(card);
	for (const [name, operator] of Object.entries(operators)) {
		const problem = operatorProblem(operator);
		if (problem !== undefined) return `The operator "${shorten(name, 60)}" of the card ${problem}`;
	}
	for (const text of textsOf(card.schema)) {
		const problem = bindingProblem(text);
		if (problem !== undefined) return `A text of the card ${problem}`;
		const missing = bindingsOf(text)
			.map(operatorOf)
			.find((name) => name !== undefined && !Object.hasOwn(operators, name));
		if (missing !== undefined) {
			return `The card shows the operator "${shorten(missing, 60)}", which is not among its operators`;
		}
	}
	return undefined;
}

/** Width and height of a PNG; undefined for anything else. */
function sizeOfPng(bytes: Buffer): { width: number; height: number } | undefined {
	if (bytes.length < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return undefined;
	return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

async function iconOf(context: IExecuteFunctions, field: string, color: string, itemIndex: number): Promise<Buffer> {
	if (field === '') return cardIcon(color);
	await inputFile(context, field, itemIndex);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	const size = sizeOfPng(bytes);
	if (size?.width === 36 && size.height === 36) return bytes;
	const what = size === undefined ? 'no PNG' : `a PNG of ${size.width} x ${size.height} pixels`;
	throw inputError(context, `The icon must be a PNG of 36 x 36 pixels, but the field "${field}" holds ${what}`, {
		itemIndex,
	});
}

const jsonFile = (content: IDataObject): Buffer => Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8');

function readExtras(context: IExecuteFunctions, parameter: Reader, itemIndex: number): Extras {
	const options = parameter('options');
	const object = (label: string, value: unknown): IDataObject => {
		if (value === undefined || value === '') return {};
		if (isRecord(value)) return value;
		throw valueError(context, `The field "Options > ${label}" must be an object`, { itemIndex });
	};
	const extras = {
		manifest: object('Package (JSON)', options.manifest),
		appModel: object('App Model (JSON)', options.appModel),
		operators: object('Operators (JSON)', options.operators),
		strings: object('Texts by Language (JSON)', options.strings),
	};
	for (const [language, texts] of Object.entries(extras.strings)) {
		if (languageOfFile(`strings_${language}.json`) !== undefined && isRecord(texts)) continue;
		const message = `The language "${shorten(language, 60)}" of "Texts by Language (JSON)" has no texts`;
		throw inputError(context, message, {
			itemIndex,
			description: 'For each language an object with keys and texts, for example { "en": { "title": "Desk ticket" } }.',
		});
	}
	return extras;
}

interface PackageFile {
	name: string;
	type: string;
	bytes: Buffer;
}

/** Pictures and other files from the input, under their own names. */
async function moreFiles(
	context: IExecuteFunctions,
	fields: readonly string[],
	taken: readonly string[],
	itemIndex: number,
): Promise<Record<string, PackageFile>> {
	const files: Record<string, PackageFile> = {};
	const names = new Set(taken.map((name) => name.toLowerCase()));
	for (const [index, field] of fields.entries()) {
		const { fileName, mimeType } = await inputFile(context, field, itemIndex);
		if (names.has(fileName.toLowerCase()) || /[/\\]/.test(fileName)) {
			throw inputError(context, `The file "${shorten(fileName, 60)}" cannot go into the package under this name`, {
				itemIndex,
				description: 'Every file of a package needs a name of its own, without folders.',
			});
		}
		names.add(fileName.toLowerCase());
		const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
		files[`file_${index}`] = { name: fileName, type: mimeType, bytes };
	}
	return files;
}

export const buildPackage: SingleOperation = {
	name: 'Build Package',
	action: 'Build a card package',
	description: 'Make the files of an action package that draws a card, ready to be zipped and uploaded to Kaizala',
	properties: packageFields.map((field) =>
		designFields.some(({ name }) => name === field.name)
			? { ...field, displayOptions: { show: { cardMode: ['fields'] } } }
			: field,
	),
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, packageFields);
		const { title: ownTitle = '', iconField = '', fileFields = [], zipped = false } = parameter('options');
		const title = ownTitle || parameter('displayName');
		const extras = readExtras(this, parameter, itemIndex);
		const refuse = (message: string) => inputError(this, message, { itemIndex });
		const problem = problemOf(parameter, title);
		if (problem !== undefined) throw refuse(problem);
		const design = parameter('cardMode') === 'json' ? undefined : readDesign(this, itemIndex);
		const given = design === undefined ? asChatCard(parameter('chatCardView')) : chatCardOf(design);
		if (given === undefined) throw refuse('The field "Chat Card (JSON)" does not hold a chat card');
		const chatCardView = withOperators(given, extras.operators);
		const cardProblem = problemOfCard(chatCardView);
		if (cardProblem !== undefined) throw refuse(cardProblem);
		const operators = operatorsOf(chatCardView);
		const packageJson = manifestOf(parameter, { ...extras, operators });
		const appModel: IDataObject = { ...extras.appModel, title, questions: extras.appModel.questions ?? [] };
		const json = (name: string, content: IDataObject): PackageFile => {
			return { name, type: 'application/json', bytes: jsonFile(content) };
		};
		const files: Record<string, PackageFile> = {
			package: json('package.json', packageJson),
			chatCardView: json('ChatCardView.json', chatCardView),
			appModel: json('AppModel.json', appModel),
			icon: {
				name: 'AppIcon.png',
				type: 'image/png',
				bytes: await iconOf(this, iconField.trim(), design?.bannerColor ?? '#1f6feb', itemIndex),
			},
			...(Object.keys(operators).length === 0 ? {} : { actionStoreSchema: json(STORE_SCHEMA, {}) }),
			...Object.fromEntries(
				Object.entries(extras.strings).map(([language, texts]) => [
					`strings_${language}`,
					json(`strings_${language}.json`, isRecord(texts) ? texts : {}),
				]),
			),
		};
		const taken = Object.values(files).map(({ name }) => name);
		Object.assign(files, await moreFiles(this, fileFields, taken, itemIndex));
		const size = Object.values(files).reduce((sum, { bytes }) => sum + bytes.length, 0);
		if (size > LARGEST_PACKAGE) {
			throw inputError(this, `The package has ${size} bytes; Kaizala takes 1 MB at most`, {
				itemIndex,
				description: 'Use a smaller icon or fewer lines.',
			});
		}
		const id = safeString(packageJson.id);
		const zip = { name: `${id}.zip`, type: 'application/zip', bytes: zipOf(Object.values(files)) };
		const binary = Object.fromEntries(
			await Promise.all(
				Object.entries(zipped ? { ...files, package_zip: zip } : files).map(async ([field, { name, type, bytes }]) => {
					return [field, await this.helpers.prepareBinaryData(bytes, name, type)] as const;
				}),
			),
		);
		return new BinaryOutput(
			{ packageId: id, binaryFields: Object.keys(files).join(','), packageJson, appModel, chatCardView },
			binary,
		);
	},
};
