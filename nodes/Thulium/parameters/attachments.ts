import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, inputError, isOutcomeUnknown } from '../../shared/errors';
import type { InputFile } from '../../shared/http/multipart';
import { inputFile, rawFile } from '../../shared/http/multipart';
import { isRecord } from '../../shared/isRecord';
import type { Parameter } from '../../shared/parameters/types';
import { thuliumRequest } from '../transport';

export const attachmentFields = {
	displayName: 'Attachment Fields',
	name: 'attachmentFields',
	type: 'string',
	kind: 'list',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Field' },
	default: [],
	placeholder: 'data',
	description:
		'Names of the input fields that hold files to attach. Each file is uploaded to Thulium first. Separate several with commas.',
} as const satisfies Parameter;

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
		if (!isOutcomeUnknown(error)) throw asNodeError(context.getNode(), error, itemIndex);
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

/**
 * The tokens for a ticket call: the item's files, each uploaded once, then those given as tokens. All files are found
 * before the first is uploaded, so that a missing one stops the item before anything is sent.
 */
export async function attachmentTokens(
	context: IExecuteFunctions,
	given: { attachmentFields?: string[]; attachments?: string[] },
	itemIndex: number,
): Promise<string[]> {
	const files: InputFile[] = [];
	for (const field of given.attachmentFields ?? []) files.push(await inputFile(context, field, itemIndex));
	const tokens: string[] = [];
	for (const file of files) tokens.push(await upload(context, file, itemIndex));
	return [...tokens, ...(given.attachments ?? [])];
}
