import { randomBytes } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError, shorten } from '../errors';
import type { ApiRequest } from './types';
import { isRecord } from '../isRecord';
import { safeString } from '../safeConversion';

/** Files between n8n and a service. What n8n keeps on disk is streamed; only what it holds in memory is a buffer. */

export type Readable = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

/** Whether the body of an answer is a stream, as `encoding: 'stream'` asks for. */
export function isReadable(body: unknown): body is Readable {
	return isRecord(body) && typeof body.pipe === 'function';
}

/** A file of an input item. */
export interface InputFile {
	fileName: string;
	mimeType: string;
	/** In bytes; never 0. */
	size: number;
	/** The content. A stream can be read once only, so every attempt asks anew. */
	open(): Promise<Buffer | Readable>;
}

/**
 * The file in a field of an input item. Reads its size only, so that all files of an item can be checked before
 * anything is sent.
 * @throws NodeOperationError that names the field, and the fields that do hold files; or that the file is empty.
 */
export async function inputFile(context: IExecuteFunctions, field: string, itemIndex: number): Promise<InputFile> {
	const binary = findBinary(context, field, itemIndex);
	const { id } = binary;
	const whereLost = { field, itemIndex };
	const size =
		id === undefined
			? Buffer.byteLength(binary.data, 'base64')
			: await orLost(context, whereLost, async () => (await context.helpers.getBinaryMetadata(id)).fileSize);
	if (size === 0) {
		throw inputError(context, `The file in the field "${field}" is empty`, {
			itemIndex,
			description: 'Nothing was sent. Check the node that makes this file.',
		});
	}
	return {
		fileName: binary.fileName || field,
		mimeType: binary.mimeType || 'application/octet-stream',
		size,
		open: async () =>
			id === undefined
				? await context.helpers.getBinaryDataBuffer(itemIndex, field)
				: await orLost(context, whereLost, async () => await context.helpers.getBinaryStream(id)),
	};
}

/** n8n keeps large files outside of its data, where they may be gone: pruned, or on the disk of another process. */
async function orLost<T>(
	context: IExecuteFunctions,
	{ field, itemIndex }: { field: string; itemIndex: number },
	read: () => Promise<T>,
): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw inputError(context, `n8n no longer has the file in the field "${field}"`, {
			itemIndex,
			description: `n8n says: ${shorten(error instanceof Error ? error.message : safeString(error))}. Run the node again that made the file.`,
		});
	}
}

function findBinary(context: IExecuteFunctions, field: string, itemIndex: number) {
	const files = context.getInputData()[itemIndex]?.binary ?? {};
	// Names such as "constructor" are in every object.
	if (Object.hasOwn(files, field)) {
		try {
			return context.helpers.assertBinaryData(itemIndex, field);
		} catch {
			// What is there is no file.
		}
	}
	const present = Object.keys(files).join(', ');
	throw inputError(context, `The input has no file in the field "${shorten(field)}"`, {
		itemIndex,
		description: `Nothing was sent. ${present === '' ? 'This item has no files: put a node before this one that fetches the file.' : `Files are in: ${shorten(present)}. Enter one of these names.`}`,
	});
}

/** All fields of an item that hold files. */
export const allFileFields = (context: IExecuteFunctions, itemIndex: number): string[] =>
	Object.keys(context.getInputData()[itemIndex]?.binary ?? {});

/** A text that may stand between quotes in the head of a part. */
const quoted = (text: string): string =>
	text.replace(/[\r\n"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/**
 * The `content` of a `multipart/form-data` request: text fields, then the files, all by one name. The length is known
 * beforehand, so the files go out as they are read, one after the other.
 */
export function multipart(fields: Record<string, string>, name: string, ...files: InputFile[]): ApiRequest['content'] {
	return async () => {
		const boundary = `----ticketRelay${randomBytes(16).toString('hex')}`;
		const texts = Object.entries(fields).map(
			([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(key)}"\r\n\r\n${value}\r\n`,
		);
		const parts = files.map((file, index) => {
			const disposition = `form-data; name="${quoted(name)}"; filename="${quoted(file.fileName)}"`;
			const opening = `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${quoted(file.mimeType)}\r\n\r\n`;
			return { head: Buffer.from((index === 0 ? texts.join('') : '\r\n') + opening), file };
		});
		const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
		return {
			headers: {
				'Content-Type': `multipart/form-data; boundary=${boundary}`,
				'Content-Length': parts.reduce((sum, { head, file }) => sum + head.length + file.size, tail.length),
			},
			body: await joined(parts, tail),
		};
	};
}

interface Part {
	head: Buffer;
	file: InputFile;
}

/** One buffer when n8n holds all the files in memory; otherwise a stream, which opens a file when its turn comes. */
async function joined(parts: Part[], tail: Buffer): Promise<Buffer | NodeJS.ReadableStream> {
	const pieces: Buffer[] = [];
	for (const [index, { head, file }] of parts.entries()) {
		pieces.push(head);
		const content = await file.open();
		if (Buffer.isBuffer(content)) {
			pieces.push(content);
			continue;
		}
		return content.compose(async function* (chunks: AsyncIterable<Buffer>) {
			yield* pieces;
			yield* chunks;
			for (const later of parts.slice(index + 1)) {
				yield later.head;
				const next = await later.file.open();
				if (Buffer.isBuffer(next)) yield next;
				else yield* next;
			}
			yield tail;
		});
	}
	return Buffer.concat([...pieces, tail]);
}

/** The `content` of a request whose whole body is the file. */
export function rawFile(file: InputFile): ApiRequest['content'] {
	return async () => ({
		headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': file.size },
		body: await file.open(),
	});
}
