import type { IDataObject } from 'n8n-workflow';

import type { Service } from '../../shared/http/client';
import { send } from '../../shared/http/client';
import type { ApiResponse, ApiContext, ApiRequest } from '../../shared/http/types';
import type { Shape } from '../../shared/http/shapes';
import { jtel, RECORDS } from './index';
import { RecordReader } from './recordParser';
import { safeString } from '../../shared/safeConversion';

/** A list that has not arrived by then never will; the poll after it would wait for it. */
const LONGEST_MS = 120_000;

/** As much of an error as anybody reads. */
const LONGEST_ERROR = 100_000;

/** Takes a record; names what it lacks when it cannot be read. */
type Visitor = (record: IDataObject) => string | undefined;

interface Stream extends AsyncIterable<unknown> {
	destroy(error?: Error): void;
}

function isStream(body: unknown): body is Stream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;
}

async function readPieces(stream: Stream, push: (piece: string) => void): Promise<void> {
	const timeout = AbortSignal.timeout(LONGEST_MS);
	const onAbort = () =>
		stream.destroy(Object.assign(new Error('The list did not arrive in time'), { code: 'ETIMEDOUT' }));
	timeout.addEventListener('abort', onAbort);
	const decoder = new TextDecoder();
	try {
		for await (const piece of stream) {
			push(piece instanceof Uint8Array ? decoder.decode(piece, { stream: true }) : safeString(piece));
		}
	} finally {
		timeout.removeEventListener('abort', onAbort);
	}
}

/** The body of a response that is an error or not JSON, as the transport would have read it. */
function readError(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

async function readAnswer(response: ApiResponse, visit: (record: IDataObject) => void): Promise<ApiResponse> {
	const { body, status } = response;
	if (!isStream(body)) return response;
	if (status !== 200) {
		let text = '';
		await readPieces(body, (piece) => {
			if (text.length < LONGEST_ERROR) text += piece;
		});
		return { ...response, body: readError(text) };
	}
	const reader = new RecordReader(visit);
	await readPieces(body, (piece) => reader.push(piece));
	// Half a document, or none, has no envelope: the read is repeated.
	return { ...response, body: reader.end() };
}

/**
 * Shows each record of a list to a visitor while the list arrives: jtel always sends everything, and a
 * hundred thousand events do not fit into the memory of a small n8n.
 * @param begin Makes the visitor. Called again when the list has to be read again, because the first try broke.
 * @throws NodeApiError when jtel refuses, or does not send a whole list.
 */
export async function eachRecord(context: ApiContext, path: string, begin: () => Visitor): Promise<void> {
	let missing: string | undefined;
	const expects: Shape = (body) => RECORDS(body) ?? missing;
	const request: ApiRequest = { method: 'GET', path, retry: 'read', expects, timeout: LONGEST_MS };
	const reading: Service = {
		...jtel,
		async attempt() {
			const visit = begin();
			missing = undefined;
			return await readAnswer(await jtel.attempt(context, { ...request, encoding: 'stream' }), (record) => {
				const lacking = visit(record);
				if (lacking !== undefined) missing ??= `records.${lacking}`;
			});
		},
	};
	await send(context, reading, request);
}
