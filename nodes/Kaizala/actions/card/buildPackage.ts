import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { inputFile } from '../../../shared/http/multipart';
import type { SingleOperation } from '../../../shared/operations/operation';
import { BinaryOutput } from '../../../shared/operations/operation';
import type { ParameterReader } from '../../../shared/parameters/reader';
import { itemParameters } from '../../../shared/parameters/reader';
import { chatCardOf } from '../../card/chatCard';
import { designFields, readDesign } from '../../card/designFields';
import { cardIcon } from '../../card/icon';

/** In bytes; Kaizala refuses larger ones. */
const LARGEST_PACKAGE = 1024 * 1024;

const packageFields = [
	{
		displayName: 'Package ID',
		name: 'packageId',
		type: 'string',
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
	...designFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Card Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'Desk ticket',
				description: 'Title of a card that is sent without one, up to 32 characters. The display name when left empty.',
			},
			{
				displayName: 'Icon Field',
				name: 'iconField',
				type: 'string',
				default: '',
				placeholder: 'data',
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
				displayName: 'Version',
				name: 'version',
				type: 'string',
				default: '1',
				description: 'Raise it when you upload the package again',
			},
		],
	},
] as const satisfies INodeProperties[];

type Reader = ParameterReader<typeof packageFields>;

/** What the portal of Kaizala would refuse. */
function problemOf(parameter: Reader, title: string): string | undefined {
	const id = parameter('packageId').trim();
	if (id.length > 64) return 'The field "Package ID" is longer than 64 characters';
	if (!/^[a-z][\w-]*(\.[\w-]+)+$/i.test(id)) return 'The field "Package ID" must look like com.example.desk.ticket';
	if (/microsoft/i.test(id)) return 'The field "Package ID" must not contain "Microsoft": Kaizala refuses it';
	if (parameter('displayName').length > 64) return 'The field "Display Name" is longer than 64 characters';
	if (parameter('providerName').length > 64) return 'The field "Provider Name" is longer than 64 characters';
	if (parameter('packageDescription').length > 128) return 'The field "Description" is longer than 128 characters';
	if (title.length <= 32) return undefined;
	return `The title of the card is longer than 32 characters: "${title}". Enter a shorter one under Options > Card Title.`;
}

function manifestOf(parameter: Reader): IDataObject {
	const { version, minorVersion, ...options } = parameter('options');
	return {
		id: parameter('packageId').trim(),
		schemaVersion: 1,
		displayName: parameter('displayName'),
		providerName: parameter('providerName'),
		icon: 'AppIcon.png',
		version: version || '1',
		minorVersion: minorVersion || '1',
		appModel: 'AppModel.json',
		description: parameter('packageDescription'),
		dials: { isLocalised: false, isPinned: false },
		views: {
			ChatCanvasCardView: {
				sourceLocation: 'ChatCardView.json',
				showReceipts: options.showReceipts ?? true,
				showLikes: options.showLikes ?? false,
				showComments: options.showComments ?? false,
				showExpiry: options.showExpiry ?? false,
				showHeader: options.showHeader ?? false,
				showFooter: options.showFooter ?? false,
				isResponseEditable: options.isResponseEditable ?? false,
			},
		},
	};
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

export const buildPackage: SingleOperation = {
	name: 'Build Package',
	action: 'Build a card package',
	description: 'Make the files of an action package that draws a card, ready to be zipped and uploaded to Kaizala',
	properties: [...packageFields],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, packageFields);
		const { title: ownTitle = '', iconField = '' } = parameter('options');
		const title = ownTitle || parameter('displayName');
		const problem = problemOf(parameter, title);
		if (problem !== undefined) throw inputError(this, problem, { itemIndex });
		const design = readDesign(this, itemIndex);
		const packageJson = manifestOf(parameter);
		const appModel: IDataObject = { title, questions: [] };
		const chatCardView = chatCardOf(design);
		const files = {
			package: { name: 'package.json', type: 'application/json', bytes: jsonFile(packageJson) },
			chatCardView: { name: 'ChatCardView.json', type: 'application/json', bytes: jsonFile(chatCardView) },
			appModel: { name: 'AppModel.json', type: 'application/json', bytes: jsonFile(appModel) },
			icon: {
				name: 'AppIcon.png',
				type: 'image/png',
				bytes: await iconOf(this, iconField.trim(), design.bannerColor, itemIndex),
			},
		};
		const size = Object.values(files).reduce((sum, { bytes }) => sum + bytes.length, 0);
		if (size > LARGEST_PACKAGE) {
			throw inputError(this, `The package has ${size} bytes; Kaizala takes 1 MB at most`, {
				itemIndex,
				description: 'Use a smaller icon or fewer lines.',
			});
		}
		const binary = Object.fromEntries(
			await Promise.all(
				Object.entries(files).map(async ([field, { name, type, bytes }]) => {
					return [field, await this.helpers.prepareBinaryData(bytes, name, type)] as const;
				}),
			),
		);
		const json = {
			packageId: String(packageJson.id),
			binaryFields: Object.keys(files).join(','),
			packageJson,
			appModel,
			chatCardView,
		};
		return new BinaryOutput(json, binary);
	},
};
