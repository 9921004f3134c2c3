import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { recordIn } from '../../../shared/http/shapes';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { BatchOperation } from '../../../shared/operations/operation';
import { planBatch } from '../../../shared/operations/planBatch';
import type { Located, Parameter } from '../../../shared/parameters/types';
import { itemParameters } from '../../../shared/parameters/reader';
import { asRecords } from '../../../shared/operations/restOperation';
import type { AssociationSpec } from '../../crm/associations';
import {
	hubSpotDefined,
	TICKET_TO_COMPANY,
	TICKET_TO_CONTACT,
	TICKET_TO_PRIMARY_COMPANY,
} from '../../crm/associations';
import { writeInBatches } from '../../batch/write';
import { pipelineOf } from '../../crm/metadata';
import { commonFields, fieldProperties, mappedProperties, mapperField, pipelineField } from '../../crm/ticketFields';
import { hintAtWarnings } from '../../crm/executionHints';
import { linkOptions } from '../../crm/recordLink';
import { enrichTicket } from '../../crm/ticketLabels';
import type { IfMissing } from '../../crm/recordLookup';
import { COMPANY_MODES, CONTACT_MODES, isLookup, lookUpRecord } from '../../crm/recordLookup';
import { readIds } from '../../crm/recordId';
import { simplifyTicket } from '../../crm/ticket';
import { apiVersion, hubSpotRequest } from '../../transport';

const [content, owner, priority, source] = commonFields;

const properties = [
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		description: 'The name of the ticket',
	},
	pipelineField,
	resourceLocator({
		displayName: 'Stage',
		name: 'stageId',
		description: 'The status of the ticket within its pipeline',
		searchListMethod: 'searchStages',
		lookUp: 'stage',
		required: true,
		placeholder: '1',
		dependsOn: ['pipelineId.value'],
	}),
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Company IDs',
				name: 'companyIds',
				lookUp: 'company',
				kind: 'ids',
				type: 'string',
				default: '',
				placeholder: '301,302',
				description: 'Comma-separated IDs of companies to associate without a label',
			},
			{
				...resourceLocator({
					displayName: 'Contact',
					name: 'contactId',
					description: 'A contact to associate, also by its email address or phone number',
					searchListMethod: 'searchContacts',
					lookUp: 'contact',
					placeholder: '201',
					urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-1/201',
					modes: CONTACT_MODES,
				}),
				kind: 'located',
			},
			{
				displayName: 'Contact IDs',
				name: 'contactIds',
				lookUp: 'contact',
				kind: 'ids',
				type: 'string',
				default: '',
				placeholder: '201,202',
				description: 'Comma-separated IDs of several contacts to associate',
			},
			{
				displayName: 'Create Contact If Missing',
				name: 'createContact',
				type: 'boolean',
				default: false,
				description:
					'Whether to create the contact when HubSpot has none with the email address or phone number given in Contact',
			},
			content,
			owner,
			{
				...resourceLocator({
					displayName: 'Primary Company',
					name: 'primaryCompanyId',
					description: 'The company to associate as the primary one, also by its domain',
					searchListMethod: 'searchCompanies',
					lookUp: 'company',
					placeholder: '301',
					urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-2/301',
					modes: COMPANY_MODES,
				}),
				kind: 'located',
			},
			priority,
			source,
		],
	},
	mapperField,
	linkOptions,
] as const satisfies Parameter[];

const NOWHERE: Located = { mode: 'id', value: '' };

interface Association extends IDataObject {
	to: { id: number | string };
	types: AssociationSpec[];
}

/** IDs are text by HubSpot's description. Its page for version v3 writes numbers. */
function associate(context: IExecuteFunctions, ids: string[], typeId: number): Association[] {
	if (ids.length === 0) return [];
	const isOld = apiVersion(context) === 'v3';
	return ids.map((id) => ({ to: { id: isOld ? Number(id) : id }, types: [hubSpotDefined(typeId)] }));
}

type Additional = Partial<{
	companyIds: string[];
	contactId: Located;
	contactIds: string[];
	primaryCompanyId: Located;
}>;

async function associations(
	context: IExecuteFunctions,
	{ companyIds = [], contactId = NOWHERE, contactIds = [], primaryCompanyId = NOWHERE }: Additional,
	ifMissing: IfMissing,
	itemIndex: number,
): Promise<Association[]> {
	const ids = (field: string, kind: string, values: string[]) => readIds(context, { field, kind }, values, itemIndex);
	const located = async (field: string, kind: string, given: Located) => {
		const wanted = { field, kind, ifMissing, undone: 'The ticket was not created.' };
		const found = await lookUpRecord(context, wanted, given, itemIndex);
		if (found !== undefined) return [found];
		// An expression may yield several IDs.
		return isLookup(given.mode) ? [] : ids(field, kind, given.value.split(/[\s,;]+/).filter(Boolean));
	};
	const several = ids('Contact IDs', 'contacts', contactIds);
	const companies = ids('Company IDs', 'companies', companyIds);
	const primary = await located('Primary Company', 'companies', primaryCompanyId);
	if (primary.length > 1) {
		throw inputError(context, 'The field "Primary Company" has several IDs, but a ticket has one primary company', {
			itemIndex,
			description: 'Keep one of them, and enter the others under "Company IDs".',
		});
	}
	// Last, because it may create the contact: whatever else is wrong with the item is known by then.
	const contacts = [...new Set([...(await located('Contact', 'contacts', contactId)), ...several])];
	return [
		...associate(context, contacts, TICKET_TO_CONTACT),
		...associate(context, primary, TICKET_TO_PRIMARY_COMPANY),
		...associate(context, companies, TICKET_TO_COMPANY),
	];
}

async function ticketBody(context: IExecuteFunctions, itemIndex: number, mayCreate = true): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const additional = parameter('additionalFields');
	const { companyIds, contactId, contactIds, createContact = false, primaryCompanyId, ...fields } = additional;
	const stageId = parameter('stageId');
	const pipelineId = parameter('pipelineId') || (await pipelineOf(context, stageId));
	const given = {
		subject: parameter('subject'),
		...(pipelineId === undefined ? {} : { pipelineId }),
		stageId,
		...fields,
	};
	const values = {
		...(await mappedProperties(context, parameter('properties'), itemIndex)),
		...fieldProperties(given),
	};
	const links = await associations(
		context,
		{ companyIds, contactId, contactIds, primaryCompanyId },
		createContact ? (mayCreate ? 'create' : 'leaveOut') : 'refuse',
		itemIndex,
	);
	return {
		// A new ticket has nothing to clear.
		properties: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
		...(links.length === 0 ? {} : { associations: links }),
	};
}

/** By what stands in the node; a ticket without this option is read once. */
function mayMakeContacts(context: IExecuteFunctions): boolean {
	const { createContact = false } = recordIn(context.getNode().parameters.additionalFields);
	return createContact !== false;
}

const FIND_TICKET =
	'Look in HubSpot, or with Ticket: Search, for a ticket with the same name before you run this item again.';

export const create: BatchOperation = {
	name: 'Create',
	action: 'Create a ticket',
	description: 'Create a ticket; many items are created in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,
	enrich: enrichTicket,

	async execute(itemIndex) {
		const body = await ticketBody(this, itemIndex);
		const answer = await hubSpotRequest(
			this,
			{
				family: 'objects',
				method: 'POST',
				path: '/tickets',
				body,
				creates: 'new ticket',
				retry: 'unsafeWrite',
				reconcileHint: FIND_TICKET,
			},
			itemIndex,
		);
		const record = asRecords(answer);
		if (!Array.isArray(record)) hintAtWarnings(this, record);
		return record;
	},

	async executeBatch(itemIndexes) {
		if (!this.continueOnFail() && mayMakeContacts(this)) {
			// An item that ends the run must end it before a contact is made for another one.
			const read = async (itemIndex: number) => await ticketBody(this, itemIndex, false);
			await planBatch(this, itemIndexes, new Map(), read);
		}
		return await writeInBatches(this, itemIndexes, {
			path: '/tickets/batch/create',
			retry: 'unsafeWrite',
			singleFallback: { none: 'A new ticket has no ID that could have been merged away.' },
			reconcileHint: FIND_TICKET,
			input: async (itemIndex) => ({ body: await ticketBody(this, itemIndex) }),
		});
	},
};
