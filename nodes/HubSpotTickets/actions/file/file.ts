import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemParameters } from '../../../shared/parameters/reader';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { readId } from '../../crm/recordId';

export const fileField = resourceLocator({
	displayName: 'File',
	name: 'fileId',
	description: 'The file, chosen from the newest attachments of tickets or by its ID',
	searchListMethod: 'searchAttachments',
	lookUp: 'file',
	required: true,
	placeholder: '187400101001',
	urlPlaceholder: 'https://app.hubspot.com/file-preview/62515/file/187400101001',
});

const fileFields = [fileField] as const satisfies INodeProperties[];

export function readFileId(context: IExecuteFunctions, itemIndex: number): string {
	const given = itemParameters(context, itemIndex, fileFields)('fileId');
	return readId(context, { field: 'File', kind: 'file' }, given, itemIndex);
}
