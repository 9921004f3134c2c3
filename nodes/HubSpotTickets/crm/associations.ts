import type { IDataObject } from 'n8n-workflow';

import { pathPart } from '../../shared/http/url';
import { executionCache } from '../transport/executionCache';
import { hubSpotRequest, results, wholeList } from '../transport';
import { safeNumber, safeString } from '../../shared/safeConversion';
import { recordIn, recordOf, type Shape } from '../../shared/http/shapes';
import { isId } from './record';

/** How two records are associated, in the direction ticket to other. */
export interface AssociationLabel {
	category: string;
	typeId: number;
	/** Empty for the type without a label. */
	label: string;
}

/** What a create or a labeled association sends. */
export interface AssociationSpec extends IDataObject {
	associationCategory: string;
	associationTypeId: number;
}

export const TICKET_TO_CONTACT = 16;
export const TICKET_TO_PRIMARY_COMPANY = 26;
export const TICKET_TO_COMPANY = 339;

/** The types without a label, by the plural name used in paths. */
export const DEFAULT_TYPES: Record<string, number> = {
	calls: 219,
	companies: TICKET_TO_COMPANY,
	contacts: TICKET_TO_CONTACT,
	deals: 28,
	emails: 223,
	meetings: 225,
	notes: 227,
	tasks: 229,
	tickets: 452,
};

/** The drop-down of every field that names a kind of record. */
export const OBJECT_TYPE_OPTIONS = [
	{ name: 'Call', value: 'calls' },
	{ name: 'Company', value: 'companies' },
	{ name: 'Contact', value: 'contacts' },
	{ name: 'Deal', value: 'deals' },
	{ name: 'Email', value: 'emails' },
	{ name: 'Meeting', value: 'meetings' },
	{ name: 'Note', value: 'notes' },
	{ name: 'Task', value: 'tasks' },
	{ name: 'Ticket', value: 'tickets' },
] as const;

/** What the type without a label is called in lists. */
export const NO_LABEL = 'No Label';

export function hubSpotDefined(associationTypeId: number): AssociationSpec {
	return { associationCategory: 'HUBSPOT_DEFINED', associationTypeId };
}

/** What a label has to have, so that records can be associated by it. */
export const ASSOCIATION_LABEL: Shape = (label) =>
	isId(recordIn(label).typeId) ? recordOf('category')(label) : 'typeId';

/** All types between a ticket and the named kind of record, with the account's own labels. */
export const associationLabels = executionCache<AssociationLabel[]>(async (context, toObjectType) => {
	const body = await hubSpotRequest(context, {
		family: 'associations',
		method: 'GET',
		path: `/tickets/${pathPart('Associated Object', toObjectType)}/labels`,
		retry: 'read',
		expects: wholeList(ASSOCIATION_LABEL),
	});
	return results(body).map((entry) => ({
		category: safeString(entry.category),
		typeId: safeNumber(entry.typeId),
		label: typeof entry.label === 'string' ? entry.label : '',
	}));
});
