import { moveDates } from '../core/seedDates';
import type { AssociationType } from './schema/associationTypes';
import { associationType, baseType } from './schema/associationTypes';
import { associationCounts } from './rules/associationWrites';
import { CALLS, COMPANIES, CONTACTS, MEETINGS, NOTES, TASKS, TICKETS } from './schema/objectTypes';
import { DEFAULT_PIPELINE, RETURNS_PIPELINE } from './schema/pipelines';
import { contactEffects } from './rules/contactRules';
import { noteEffects } from './rules/noteRules';
import { TASK_DEFAULTS, taskEffects } from './rules/taskRules';
import type { ObjectType, Values, WriteSource } from './types';
import type { World } from './state/world';

const BY_HAND: WriteSource = { sourceType: 'CRM_UI', sourceId: 'userId:9120001', updatedByUserId: 9_120_001 };

/** Contacts 201 to 206 and companies 301 to 304; the vendor's own page speaks of 201 and 301. */
const CONTACTS_SEED = [
	['Marta', 'Lindqvist', 'marta.lindqvist@harbour-pumps.example', '+48 600 100 201'],
	['Pavel', 'Horvat', 'pavel.horvat@harbour-pumps.example', '+48 600 100 202'],
	['Selma', 'Okafor', 'selma.okafor@northvalve.example', '+49 170 100 203'],
	['Tomas', 'Reyes', 'tomas.reyes@northvalve.example', '+49 170 100 204'],
	['Yuki', 'Amsel', 'yuki.amsel@meterworks.example', '+33 600 100 205'],
	['Lena', 'Dorn', 'lena.dorn@depot-nine.example', '+33 600 100 206'],
] as const;

const COMPANIES_SEED = [
	['Harbour Pumps', 'harbour-pumps.example', 'Gdynia'],
	['Northvalve', 'northvalve.example', 'Kiel'],
	['Meterworks', 'meterworks.example', 'Lyon'],
	['Depot Nine', 'depot-nine.example', 'Metz'],
] as const;

const TICKETS_SEED: { values: Values; day: string; contact?: string; company?: string }[] = [
	{
		day: '2026-09-14T07:12:00.000Z',
		values: {
			subject: 'Pump 7 does not start',
			hs_pipeline_stage: '1',
			hs_ticket_priority: 'HIGH',
			source_type: 'PHONE',
		},
		contact: '201',
		company: '301',
	},
	{
		day: '2026-09-15T09:40:00.000Z',
		values: { subject: 'Invoice shows the wrong address', hs_pipeline_stage: '2', hs_ticket_priority: 'LOW' },
		contact: '202',
		company: '301',
	},
	{
		day: '2026-09-16T13:05:00.000Z',
		values: {
			subject: 'Valve leaks after service',
			hs_pipeline_stage: '3',
			content: 'Water on the floor.\nSince Monday.',
		},
		contact: '203',
		company: '302',
	},
	{
		day: '2026-09-17T15:30:00.000Z',
		values: { subject: 'Meter reading unclear', hs_pipeline_stage: '4', closed_date: '2026-09-18T08:00:00.000Z' },
		contact: '205',
	},
	{
		day: '2026-09-18T10:00:00.000Z',
		values: {
			subject: 'Return of two meters',
			hs_pipeline: RETURNS_PIPELINE,
			hs_pipeline_stage: '1094427714',
			external_ref: 'RET-2026-0001',
		},
		contact: '206',
		company: '304',
	},
];

/** Notes of the tickets, by their place in the list above. */
const NOTES_SEED = [
	{ ticket: 0, day: '2026-09-14T08:00:00.000Z', body: '<p>Called back. The pump hums but does not turn.</p>' },
	{ ticket: 0, day: '2026-09-14T11:30:00.000Z', body: '<p>Fitter booked for <b>Wednesday</b>.</p>', owner: '71440002' },
	{ ticket: 2, day: '2026-09-16T14:00:00.000Z', body: '<p>Seal ordered.</p>' },
];

/** What else stands on the time lines of tickets, by their place in the list above. */
const ACTIVITIES_SEED: { type: ObjectType; ticket: number; made: string; at: string; values: Values }[] = [
	{
		type: TASKS,
		ticket: 0,
		made: '2026-09-14T08:05:00.000Z',
		at: '2026-09-15T15:00:00.000Z',
		values: { hs_task_subject: 'Order a capacitor', hs_task_priority: 'HIGH', hubspot_owner_id: '71440002' },
	},
	{
		type: TASKS,
		ticket: 0,
		made: '2026-09-14T08:06:00.000Z',
		at: '2026-09-14T12:00:00.000Z',
		values: { hs_task_subject: 'Call the customer back', hs_task_type: 'CALL', hs_task_status: 'COMPLETED' },
	},
	{
		type: CALLS,
		ticket: 0,
		made: '2026-09-14T07:55:00.000Z',
		at: '2026-09-14T07:50:00.000Z',
		values: {
			hs_call_title: 'Call with Marta Lindqvist',
			hs_call_body: '<p>The pump hums.</p>',
			hs_call_direction: 'OUTBOUND',
			hs_call_duration: '184000',
			hs_call_status: 'COMPLETED',
			hs_call_to_number: '+48 600 100 201',
		},
	},
	{
		type: MEETINGS,
		ticket: 0,
		made: '2026-09-14T11:31:00.000Z',
		at: '2026-09-16T09:00:00.000Z',
		values: {
			hs_meeting_title: 'Visit at Harbour Pumps',
			hs_meeting_start_time: '2026-09-16T09:00:00.000Z',
			hs_meeting_end_time: '2026-09-16T10:00:00.000Z',
			hs_meeting_outcome: 'SCHEDULED',
		},
	},
];

/** The end of the day after the newest ticket. */
export const SEED_END = Date.UTC(2026, 8, 20);

/** Fixed records with fixed ids; their timestamps are fixed, too, unless they are to lie near today. */
export function seed(world: World, shift: number): void {
	const moved = <T extends object>(table: T): T => moveDates(table, shift);
	const created = Date.parse('2026-09-01T08:00:00.000Z') + shift;
	const timestamp = new Date(created).toISOString();
	for (const [firstname, lastname, email, phone] of CONTACTS_SEED) {
		insertContact(world, { firstname, lastname, email, phone }, created, timestamp);
	}
	const companies = world.store(COMPANIES);
	for (const [name, domain, city] of COMPANIES_SEED) {
		const id = companies.takeId();
		const values = { name, domain, city, createdate: timestamp, hs_lastmodifieddate: timestamp, hs_object_id: id };
		companies.insert(id, values, created, timestamp, BY_HAND);
	}
	const tickets: string[] = [];
	for (const { values, day, contact, company } of moved(TICKETS_SEED)) {
		const id = insertTicket(world, values, Date.parse(day), day);
		tickets.push(id);
		const from = { type: TICKETS, id };
		if (contact !== undefined) world.links.add(from, { type: CONTACTS, id: contact }, kinds(16));
		if (company !== undefined) world.links.add(from, { type: COMPANIES, id: company }, kinds(26));
		const record = world.store(TICKETS).get(id);
		if (record !== undefined) {
			world.store(TICKETS).write(record, associationCounts(world, id), Date.parse(day), day, BY_HAND);
		}
	}
	for (const { ticket, day, body, owner } of moved(NOTES_SEED)) {
		const values = { hs_note_body: body, ...(owner === undefined ? {} : { hubspot_owner_id: owner }) };
		insertNote(world, values, Date.parse(day), day, tickets[ticket]);
	}
	for (const { type, ...activity } of ACTIVITIES_SEED) {
		const { ticket, made, at, values } = moved(activity);
		insertActivity(world, type, { hs_timestamp: at, ...values }, made, tickets[ticket] ?? '');
	}
}

/** A task, call or meeting of a ticket. */
function insertActivity(world: World, type: ObjectType, values: Values, made: string, ticketId: string): void {
	const id = world.store(type).takeId();
	const given = type === TASKS ? { ...TASK_DEFAULTS, ...values } : values;
	const own = { hs_createdate: made, hs_lastmodifieddate: made, hs_object_id: id };
	const source = { hs_object_source: 'CRM_UI', hs_object_source_label: 'CRM_UI' };
	const effects = type === TASKS ? taskEffects(undefined, given, made) : {};
	world.store(type).insert(id, { ...given, ...effects, ...own, ...source }, Date.parse(made), made, BY_HAND);
	const base = baseType(type, TICKETS);
	if (base !== undefined) world.links.add({ type, id }, { type: TICKETS, id: ticketId }, [base]);
}

/** A note past all checks, on a ticket where one is named. */
export function insertNote(world: World, values: Values, at: number, timestamp: string, ticketId?: string): string {
	const notes = world.store(NOTES);
	const id = notes.takeId();
	const own = { hs_createdate: new Date(at).toISOString(), hs_lastmodifieddate: timestamp, hs_object_id: id };
	const source = { hs_object_source: 'CRM_UI', hs_object_source_label: 'CRM_UI' };
	notes.insert(
		id,
		{ hs_timestamp: timestamp, ...values, ...noteEffects(values), ...own, ...source },
		at,
		timestamp,
		BY_HAND,
	);
	if (ticketId !== undefined) world.links.add({ type: NOTES, id }, { type: TICKETS, id: ticketId }, kinds(228));
	return id;
}

export function insertContact(world: World, values: Values, at: number, timestamp: string): string {
	const contacts = world.store(CONTACTS);
	const id = contacts.takeId();
	const timestamps = { createdate: timestamp, lastmodifieddate: timestamp, hs_object_id: id };
	contacts.insert(id, { ...values, ...contactEffects(values), ...timestamps }, at, timestamp, BY_HAND);
	return id;
}

/** A ticket past all checks, for seeds. */
export function insertTicket(world: World, values: Values, at: number, timestamp: string): string {
	const tickets = world.store(TICKETS);
	const id = tickets.takeId();
	const created = new Date(at).toISOString();
	const closed = world.pipelines.isClosed(values.hs_pipeline_stage);
	tickets.insert(
		id,
		{
			hs_pipeline: DEFAULT_PIPELINE,
			createdate: created,
			hs_createdate: created,
			...(closed ? { closed_date: timestamp, hs_last_closed_date: values.closed_date ?? timestamp } : {}),
			...values,
			hs_lastmodifieddate: timestamp,
			hs_object_id: id,
			hs_ticket_id: id,
			hs_is_closed: String(closed),
			hs_object_source: 'CRM_UI',
			hs_object_source_label: 'CRM_UI',
			hs_helpdesk_sort_timestamp: created,
		},
		at,
		timestamp,
		BY_HAND,
	);
	return id;
}

function kinds(...typeIds: number[]): AssociationType[] {
	return typeIds.flatMap((typeId) => associationType('HUBSPOT_DEFINED', typeId) ?? []);
}
