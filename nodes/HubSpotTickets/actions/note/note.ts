import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { textToHtml } from '../../../shared/operations/html';
import type { Parameter } from '../../../shared/parameters/types';
import { itemParameters } from '../../../shared/parameters/reader';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { ACTIVITY_VIEWS } from '../../batch/activities';
import { hubSpotDefined } from '../../crm/associations';
import { commonFields, fieldProperties } from '../../crm/ticketFields';
import { readId, readIds } from '../../crm/recordId';
import { readInstant } from '../../../shared/parameters/dateFields';
import { hubSpotRequest } from '../../transport';

/** Notes of tickets: records of their own that are associated with the ticket. */

export const NOTE_VIEW = ACTIVITY_VIEWS.notes;

const NOTE_TO_TICKET = 228;
const LONGEST_BODY = 65_536;
const [, owner] = commonFields;

export const noteField = resourceLocator({
	displayName: 'Note',
	name: 'noteId',
	description: 'The note, chosen from the newest ones or by its ID',
	searchListMethod: 'searchNotes',
	lookUp: 'note',
	required: true,
	placeholder: '67020410001',
	urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-5/1246965?engagement=67020410001',
});

const noteFields = [noteField] as const satisfies INodeProperties[];

export function readNoteId(context: IExecuteFunctions, itemIndex: number): string {
	const given = itemParameters(context, itemIndex, noteFields)('noteId');
	return readId(context, { field: 'Note', kind: 'notes' }, given, itemIndex);
}

export const bodyField = {
	displayName: 'Body',
	name: 'body',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	description: 'What the note says',
} as const satisfies INodeProperties;

export const formatField = {
	displayName: 'Body Format',
	name: 'bodyFormat',
	type: 'options',
	options: [
		{ name: 'HTML', value: 'html' },
		{ name: 'Text', value: 'text', description: 'Shown as it is, with its line breaks' },
	],
	default: 'text',
	description: 'The format of the body',
} as const satisfies INodeProperties;

export const attachmentIdsField = {
	displayName: 'Attachment File IDs',
	name: 'attachmentIds',
	lookUp: 'file',
	kind: 'ids',
	type: 'string',
	default: '',
	placeholder: '187400101001,187400101002',
	description: 'Comma-separated IDs of files in HubSpot that the note shows as attachments',
} as const satisfies Parameter;

export const noteOptions = [
	attachmentIdsField,
	{ ...owner, description: 'Who the note is assigned to. An expression may also yield a name or an email address.' },
	{
		displayName: 'Time',
		name: 'timestamp',
		type: 'dateTime',
		default: '',
		description: 'Where the note appears in the timeline of the ticket. Defaults to now.',
	},
] as const satisfies Parameter[];

interface NoteValues {
	/** What the field of the body is called. */
	label?: string;
	body?: string;
	bodyFormat?: 'html' | 'text';
	attachmentIds?: string[];
	ownerId?: string;
	timestamp?: string;
}

/** An empty one clears. */
function noteTime(context: IExecuteFunctions, timestamp: string, itemIndex: number): string {
	return timestamp.trim() === '' ? '' : new Date(readInstant(context, 'Time', timestamp, itemIndex)).toISOString();
}

interface Body {
	body: string;
	bodyFormat?: 'html' | 'text';
}

/** A text as HubSpot keeps it. @throws NodeOperationError that names the field of a text that is too long. */
export function noteHtml(
	context: IExecuteFunctions,
	field: string,
	{ body, bodyFormat = 'text' }: Body,
	itemIndex: number,
): string {
	const html = bodyFormat === 'html' ? body : textToHtml(body);
	if (html.length <= LONGEST_BODY) return html;
	throw valueError(context, `The field "${field}" has ${html.length} characters as HTML; HubSpot allows 65,536`, {
		itemIndex,
		description: 'Shorten the text, or attach it as a file with Attachment: Add.',
	});
}

/** The properties behind the fields that are given; an empty one clears. */
export function noteProperties(
	context: IExecuteFunctions,
	{ label = 'Body', body, bodyFormat, attachmentIds, timestamp, ownerId }: NoteValues,
	itemIndex: number,
): IDataObject {
	const html = body === undefined ? undefined : noteHtml(context, label, { body, bodyFormat }, itemIndex);
	const files =
		attachmentIds === undefined
			? undefined
			: readIds(context, { field: 'Attachment File IDs', kind: 'file' }, attachmentIds, itemIndex);
	return {
		...(html === undefined ? {} : { hs_note_body: html }),
		...(files === undefined ? {} : { hs_attachment_ids: files.join(';') }),
		...(timestamp === undefined ? {} : { hs_timestamp: noteTime(context, timestamp, itemIndex) }),
		...(ownerId === undefined ? {} : fieldProperties({ ownerId })),
	};
}

/** The body of a create. */
export function newNote(
	context: IExecuteFunctions,
	ticketId: string,
	values: NoteValues,
	itemIndex: number,
): IDataObject {
	const given = Object.entries(noteProperties(context, values, itemIndex)).filter(([, value]) => value !== '');
	return {
		properties: { hs_timestamp: new Date().toISOString(), ...Object.fromEntries(given) },
		associations: [{ to: { id: ticketId }, types: [hubSpotDefined(NOTE_TO_TICKET)] }],
	};
}

/** How to find out whether a note was made. */
export const FIND_NOTE =
	'Look at the activities of the ticket in HubSpot, or with Note: Get Many, before you run this item again.';

export async function createNote(context: IExecuteFunctions, body: IDataObject, itemIndex: number): Promise<unknown> {
	const request = { family: 'objects', method: 'POST', path: '/notes', body, creates: 'new note' } as const;
	return await hubSpotRequest(context, { ...request, retry: 'unsafeWrite', reconcileHint: FIND_NOTE }, itemIndex);
}
