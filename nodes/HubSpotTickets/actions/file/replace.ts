import type { INodeProperties } from 'n8n-workflow';

import { inputFile, multipart } from '../../../shared/http/multipart';
import type { SingleOperation } from '../../../shared/operations/operation';
import { asRecords } from '../../../shared/operations/restOperation';
import { itemParameters } from '../../../shared/parameters/reader';
import { hubSpotRequest } from '../../transport';
import { accessOption, shortFile, UPLOAD_TIMEOUT_MS } from '../attachment/uploads';
import { fileField, readFileId } from './file';
import { recordOf } from '../../../shared/http/shapes';

const properties = [
	fileField,
	{
		displayName: 'Input Data Field Name',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input field containing the file',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [{ ...accessOption, description: 'Who can open the file from now on. If not set, it stays as it is.' }],
	},
] as const satisfies INodeProperties[];

export const replace: SingleOperation = {
	name: 'Replace',
	action: 'Replace a file',
	description: 'Replace the content of a file; its ID, name and URL stay the same',
	properties: [...properties],
	simplify: shortFile,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const id = readFileId(this, itemIndex);
		const { access } = parameter('options');
		const file = await inputFile(this, parameter('binaryField').trim(), itemIndex);
		const options = JSON.stringify(access === undefined ? {} : { access });
		const request = {
			family: 'files',
			method: 'PUT',
			path: `/files/${id}`,
			content: multipart({ options }, 'file', file),
			retry: 'idempotentWrite',
			expects: recordOf('id'),
			timeout: UPLOAD_TIMEOUT_MS,
		} as const;
		return asRecords(await hubSpotRequest(this, request, itemIndex));
	},
};
