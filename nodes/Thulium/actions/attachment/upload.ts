import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { attachmentFields, uploadFiles } from '../../parameters/attachments';

const properties = [
	{
		...attachmentFields,
		displayOptions: {},
		displayName: 'Input Data Field Names',
		default: ['data'],
		required: true,
		description: 'Names of the input fields containing the files. Separate several with commas.',
	},
] as const satisfies Parameter[];

/** Thulium keeps a file that no ticket uses for 24 hours. */
export const upload: SingleOperation = {
	name: 'Upload',
	action: 'Upload an attachment',
	description: 'Upload files and get the tokens with which tickets and replies take them',
	properties: [...properties],
	async execute(itemIndex) {
		const names = itemParameters(this, itemIndex, properties)('attachmentFields');
		const places = names.map((field) => ({ itemIndex, field }));
		const uploaded = await uploadFiles(this, places, itemIndex);
		return uploaded.map(({ token, fileName }) => ({ token, filename: fileName }));
	},
};
