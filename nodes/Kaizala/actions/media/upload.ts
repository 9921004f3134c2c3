import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { chosenFields, filesFrom } from '../../../shared/parameters/filesFrom';
import { itemParameters } from '../../../shared/parameters/reader';
import { binaryFieldsField, mediaFiles, upload as uploadFiles } from './media';

const properties = [
	filesFrom,
	{ ...binaryFieldsField, displayOptions: { show: { filesFrom: ['fields'] } } },
	{
		displayName: 'Upload As',
		name: 'uploadAs',
		type: 'options',
		options: [
			{ name: 'Album', value: 'album', description: 'All pictures together; returns one media resource' },
			{ name: 'Separate Files', value: 'files', description: 'Returns one item per file' },
		],
		default: 'files',
		description: 'What several files become',
	},
] as const satisfies INodeProperties[];

export const upload: SingleOperation = {
	name: 'Upload',
	action: 'Upload media',
	description: 'Upload files; the media resource that comes back can be sent with an action',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const album = parameter('uploadAs') === 'album';
		const named = () => parameter('binaryPropertyNames');
		const fields = chosenFields(this, parameter('filesFrom'), named, itemIndex);
		const files = await mediaFiles(this, fields, itemIndex, album ? 'Image' : undefined);
		if (album) {
			const mediaResource = await uploadFiles(this, files, itemIndex);
			return { mediaResource, fileNames: files.map(({ fileName }) => fileName) };
		}
		const uploaded: IDataObject[] = [];
		for (const file of files) {
			uploaded.push({ mediaResource: await uploadFiles(this, [file], itemIndex), fileName: file.fileName });
		}
		return uploaded;
	},
};
