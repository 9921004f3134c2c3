import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { InputFile } from '../../../../shared/http/multipart';
import { chosenFields, filesFrom } from '../../../../shared/parameters/filesFrom';
import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import type { MediaKind } from '../../media/media';
import { binaryField, binaryFieldsField, mediaFile, mediaFiles, upload } from '../../media/media';
import { setOnly } from '../../../parameters/optional';
import type { Kind } from './kind';

const head = [
	{
		displayName: 'Media From',
		name: 'mediaSource',
		type: 'options',
		options: [
			{
				name: 'Input Data Field Name',
				value: 'binary',
				description: 'A file of the input item, which is uploaded first',
			},
			{ name: 'Media Resource', value: 'mediaResource', description: 'Uploaded before, by Media: Upload' },
		],
		default: 'binary',
		description: 'Where the file comes from',
	},
] as const satisfies Parameter[];

const tail = [
	{
		displayName: 'Media Resource',
		name: 'mediaResource',
		type: 'string',
		kind: 'key',
		default: '',
		required: true,
		displayOptions: { show: { mediaSource: ['mediaResource'] } },
		description: 'As Media: Upload returns it',
	},
	{
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		default: '',
		placeholder: 'The broken tray',
		description: 'Text shown below the file',
	},
] as const satisfies Parameter[];

const common = [...head, ...tail] as const satisfies Parameter[];
const one = [{ ...binaryField, displayOptions: { show: { mediaSource: ['binary'] } } }] as const satisfies Parameter[];
const whenBinary = { mediaSource: ['binary'] };
const several = [
	{ ...filesFrom, displayOptions: { show: whenBinary } },
	{ ...binaryFieldsField, displayOptions: { show: { ...whenBinary, filesFrom: ['fields'] } } },
] as const satisfies Parameter[];

/** The file or, of an album, the files that an item brings. Only their sizes are read here. */
async function filesOf(context: IExecuteFunctions, kind: MediaKind | 'Album', itemIndex: number): Promise<InputFile[]> {
	if (kind === 'Album') {
		const parameter = itemParameters(context, itemIndex, several);
		const named = () => parameter('binaryPropertyNames');
		const fields = chosenFields(context, parameter('filesFrom'), named, itemIndex);
		return await mediaFiles(context, fields, itemIndex, 'Image');
	}
	const name = itemParameters(context, itemIndex, one)('binaryPropertyName');
	return [await mediaFile(context, name.trim(), itemIndex, kind)];
}

function mediaKind(kind: MediaKind | 'Album'): Kind {
	const files: INodeProperties[] = kind === 'Album' ? [...several] : [...one];
	return {
		name: kind,
		properties: [...head, ...files, ...tail],
		options: [],
		async content(context, itemIndex): Promise<IDataObject> {
			const parameter = itemParameters(context, itemIndex, common);
			const caption = parameter('caption');
			const mediaResource =
				parameter('mediaSource') === 'mediaResource'
					? parameter('mediaResource')
					: await upload(context, await filesOf(context, kind, itemIndex), itemIndex);
			return { actionType: kind, actionBody: { mediaResource, ...setOnly({ caption }) } };
		},
	};
}

/** The kinds that show a file. An album is several pictures, uploaded together. */
export const album = mediaKind('Album');
export const audio = mediaKind('Audio');
export const document = mediaKind('Document');
export const image = mediaKind('Image');
export const video = mediaKind('Video');
