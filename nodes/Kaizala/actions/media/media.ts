import type { IExecuteFunctions } from 'n8n-workflow';

import { apiError, inputError } from '../../../shared/errors';
import type { InputFile } from '../../../shared/http/multipart';
import { inputFile, multipart } from '../../../shared/http/multipart';
import { isRecord } from '../../../shared/isRecord';
import type { Parameter } from '../../../shared/parameters/types';
import { kaizalaRequest } from '../../transport';

/** Files of input items as media of Kaizala. */

export type MediaKind = 'Audio' | 'Document' | 'Image' | 'Video';

/** What Kaizala takes, and the MIME type that has to come with the file's ending; otherwise it answers 415. */
const TYPES: Record<MediaKind, Record<string, string>> = {
	Image: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
	Audio: { mp3: 'audio/mpeg', wav: 'audio/wav' },
	Document: {
		pdf: 'application/pdf',
		doc: 'application/msword',
		docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		xls: 'application/vnd.ms-excel',
		xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		ppt: 'application/vnd.ms-powerpoint',
		pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	},
	Video: { mp4: 'video/mp4', '3gpp': 'video/3gpp', '3gp': 'video/3gpp' },
};

/** A large video over a slow line. */
const UPLOAD_TIMEOUT_MS = 300_000;

export const binaryField = {
	displayName: 'Input Data Field Name',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the file',
} as const satisfies Parameter;

export const binaryFieldsField = {
	displayName: 'Input Data Field Names',
	name: 'binaryPropertyNames',
	type: 'string',
	kind: 'list',
	default: 'data',
	required: true,
	placeholder: 'e.g. attachment_0, attachment_1',
	hint: 'The names of the input fields containing the files, separated by commas',
} as const satisfies Parameter;

/** Name and type of a file as Kaizala wants them; undefined when it takes no such file. */
function accepted({ fileName, mimeType }: InputFile, kinds: MediaKind[]) {
	const types: Record<string, string> = Object.fromEntries(kinds.flatMap((kind) => Object.entries(TYPES[kind])));
	const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
	const own = types[ending];
	if (own !== undefined) return { fileName, mimeType: own };
	// Files that were made or fetched often have a type, but a name without an ending.
	const given = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
	const [missing] = Object.entries(types).find(([, type]) => type === given) ?? [];
	return missing === undefined ? undefined : { fileName: `${fileName}.${missing}`, mimeType: given };
}

/**
 * The file in a field of an item, with the name and type that Kaizala wants. Sends nothing.
 * @throws NodeOperationError that names the field: no such file, an empty one, or one that Kaizala does not take.
 */
export async function mediaFile(
	context: IExecuteFunctions,
	field: string,
	itemIndex: number,
	kind?: MediaKind,
): Promise<InputFile> {
	const file = await inputFile(context, field, itemIndex);
	const kinds: MediaKind[] = kind === undefined ? ['Image', 'Audio', 'Document', 'Video'] : [kind];
	const names = accepted(file, kinds);
	if (names === undefined) {
		const endings = kinds.flatMap((each) => Object.keys(TYPES[each])).join(', ');
		const purpose = kind === undefined ? '' : ` as ${kind}`;
		throw inputError(
			context,
			`Kaizala does not take the file "${file.fileName}" (${file.mimeType}) in the field "${field}"${purpose}`,
			{ itemIndex, description: `Nothing was sent. The name of the file must end in one of these: ${endings}.` },
		);
	}
	return { ...file, ...names };
}

/** All files that a list of field names stands for. At least one. */
export async function mediaFiles(
	context: IExecuteFunctions,
	fields: readonly string[],
	itemIndex: number,
	kind?: MediaKind,
): Promise<InputFile[]> {
	const files: InputFile[] = [];
	for (const field of fields) files.push(await mediaFile(context, field, itemIndex, kind));
	return files;
}

/** The handle in an answer of the media endpoints. */
export function mediaResourceOf(context: IExecuteFunctions, body: unknown, itemIndex: number): string {
	const { mediaResource } = isRecord(body) ? body : {};
	if (typeof mediaResource === 'string' && mediaResource !== '') return mediaResource;
	throw apiError(context.getNode(), { message: 'Kaizala took the file, but named no media resource' }, itemIndex);
}

/** Uploads files in one request, several as an album, and returns the handle by which they are sent. */
export async function upload(context: IExecuteFunctions, files: InputFile[], itemIndex: number): Promise<string> {
	const body = await kaizalaRequest(
		context,
		{
			method: 'POST',
			path: '/v1/media',
			content: multipart({}, 'files', ...files),
			// A file that was uploaded twice is seen by nobody: only its handle puts it anywhere.
			retry: 'idempotentWrite',
			timeout: UPLOAD_TIMEOUT_MS,
		},
		itemIndex,
	);
	return mediaResourceOf(context, body, itemIndex);
}
