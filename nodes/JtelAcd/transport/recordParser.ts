import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const COMMA = 44;
const BLANK = 32;

/** Room for the name of the list and the blanks around it. */
const LONGEST_ENDING = 100;

/**
 * Reads an envelope as it arrives, one record at a time, so that a list of any length needs no more room
 * than its longest record. Everything around the records is kept; reading it at the end proves that all has arrived.
 */
export class RecordReader {
	private depth = 0;

	private inText = false;

	private escaped = false;

	/** Within the list of records, between them or in one of them. */
	private inRecords = false;

	/** The pieces of the record that is not complete. */
	private record = '';

	/** The document without its records, in pieces, and how it ends. */
	private envelope: string[] = [];

	private ending = '';

	/** Something that is no record was in the list. */
	private broken = false;

	constructor(private readonly take: (record: IDataObject) => void) {}

	/** Reads one more piece of the document. */
	push(piece: string): void {
		let start = 0;
		for (let at = 0; at < piece.length; at++) {
			const code = piece.charCodeAt(at);
			if (this.inText) {
				if (this.escaped) this.escaped = false;
				else if (code === BACKSLASH) this.escaped = true;
				else if (code === QUOTE) this.inText = false;
			} else if (code === QUOTE) {
				this.inText = true;
				if (this.inRecords && this.depth === 2) this.broken = true;
			} else if (code === OPEN_OBJECT || code === OPEN_LIST) {
				if (this.inRecords && this.depth === 2) start = at;
				this.depth++;
				if (this.depth === 2 && code === OPEN_LIST) {
					this.keep(piece.slice(start, at + 1));
					start = at + 1;
					this.inRecords = /"records"\s*:\s*\[$/.test(this.ending);
				}
			} else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
				this.depth--;
				if (!this.inRecords || this.depth > 2) continue;
				if (this.depth === 2) this.complete(this.record + piece.slice(start, at + 1));
				else this.inRecords = false;
				start = this.depth === 2 ? at + 1 : at;
			} else if (this.inRecords && this.depth === 2 && code !== COMMA && code > BLANK) this.broken = true;
		}
		this.keep(piece.slice(start));
	}

	private keep(text: string): void {
		if (!this.inRecords) {
			this.envelope.push(text);
			this.ending = (this.ending + text.slice(-LONGEST_ENDING)).slice(-LONGEST_ENDING);
		} else if (this.depth > 2) this.record += text;
	}

	private complete(text: string): void {
		this.record = '';
		const parsed = readJson(text);
		if (isRecord(parsed)) this.take(parsed);
		else this.broken = true;
	}

	/** The envelope, its records left out; undefined when the document is no JSON, has other records or stopped short. */
	end(): unknown {
		return this.broken ? undefined : readJson(this.envelope.join(''));
	}
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
