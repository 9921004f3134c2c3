import type { IDataObject } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { isRecord } from '../../../shared/isRecord';
import { chosenFields, filesFrom } from '../../../shared/parameters/filesFrom';
import { ticketField } from '../../crm/ticketFields';
import { bodyField, createNote, formatField, newNote, noteOptions } from '../note/note';
import { readTicketId } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { accessOption, filesIn, folderOption, shortFile, Uploads } from './uploads';

const [, owner, time] = noteOptions;

const properties = [
	ticketField,
	filesFrom,
	{
		displayName: 'Input Data Field Names',
		name: 'binaryFields',
		type: 'string',
		kind: 'list',
		default: 'data',
		required: true,
		displayOptions: { show: { filesFrom: ['fields'] } },
		placeholder: 'e.g. data,photo',
		hint: 'The names of the input fields containing the files, separated by commas',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			accessOption,
			folderOption,
			{ ...bodyField, displayName: 'Note', description: 'What the note that shows the files says' },
			{ ...formatField, displayName: 'Note Format', description: 'The format of the note' },
			owner,
			time,
		],
	},
] as const satisfies Parameter[];

function simplify({ files, ...note }: IDataObject, version: number): IDataObject {
	const list = Array.isArray(files) ? files.filter(isRecord) : [];
	return { ...simplifyTicket(note, version), files: list.map(shortFile) };
}

export const add: SingleOperation = {
	name: 'Add',
	action: 'Add an attachment to a ticket',
	description: 'Upload files and show them on a ticket, in a note of its own',
	properties: [...properties],
	simplify,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const ticketId = readTicketId(this, parameter('ticketId'), itemIndex);
		const { access, folderPath, ...values } = parameter('options');
		const named = () => parameter('binaryFields');
		const files = await filesIn(this, chosenFields(this, parameter('filesFrom'), named, itemIndex), itemIndex);
		// Everything that can be wrong with the note shows before the first upload.
		const note = await newNote(this, ticketId, { ...values, label: 'Note' }, itemIndex);
		const uploads = new Uploads(
			this,
			itemIndex,
			(ids) => `Show them on the ticket with Note: Add and the attachment file IDs ${ids}, or delete them in HubSpot.`,
		);
		await uploads.add(files, { access, folderPath });
		return await uploads.guard(async () => {
			const body = withFiles(note, uploads.ids);
			const made = await createNote(this, body, itemIndex);
			return { ...(isRecord(made) ? made : {}), ticketId, files: uploads.done };
		});
	},
};

function withFiles(note: IDataObject, ids: string[]): IDataObject {
	const values = isRecord(note.properties) ? note.properties : {};
	return { ...note, properties: { ...values, hs_attachment_ids: ids.join(';') } };
}
