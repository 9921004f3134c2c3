import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../errors';
import { allFileFields } from '../http/multipart';
import type { Parameter } from './types';

/** Which files of an item to use. */
export const filesFrom = {
	displayName: 'Files',
	name: 'filesFrom',
	type: 'options',
	options: [
		{ name: 'All Files of the Item', value: 'item', description: 'All files that the input item has' },
		{ name: 'Files by Field Name', value: 'fields', description: 'The files in the input fields that you name' },
	],
	default: 'fields',
	description: 'Which files to use',
} as const satisfies Parameter;

/** The fields with the files to use. An item without files is refused, because nothing would be done. */
export function chosenFields(
	context: IExecuteFunctions,
	from: 'fields' | 'item',
	named: () => string[],
	itemIndex: number,
): string[] {
	if (from === 'fields') return named();
	const fields = allFileFields(context, itemIndex);
	if (fields.length > 0) return fields;
	throw inputError(context, 'The item has no files', {
		itemIndex,
		description: 'Nothing was sent. Check the node that makes the files, or a filter before this node.',
	});
}
