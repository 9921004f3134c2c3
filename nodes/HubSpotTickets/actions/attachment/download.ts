import type { INodeProperties } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { SingleOperation } from '../../../shared/operations/operation';
import { BinaryOutput } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { download as fetchFile, signedAddress, fileNameOf } from './fileApi';
import { readId } from '../../crm/recordId';
import { safeString } from '../../../shared/safeConversion';

const properties = [
	resourceLocator({
		displayName: 'File',
		name: 'fileId',
		description: 'The file, chosen from the attachments of the newest notes or by its ID',
		searchListMethod: 'searchAttachments',
		lookUp: 'file',
		required: true,
		placeholder: '187400101001',
		urlPlaceholder: 'https://app.hubspot.com/file-preview/62515/file/187400101001',
	}),
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output field to put the file in',
	},
] as const satisfies INodeProperties[];

export const download: SingleOperation = {
	name: 'Download',
	action: 'Download an attachment',
	description: 'Get the content of a file, also of a private one',
	properties: [...properties],
	concurrency: 2,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const id = readId(this, { field: 'File', kind: 'file' }, parameter('fileId'), itemIndex);
		const { url, name, extension, size, type } = await signedAddress(this, id, itemIndex);
		const fileName = fileNameOf({ name: name ?? id, extension });
		const file = await fetchFile(this, safeString(url), fileName, itemIndex);
		const json = { id, name: name ?? null, extension: extension ?? null, type: type ?? null, size: size ?? null };
		return new BinaryOutput(json, { [parameter('binaryField').trim()]: file });
	},
};
