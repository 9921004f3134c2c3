import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { BinaryOutput } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { outputField } from '../../parameters/fields';
import { thuliumDownload } from '../../transport/download';
import { segment } from '../../parameters/values';
import { token } from './token';

const properties = [token, outputField] as const satisfies INodeProperties[];

export const download: SingleOperation = {
	name: 'Download',
	action: 'Download an attachment',
	description: 'Download a file by its token, which the messages of a ticket list',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const name = parameter('attachment').trim();
		const path = `/files/${segment(this, 'Token', name, itemIndex)}`;
		const file = await thuliumDownload(this, { path }, name, itemIndex);
		return new BinaryOutput({ token: name, filename: file.fileName }, { [parameter('outputField').trim()]: file });
	},
	concurrency: 2,
};
