import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { matching } from '../../shared/parameters/listSearch';
import { isRecord } from '../../shared/isRecord';
import { fileNameOf, readFiles } from '../actions/attachment/fileApi';
import { hubSpotRequest, nextPage, results, resultsOf } from '../transport';
import { plainText, safeString } from '../../shared/safeConversion';
import { crmRecord } from '../crm/record';

/** What hangs on tickets: lists that begin with the chosen ticket's own entries. */

const PAGE = 50;
const LONGEST_NAME = 60;

/** The ticket that the neighboring field is set to; undefined when none is chosen or an expression fills it. */
function chosenTicket(context: ILoadOptionsFunctions): string | undefined {
	const raw: unknown = context.getCurrentNodeParameter('ticketId');
	const value = isRecord(raw) ? raw.value : raw;
	return typeof value === 'string' && /^\d+$/.test(value) ? value : undefined;
}

function shortened(text: string): string {
	return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}

/** How an entry of one kind is told from the others. */
interface Entry {
	kind: 'notes' | 'tasks';
	/** Its day and its text. */
	shown: { time: string; text: string };
	nameless: string;
}

const NOTE: Entry = {
	kind: 'notes',
	shown: { time: 'hs_timestamp', text: 'hs_body_preview' },
	nameless: 'Note without text',
};
const TASK: Entry = {
	kind: 'tasks',
	shown: { time: 'hs_timestamp', text: 'hs_task_subject' },
	nameless: 'Task without a title',
};

function toItem({ shown, nameless }: Entry, { id, properties }: IDataObject): INodeListSearchItems {
	const values = isRecord(properties) ? properties : {};
	const text = values[shown.text];
	const name = typeof text === 'string' && text !== '' ? shortened(text) : nameless;
	return { name: `${plainText(values[shown.time]).slice(0, 10)} ${name}`.trim(), value: safeString(id) };
}

/** Those of the chosen ticket, or of all tickets; the newest first. HubSpot looks for words in the text. */
async function listEntries(
	context: ILoadOptionsFunctions,
	entry: Entry,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const query = (filter ?? '').trim();
	const ticketId = chosenTicket(context);
	const filters = [{ propertyName: 'associations.ticket', operator: 'EQ', value: ticketId }];
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: `/${entry.kind}/search`,
		body: {
			...(query === '' ? {} : { query }),
			...(ticketId === undefined ? {} : { filterGroups: [{ filters }] }),
			sorts: [{ propertyName: 'hs_createdate', direction: 'DESCENDING' }],
			properties: Object.values(entry.shown).sort(),
			limit: PAGE,
			...(paginationToken === undefined ? {} : { after: paginationToken }),
		},
		rateLimit: 'search',
		retry: 'read',
		expects: resultsOf(crmRecord),
	});
	const items = results(body).map((record) => toItem(entry, record));
	return { results: items, paginationToken: nextPage(body) };
}

export async function searchNotes(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listEntries(this, NOTE, filter, paginationToken);
}

export async function searchTasks(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await listEntries(this, TASK, filter, paginationToken);
}

const NOTES_WITH_FILES = 20;

function fileItem(id: string, file: IDataObject | Error | undefined): INodeListSearchItems[] {
	// One that was deleted since cannot be chosen.
	if (file === undefined || file instanceof Error) return [];
	return [{ name: `${fileNameOf(file)} (${id})`, value: id }];
}

/** The files of the newest notes that have any, of the chosen ticket or of all. */
export async function searchAttachments(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const ticketId = chosenTicket(this);
	const filters = [
		{ propertyName: 'hs_attachment_ids', operator: 'HAS_PROPERTY' },
		...(ticketId === undefined ? [] : [{ propertyName: 'associations.ticket', operator: 'EQ', value: ticketId }]),
	];
	const body = await hubSpotRequest(this, {
		family: 'objects',
		method: 'POST',
		path: '/notes/search',
		body: {
			filterGroups: [{ filters }],
			sorts: [{ propertyName: 'hs_createdate', direction: 'DESCENDING' }],
			properties: ['hs_attachment_ids'],
			limit: NOTES_WITH_FILES,
		},
		rateLimit: 'search',
		retry: 'read',
		expects: resultsOf(crmRecord),
	});
	const ids = results(body).flatMap(({ properties }) =>
		safeString(isRecord(properties) ? (properties.hs_attachment_ids ?? '') : '').split(';'),
	);
	const wanted = [...new Set(ids)].filter((id) => /^\d+$/.test(id)).slice(0, PAGE);
	const files = await readFiles(this, wanted);
	return matching(
		wanted.flatMap((id) => fileItem(id, files.get(id))),
		filter,
	);
}
