import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError, inputError, isOutcomeUnknown } from '../../shared/errors';
import type { InputFile } from '../../shared/http/multipart';
import { allFileFields, inputFile, rawFile } from '../../shared/http/multipart';
import { isRecord } from '../../shared/isRecord';
import { itemParameters } from '../../shared/parameters/reader';
import type { Parameter } from '../../shared/parameters/types';
import { thuliumRequest } from '../transport';
import { SINCE_1_1 } from '../../shared/parameters/version';
import { isVersion1 } from './version';

/** Where the files to attach come from, in nodes of version 1. */
export const attachmentFields = {
	displayName: 'Attachment Fields',
	name: 'attachmentFields',
	type: 'string',
	kind: 'files',
	displayOptions: { show: { '@version': [1] } },
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	default: [],
	placeholder: 'e.g. data',
	description:
		'Names of the input fields containing files to attach. Each file is uploaded to Thulium first. Separate several with commas.',
} as const satisfies Parameter;

const NONE = { name: 'None', value: 'none' } as const;
const OF_ITEM = {
	name: 'All Files of the Item',
	value: 'item',
	description: 'All files that the input item has, each uploaded to Thulium first',
} as const;
const BY_NAME = {
	name: 'Files by Field Name',
	value: 'fields',
	description: 'The files in the input fields that you name',
} as const;
const OF_ALL_ITEMS = {
	name: 'Files of All Items',
	value: 'allItems',
	description: 'One message per ticket, with the files of all input items that have this ticket ID',
} as const;

const attach = {
	displayName: 'Attachments',
	name: 'attach',
	type: 'options',
	displayOptions: { show: { '@version': SINCE_1_1 } },
	options: [OF_ITEM, BY_NAME, NONE],
	default: 'none',
	description: 'Which files to attach',
} as const satisfies Parameter;

const fieldNames = {
	displayName: 'Input Data Field Names',
	name: 'attachmentFieldNames',
	type: 'string',
	kind: 'list',
	displayOptions: { show: { '@version': SINCE_1_1, attach: ['fields'] } },
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The names of the input fields containing the files, separated by commas',
} as const satisfies Parameter;

/** Where the files to attach come from. */
export const fileFields = [attach, fieldNames] as const satisfies Parameter[];

/** The same for a message that several items may make together. */
export const fileFieldsOfItems = [
	{ ...attach, options: [OF_ITEM, BY_NAME, OF_ALL_ITEMS, NONE] },
	fieldNames,
] as const satisfies Parameter[];

export const attachments = {
	displayName: 'Attachment Tokens',
	name: 'attachments',
	type: 'string',
	kind: 'list',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Token' },
	default: [],
	placeholder: '61527075253ba62a76ca5c',
	description: 'Tokens of files that are in Thulium already. Separate several with commas.',
} as const satisfies Parameter;

const MEGABYTE = 1024 * 1024;
/** What people may attach in Thulium itself; for its API no limit is documented. */
const LARGEST_IN_PANEL = 25 * MEGABYTE;

/** Thulium's own words for a large file do not speak of its size. */
function tooLarge(context: IExecuteFunctions, file: InputFile, error: unknown, itemIndex: number) {
	if (file.size <= LARGEST_IN_PANEL || !(error instanceof NodeApiError)) return undefined;
	const megabytes = Math.round(file.size / MEGABYTE);
	return inputError(context, `Thulium did not take the file "${file.fileName}" of ${megabytes} MB`, {
		itemIndex,
		description: `In Thulium itself a file may have 25 MB at most. Nothing was sent to the customer. Make the file smaller, or send a link to it. Its answer: ${error.message}`,
	});
}

/** Raw bytes in the body, the name in the query. What n8n keeps on disk is sent as it is read. */
async function upload(context: IExecuteFunctions, file: InputFile, itemIndex: number): Promise<string> {
	let body: unknown;
	try {
		body = await thuliumRequest(
			context,
			{
				method: 'POST',
				path: '/temporary_files',
				qs: { filename: file.fileName },
				content: rawFile(file),
				retry: 'unsafeWrite',
				reconcileHint:
					'Only a file was being uploaded, nothing reached the customer. Run this item again: Thulium deletes an unused file after 24 hours.',
			},
			itemIndex,
		);
	} catch (error) {
		if (!isOutcomeUnknown(error))
			throw tooLarge(context, file, error, itemIndex) ?? asNodeError(context.getNode(), error, itemIndex);
		// Nobody has seen the file, so the outcome of the item itself is known: it may be executed again.
		throw inputError(context, `The upload of the file "${file.fileName}" broke off`, {
			itemIndex,
			description: error.description ?? undefined,
		});
	}
	if (isRecord(body) && typeof body.token === 'string' && body.token !== '') return body.token;
	throw inputError(context, `Thulium took the file "${file.fileName}" but gave no token for it`, {
		itemIndex,
		description: 'Nothing was sent to the customer. Run this item again.',
	});
}

/** What goes along with a message. */
export interface Attached {
	tokens: string[];
	/** The names of the files that were uploaded for it. */
	names: string[];
}

interface Place {
	itemIndex: number;
	/** The input field. */
	field: string;
}

/** What the options of an operation give. */
interface Given {
	attachmentFields?: string[];
	attachments?: string[];
}

/** All files that an item brings. */
function filesOf(context: IExecuteFunctions, itemIndex: number): Place[] {
	return allFileFields(context, itemIndex).map((field) => ({ itemIndex, field }));
}

function placesOf(context: IExecuteFunctions, given: Given, itemIndex: number, group: readonly number[]): Place[] {
	if (isVersion1(context)) return (given.attachmentFields ?? []).map((field) => ({ itemIndex, field }));
	const parameter = itemParameters(context, itemIndex, fileFieldsOfItems);
	switch (parameter('attach')) {
		case 'allItems':
			return group.flatMap((index) => filesOf(context, index));
		case 'item':
			return filesOf(context, itemIndex);
		case 'fields':
			return parameter('attachmentFieldNames').map((field) => ({ itemIndex, field }));
		default:
			return [];
	}
}

/**
 * Uploads each file once. All are found before the first is uploaded, so that a missing one stops the item before anything
 * is sent.
 */
export async function uploadFiles(
	context: IExecuteFunctions,
	places: Place[],
	itemIndex: number,
): Promise<Array<{ token: string; fileName: string }>> {
	const files: InputFile[] = [];
	for (const { field, itemIndex: index } of places) files.push(await inputFile(context, field, index));
	const uploaded: Array<{ token: string; fileName: string }> = [];
	for (const file of files) uploaded.push({ token: await upload(context, file, itemIndex), fileName: file.fileName });
	return uploaded;
}

/** The files for a ticket call, uploaded now or given as tokens. */
export async function attachFiles(
	context: IExecuteFunctions,
	given: Given,
	itemIndex: number,
	group: readonly number[] = [itemIndex],
): Promise<Attached> {
	const uploaded = await uploadFiles(context, placesOf(context, given, itemIndex, group), itemIndex);
	return {
		tokens: [...uploaded.map(({ token }) => token), ...(given.attachments ?? [])],
		names: uploaded.map(({ fileName }) => fileName),
	};
}

/** What the output says of the files, where some were to go along. */
export function attachedFiles(context: IExecuteFunctions, names: string[], itemIndex: number): IDataObject {
	if (isVersion1(context) || itemParameters(context, itemIndex, fileFieldsOfItems)('attach') === 'none') return {};
	return { attachedFiles: names };
}
