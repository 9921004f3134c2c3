import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../shared/errors';
import { isRecord } from '../shared/records';
import { thuliumRequest } from './transport';
import { entriesOf } from './values';

export const attachmentFields = {
	displayName: 'Attachment Fields',
	name: 'attachmentFields',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	default: [],
	placeholder: 'data',
	description:
		'Names of the input fields that hold files to attach. Each file is uploaded to Thulium first. Separate several with commas.',
} as const satisfies INodeProperties;

export const attachments = {
	displayName: 'Attachment Tokens',
	name: 'attachments',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Token' },
	default: [],
	placeholder: '61527075253ba62a76ca5c',
	description: 'Tokens of files that are in Thulium already. Separate several with commas.',
} as const satisfies INodeProperties;

interface File {
	filename: string;
	bytes: Buffer;
}

async function fileIn(context: IExecuteFunctions, field: string, itemIndex: number): Promise<File> {
	const binary = context.getInputData()[itemIndex]?.binary?.[field];
	if (binary === undefined) {
		const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {}).join(', ');
		throw inputError(context, `The input has no file in the field "${field}"`, {
			itemIndex,
			description: `Nothing was sent. ${present === '' ? 'This item has no files.' : `Files are in: ${present}.`}`,
		});
	}
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	if (bytes.length > 0) return { filename: binary.fileName ?? field, bytes };
	throw inputError(context, `The file in the field "${field}" is empty`, {
		itemIndex,
		description: 'Nothing was sent. Thulium cannot take a file without content.',
	});
}

/** Raw bytes in the body, the name in the query (spec 3.2). */
async function upload(context: IExecuteFunctions, { filename, bytes }: File, itemIndex: number): Promise<string> {
	const body = await thuliumRequest(
		context,
		{
			method: 'POST',
			path: '/temporary_files',
			qs: { filename },
			body: bytes,
			headers: { 'Content-Type': 'application/octet-stream' },
			retry: 'unsafeWrite',
		},
		itemIndex,
	);
	if (isRecord(body) && typeof body.token === 'string' && body.token !== '') return body.token;
	throw inputError(context, `Thulium took the file "${filename}" but gave no token for it`, {
		itemIndex,
		description: 'Nothing was sent to the customer. Run this item again.',
	});
}

/**
 * The tokens for a ticket call: the item's files, each uploaded once, then those given as tokens. All files are read
 * before the first is uploaded, so that a missing one stops the item before anything is sent.
 */
export async function attachmentTokens(
	context: IExecuteFunctions,
	given: { attachmentFields?: string[]; attachments?: string[] },
	itemIndex: number,
): Promise<string[]> {
	const files: File[] = [];
	for (const field of entriesOf(given.attachmentFields)) files.push(await fileIn(context, field, itemIndex));
	const tokens: string[] = [];
	for (const file of files) tokens.push(await upload(context, file, itemIndex));
	return [...tokens, ...entriesOf(given.attachments)];
}
