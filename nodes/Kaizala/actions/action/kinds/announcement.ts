import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import { mediaFile, upload } from '../../media/media';
import { setOnly } from '../../../parameters/optional';
import type { Kind } from './kind';
import { optionsField, titleField } from './kind';

const properties = [
	titleField,
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'The line is down until noon.',
	},
] as const satisfies Parameter[];

const options = [
	{
		displayName: 'Input Data Field Names',
		name: 'binaryPropertyNames',
		type: 'string',
		kind: 'list',
		default: '',
		placeholder: 'e.g. attachment_0, attachment_1',
		description: 'Files to attach: names of the input fields containing them, separated by commas',
	},
	{
		displayName: 'Media Resources',
		name: 'mediaResources',
		type: 'string',
		kind: 'list',
		typeOptions: { multipleValues: true },
		default: [],
		description: 'Files to attach that were uploaded before, as Media: Upload returns them',
	},
] as const satisfies Parameter[];

const fields = [...properties, optionsField(options)] as const satisfies Parameter[];

export const announcement: Kind = {
	name: 'Announcement',
	properties: [...properties],
	options: [...options],
	async content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		const [title, message] = [parameter('title'), parameter('message')];
		const { binaryPropertyNames = [], mediaResources = [] } = parameter('options');
		const files = [];
		for (const field of binaryPropertyNames) files.push(await mediaFile(context, field, itemIndex));
		const resources = [...mediaResources];
		for (const file of files) resources.push(await upload(context, [file], itemIndex));
		return { actionType: 'Announcement', actionBody: setOnly({ title, message, mediaResources: resources }) };
	},
};
