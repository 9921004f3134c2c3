import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError, asNodeError, isOutcomeUnknown, replaceErrorText } from '../../../shared/errors';
import type { InputFile } from '../../../shared/http/multipart';
import { inputFile, multipart } from '../../../shared/http/multipart';
import { isRecord } from '../../../shared/isRecord';
import { hubSpotRequest } from '../../transport';
import { safeString } from '../../../shared/safeConversion';
import { fileNameOf } from './fileApi';

/** Files on their way into HubSpot. */

export const accessOption = {
	displayName: 'File Access',
	name: 'access',
	type: 'options',
	options: [
		{ name: 'Private', value: 'PRIVATE', description: 'Only users of the HubSpot account' },
		{ name: 'Public', value: 'PUBLIC_NOT_INDEXABLE', description: 'Everyone who has the URL' },
		{ name: 'Public and in Search Engines', value: 'PUBLIC_INDEXABLE' },
	],
	default: 'PRIVATE',
	description: 'Who can open the file',
} as const satisfies INodeProperties;

export const DEFAULT_FOLDER = '/ticket-attachments';

export const folderOption = {
	displayName: 'Folder Path',
	name: 'folderPath',
	type: 'string',
	default: DEFAULT_FOLDER,
	placeholder: '/service/photos',
	description: "Folder of HubSpot's file manager. It is created if it does not exist.",
} as const satisfies INodeProperties;

export interface Place {
	access?: 'PRIVATE' | 'PUBLIC_NOT_INDEXABLE' | 'PUBLIC_INDEXABLE';
	folderPath?: string;
}

export const UPLOAD_TIMEOUT_MS = 600_000;

/** The files in the named fields of an item. All are looked at before anything is sent. */
export async function filesIn(
	context: IExecuteFunctions,
	fields: readonly string[],
	itemIndex: number,
): Promise<InputFile[]> {
	const files: InputFile[] = [];
	for (const field of fields) files.push(await inputFile(context, field, itemIndex));
	return files;
}

const MEGABYTE = 1024 * 1024;
/** What an account without a subscription may upload. */
const LARGEST_IN_FREE_ACCOUNT = 20 * MEGABYTE;

/** HubSpot's own words name neither the file nor its size. */
function tooLarge(file: InputFile, error: unknown): unknown {
	if (file.size <= LARGEST_IN_FREE_ACCOUNT || !(error instanceof NodeApiError)) return error;
	if (error.context.outcomeUnknown === true) return error;
	replaceErrorText(error, {
		message: `HubSpot did not take the file "${file.fileName}" of ${Math.round(file.size / MEGABYTE)} MB`,
		description: `How large a file may be depends on the account: 20 MB without a subscription. Make it smaller, or put a link to it into a note. ${error.message}. ${error.description ?? ''}`,
	});
	return error;
}

async function upload(
	context: IExecuteFunctions,
	file: InputFile,
	{ access = 'PRIVATE', folderPath = '' }: Place,
	itemIndex: number,
): Promise<IDataObject> {
	const folder = folderPath.trim() || DEFAULT_FOLDER;
	const options = JSON.stringify({ access, overwrite: false, duplicateValidationStrategy: 'NONE' });
	const sending = hubSpotRequest(
		context,
		{
			family: 'files',
			method: 'POST',
			path: '/files',
			content: multipart({ fileName: file.fileName, folderPath: folder, options }, 'file', file),
			creates: 'new file',
			retry: 'unsafeWrite',
			timeout: UPLOAD_TIMEOUT_MS,
			reconcileHint: `Look for "${file.fileName}" in the folder ${folder} of HubSpot's file manager before you run this item again.`,
		},
		itemIndex,
	);
	const answer = await sending.catch(async (error: unknown) => await Promise.reject(tooLarge(file, error)));
	return isRecord(answer) ? answer : {};
}

const named = (file: IDataObject): string => `${fileNameOf(file)} (${safeString(file.id)})`;

/** The files of an item that are in HubSpot already when something behind them fails. */
export class Uploads {
	readonly done: IDataObject[] = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
		/** What a person does with files that are left over. */
		private readonly advice: (ids: string) => string,
	) {}

	get ids(): string[] {
		return this.done.map(({ id }) => safeString(id));
	}

	/** Uploads the files one after the other. */
	async add(files: InputFile[], place: Place): Promise<void> {
		for (const file of files) {
			await this.guard(async () => {
				this.done.push(await upload(this.context, file, place, this.itemIndex));
			});
		}
	}

	/**
	 * Does what comes after the first upload. When it fails, the error says which files exist already, and the item is
	 * not tried again: that would upload them a second time.
	 */
	async guard<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			const failure = asNodeError(this.context.getNode(), error, this.itemIndex);
			if (this.done.length === 0) throw failure;
			throw this.halfDone(failure);
		}
	}

	private halfDone(failure: Error): NodeApiError {
		const known = failure instanceof NodeApiError ? failure : undefined;
		const outcomeUnknown = isOutcomeUnknown(failure);
		const files = this.done.length === 1 ? 'The file was' : `${this.done.length} files were`;
		return apiError(
			this.context.getNode(),
			{
				status: known?.httpCode ? Number(known.httpCode) : undefined,
				message: outcomeUnknown ? failure.message : `${files} uploaded, but what comes next failed: ${failure.message}`,
				description: [
					known?.description ?? '',
					`In HubSpot already: ${this.done.map(named).join(', ')}.`,
					'Running this item again would upload them once more.',
					this.advice(this.ids.join(',')),
				]
					.filter(Boolean)
					.join(' '),
				outcomeUnknown: true,
			},
			this.itemIndex,
		);
	}
}

/** What people want to know of a file. */
export function shortFile(file: IDataObject): IDataObject {
	const { id, name, extension, type, size, access, url, createdAt } = file;
	return { id, name, extension, type, size, access, url, createdAt };
}
