import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { attachmentFields, attachmentTokens } from '../../parameters/attachments';

const properties = [
	{
		...attachmentFields,
		displayName: 'Input Data Field Names',
		default: ['data'],
		required: true,
		description: 'Names of the input fields that hold the files. Separate several with commas.',
	},
] as const satisfies INodeProperties[];

/** Thulium keeps a file that no ticket uses for 24 hours. */
export const upload: SingleOperation = {
	name: 'Upload',
	action: 'Upload an attachment',
	description: 'Upload files and get the tokens with which tickets and replies take them',
	properties: [...properties],
	async execute(itemIndex) {
		const fields = itemParameters(this, itemIndex, properties)('attachmentFields');
		const binary = this.getInputData()[itemIndex]?.binary ?? {};
		const tokens = await attachmentTokens(this, { attachmentFields: fields }, itemIndex);
		return tokens.map((token, index) => {
			const field = fields[index] ?? '';
			return { token, filename: binary[field]?.fileName || field };
		});
	},
};
