import type { ObjectType } from '../types';
import { CALLS, COMPANIES, CONTACTS, MEETINGS, NOTES, TASKS, TICKETS } from './objectTypes';

/** One direction of a kind of association. */
export interface AssociationType {
	typeId: number;
	category: 'HUBSPOT_DEFINED' | 'USER_DEFINED';
	label: string | null;
	/** The name used in `associations.*.results[].type` of a record. */
	name: string;
	from: ObjectType;
	to: ObjectType;
	inverseId: number;
	/** The unlabeled type between the two: every labeled association also has it. */
	base: boolean;
	/** A record has one of these at most. */
	primary: boolean;
}

type Side = readonly [typeId: number, name: string];
type Kind = Partial<Pick<AssociationType, 'label' | 'category' | 'base' | 'primary'>>;

function both(from: ObjectType, to: ObjectType, forth: Side, back: Side, kind: Kind): AssociationType[] {
	const shared = { category: 'HUBSPOT_DEFINED', label: null, base: false, primary: false, ...kind } as const;
	const there: AssociationType = { ...shared, typeId: forth[0], name: forth[1], from, to, inverseId: back[0] };
	if (forth[0] === back[0]) return [there];
	// Only the ticket has one primary company; a company is that of many tickets.
	return [
		there,
		{ ...shared, primary: false, typeId: back[0], name: back[1], from: to, to: from, inverseId: forth[0] },
	];
}

export const ASSOCIATION_TYPES: readonly AssociationType[] = [
	...both(TICKETS, CONTACTS, [16, 'ticket_to_contact'], [15, 'contact_to_ticket'], { base: true }),
	...both(TICKETS, COMPANIES, [339, 'ticket_to_company_unlabeled'], [340, 'company_to_ticket_unlabeled'], {
		base: true,
	}),
	...both(TICKETS, COMPANIES, [26, 'ticket_to_company'], [25, 'company_to_ticket'], {
		label: 'Primary',
		primary: true,
	}),
	...both(TICKETS, TICKETS, [452, 'ticket_to_ticket'], [452, 'ticket_to_ticket'], { base: true }),
	...both(TICKETS, NOTES, [227, 'ticket_to_note'], [228, 'note_to_ticket'], { base: true }),
	...both(TICKETS, TASKS, [229, 'ticket_to_task'], [230, 'task_to_ticket'], { base: true }),
	...both(TICKETS, CALLS, [219, 'ticket_to_call'], [220, 'call_to_ticket'], { base: true }),
	...both(TICKETS, MEETINGS, [225, 'ticket_to_meeting_event'], [226, 'meeting_event_to_ticket'], { base: true }),
	// Labels that this account's admins made.
	...both(TICKETS, CONTACTS, [101, 'reporter'], [102, 'reported_by'], { label: 'Reporter', category: 'USER_DEFINED' }),
	...both(TICKETS, CONTACTS, [105, 'on_site'], [106, 'on_site_of'], { label: 'On site', category: 'USER_DEFINED' }),
	...both(TICKETS, COMPANIES, [103, 'reseller'], [104, 'reseller_of'], { label: 'Reseller', category: 'USER_DEFINED' }),
];

export function associationType(category: string, typeId: number): AssociationType | undefined {
	return ASSOCIATION_TYPES.find((type) => type.category === category && type.typeId === typeId);
}

export function typesBetween(from: ObjectType, to: ObjectType): AssociationType[] {
	return ASSOCIATION_TYPES.filter((type) => type.from === from && type.to === to);
}

export function baseType(from: ObjectType, to: ObjectType): AssociationType | undefined {
	return typesBetween(from, to).find((type) => type.base);
}

export function inverseOf(type: AssociationType): AssociationType | undefined {
	return ASSOCIATION_TYPES.find((candidate) => candidate.typeId === type.inverseId && candidate.from === type.to);
}
