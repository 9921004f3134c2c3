import { COMPANY_DEFINITIONS, CONTACT_DEFINITIONS } from './properties/others';
import { NOTE_DEFINITIONS } from './properties/notes';
import { CALL_DEFINITIONS, MEETING_DEFINITIONS, TASK_DEFINITIONS } from './properties/activities';
import { TICKET_DEFINITIONS } from './properties/tickets';
import { invalid } from '../errors';
import type { ObjectType } from '../types';

function objectType(type: Omit<ObjectType, 'byName'>): ObjectType {
	return { ...type, byName: new Map(type.definitions.map((definition) => [definition.name, definition])) };
}

/** `tickets` or the granular pair satisfies every check. */
export const TICKETS = objectType({
	typeId: '0-5',
	name: 'tickets',
	singular: 'ticket',
	definitions: TICKET_DEFINITIONS,
	defaultProperties: [
		'content',
		'createdate',
		'hs_lastmodifieddate',
		'hs_object_id',
		'hs_pipeline',
		'hs_pipeline_stage',
		'hs_ticket_category',
		'hs_ticket_priority',
		'subject',
	],
	createdProperty: 'createdate',
	modifiedProperty: 'hs_lastmodifieddate',
	queryProperties: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category', 'hs_ticket_id'],
	scopes: {
		read: ['tickets', 'crm.objects.tickets.read'],
		write: ['tickets', 'crm.objects.tickets.write'],
		schema: ['tickets', 'crm.schemas.tickets.read'],
	},
	writable: true,
});

export const CONTACTS = objectType({
	typeId: '0-1',
	name: 'contacts',
	singular: 'contact',
	definitions: CONTACT_DEFINITIONS,
	defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
	createdProperty: 'createdate',
	modifiedProperty: 'lastmodifieddate',
	queryProperties: [
		'firstname',
		'lastname',
		'email',
		'phone',
		'mobilephone',
		'hs_searchable_calculated_phone_number',
		'hs_searchable_calculated_mobile_number',
	],
	scopes: {
		read: ['crm.objects.contacts.read'],
		write: ['crm.objects.contacts.write'],
		schema: ['crm.schemas.contacts.read', 'crm.objects.contacts.read'],
	},
	writable: true,
});

export const COMPANIES = objectType({
	typeId: '0-2',
	name: 'companies',
	singular: 'company',
	definitions: COMPANY_DEFINITIONS,
	defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
	createdProperty: 'createdate',
	modifiedProperty: 'hs_lastmodifieddate',
	queryProperties: ['name', 'domain'],
	scopes: {
		read: ['crm.objects.companies.read'],
		write: ['crm.objects.companies.write'],
		schema: ['crm.schemas.companies.read', 'crm.objects.companies.read'],
	},
	writable: false,
});

/** What stands on the time line of a record. Its scopes are those of contacts. */
function activity(
	typeId: string,
	singular: string,
	definitions: ObjectType['definitions'],
	queryProperties: string[],
	writable: boolean,
): ObjectType {
	return objectType({
		typeId,
		name: `${singular}s`,
		singular,
		definitions,
		defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
		createdProperty: 'hs_createdate',
		modifiedProperty: 'hs_lastmodifieddate',
		queryProperties,
		scopes: {
			read: ['crm.objects.contacts.read'],
			write: ['crm.objects.contacts.write'],
			schema: ['crm.schemas.contacts.read', 'crm.objects.contacts.read'],
		},
		writable,
	});
}

export const NOTES = activity('0-46', 'note', NOTE_DEFINITIONS, ['hs_note_body'], true);
export const TASKS = activity('0-27', 'task', TASK_DEFINITIONS, ['hs_task_subject', 'hs_task_body'], true);
export const CALLS = activity('0-48', 'call', CALL_DEFINITIONS, ['hs_call_title', 'hs_call_body'], false);
export const MEETINGS = activity(
	'0-47',
	'meeting',
	MEETING_DEFINITIONS,
	['hs_meeting_title', 'hs_meeting_body'],
	false,
);

export const ACTIVITIES: readonly ObjectType[] = [NOTES, TASKS, CALLS, MEETINGS];
export const OBJECT_TYPES: readonly ObjectType[] = [TICKETS, CONTACTS, COMPANIES, ...ACTIVITIES];

export function findObjectType(segment: string | undefined): ObjectType | undefined {
	return OBJECT_TYPES.find(
		({ typeId, name, singular }) => segment === typeId || segment === name || segment === singular,
	);
}

/** Names and type ids are both good. */
export function resolveObjectType(segment: string | undefined): ObjectType {
	const type = findObjectType(segment);
	if (type === undefined) throw invalid(`Unable to infer object type from: ${segment ?? ''}`);
	return type;
}

/** What conversations are called among the types of records. */
export const CONVERSATION_TYPE_ID = '0-11';
