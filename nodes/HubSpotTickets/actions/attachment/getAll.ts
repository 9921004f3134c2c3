import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { chunks } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { BATCH_SIZE } from '../../batch/write';
import { readFiles } from './fileApi';
import { activitiesOf } from '../../batch/activities';
import { ticketField } from '../../crm/ticketFields';
import { hintAbout } from '../../crm/executionHints';
import { NOTE_VIEW } from '../note/note';
import { batchRead } from '../../batch/read';
import { readTicketId } from '../../crm/recordId';
import { shortFile } from './uploads';
import { safeString } from '../../../shared/safeConversion';

const properties = [ticketField, ...returnAllOrLimit] as const satisfies INodeProperties[];

interface Attached {
	fileId: string;
	noteId: string;
}

/** The files that the notes of a ticket show, those of the newest notes first; a file of several notes once. */
async function* attached(context: IExecuteFunctions, ticketId: string): AsyncGenerator<Attached[]> {
	const { found, failed } = await activitiesOf(context, 'notes', [ticketId]);
	const failure = failed.get(ticketId);
	if (failure !== undefined) throw failure;
	const seen = new Set<string>();
	for (const ids of chunks(found.get(ticketId) ?? [], BATCH_SIZE)) {
		const notes = await batchRead(context, ids, { ...NOTE_VIEW, properties: ['hs_attachment_ids'] });
		const broken = [...notes.missing.values()].find(({ httpCode }) => httpCode !== '404');
		if (broken !== undefined) throw broken;
		yield ids.flatMap((noteId) =>
			fileIdsOf(notes.found.get(noteId))
				.filter((fileId) => !seen.has(fileId) && seen.add(fileId))
				.map((fileId) => ({ fileId, noteId })),
		);
	}
}

function fileIdsOf(note: IDataObject | undefined): string[] {
	const values = isRecord(note?.properties) ? note.properties : {};
	return safeString(values.hs_attachment_ids ?? '')
		.split(';')
		.filter((id) => /^\d+$/.test(id));
}

/** Up to so many files. Those that were deleted since are passed over, and a hint names them. */
async function readAll(context: IExecuteFunctions, ticketId: string, most: number): Promise<IDataObject[]> {
	const files: IDataObject[] = [];
	for await (const page of attached(context, ticketId)) {
		for (let next = 0; next < page.length && files.length < most;) {
			const some = page.slice(next, next + Math.min(BATCH_SIZE, most - files.length));
			next += some.length;
			const read = await readFiles(
				context,
				some.map(({ fileId }) => fileId),
			);
			for (const { fileId, noteId } of some) {
				const file = read.get(fileId);
				if (file instanceof NodeApiError && file.httpCode === '404') {
					hintAbout(context, 'These attachments are no longer in HubSpot', [fileId]);
				} else if (file instanceof Error) throw file;
				else if (file !== undefined) files.push({ ...file, noteId, ticketId });
			}
		}
		if (files.length >= most) break;
	}
	return files;
}

const simplify = (file: IDataObject): IDataObject => ({
	...shortFile(file),
	noteId: file.noteId,
	ticketId: file.ticketId,
});

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many attachments of a ticket',
	description: 'Get the files that the notes of a ticket show, the newest first',
	properties: [...properties],
	simplify,
	concurrency: 2,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const ticketId = readTicketId(this, parameter('ticketId'), itemIndex);
		return await readAll(this, ticketId, wantedCount(parameter));
	},
};
