import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { BinaryOutput } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { outputField } from '../../parameters/fields';
import { additionalQuery, withAdditional } from '../listOperation';
import { thuliumDownload } from '../../transport/download';
import { textOf } from '../../parameters/values';

const properties = [
	{
		displayName: 'File Name',
		name: 'filename',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'service/2026-03-01/2026-03-01_112000_600100200.77.ogg',
		description: 'The filename of the recording, as Get Many returns it',
	},
	outputField,
	...additionalQuery,
] as const satisfies INodeProperties[];

/** That the recording is asked for by `filename` follows from the field notes of the lists only. */
export const download: SingleOperation = {
	name: 'Download',
	action: 'Download a recording',
	description: 'Get the file of a recording',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const filename = textOf(this, 'File Name', parameter('filename'), itemIndex).trim();
		const qs = withAdditional(this, { filename }, itemIndex);
		const file = await thuliumDownload(this, { path: '/recordings/download', qs }, filename, itemIndex);
		return new BinaryOutput({ filename }, { [parameter('outputField').trim()]: file });
	},
	concurrency: 2,
};
