import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { BatchOperation } from '../../../shared/operations/operation';
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
import { resolvePlace } from '../../crm/place';
import { hintAtWarnings } from '../../crm/executionHints';
import { addRecordLink, linkOptions } from '../../crm/recordLink';
import { readIds, simplifyTicket } from '../../crm/ticket';
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
				type: 'string',
				default: '',
				placeholder: '301,302',
				description: 'Comma-separated IDs of companies to associate without a label',
			},
			resourceLocator({
				displayName: 'Contact',
				name: 'contactId',
				description: 'A contact to associate, chosen from the list or by its ID',
				searchListMethod: 'searchContacts',
				placeholder: '201',
			}),
			{
				displayName: 'Contact IDs',
				name: 'contactIds',
				type: 'string',
				default: '',
				placeholder: '201,202',
				description: 'Comma-separated IDs of several contacts to associate',
			},
			content,
			owner,
			resourceLocator({
				displayName: 'Primary Company',
				name: 'primaryCompanyId',
				description: 'The company to associate as the primary one, chosen from the list or by its ID',
				searchListMethod: 'searchCompanies',
				placeholder: '301',
			}),
			priority,
			source,
		],
	},
	mapperField,
	linkOptions,
] as const satisfies INodeProperties[];

interface Association extends IDataObject {
	to: { id: number | string };
	types: AssociationSpec[];
}

/** IDs are text by HubSpot's description. Its page for version v3 writes numbers. */
function associate(context: IExecuteFunctions, ids: string[], typeId: number): Association[] {
	const isOld = apiVersion(context) === 'v3';
	return ids.map((id) => ({ to: { id: isOld ? Number(id) : id }, types: [hubSpotDefined(typeId)] }));
}

async function ticketBody(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const parameter = itemParameters(context, itemIndex, properties);
	const additional = parameter('additionalFields');
	const { companyIds = '', contactId = '', contactIds = '', primaryCompanyId = '', ...fields } = additional;
	const place = { pipelineId: parameter('pipelineId') || undefined, stageId: parameter('stageId') };
	const { stageId, pipelineId = await pipelineOf(context, stageId) } = await resolvePlace(context, place, itemIndex);
	const given = {
		subject: parameter('subject'),
		...(pipelineId === undefined ? {} : { pipelineId }),
		stageId,
		...fields,
	};
	const values = {
		...(await mappedProperties(context, parameter('properties'), itemIndex)),
		...(await fieldProperties(context, given, itemIndex)),
	};
	const ids = (field: string, text: string) => readIds(context, field, text, itemIndex);
	const primary = ids('Primary Company', primaryCompanyId);
	if (primary.length > 1) {
		throw inputError(context, 'The field "Primary Company" has several IDs, but a ticket has one primary company', {
			itemIndex,
			description: 'Keep one of them, and enter the others under "Company IDs".',
		});
	}
	const associations = [
		...associate(
			context,
			[...new Set([...ids('Contact', contactId), ...ids('Contact IDs', contactIds)])],
			TICKET_TO_CONTACT,
		),
		...associate(context, primary, TICKET_TO_PRIMARY_COMPANY),
		...associate(context, ids('Company IDs', companyIds), TICKET_TO_COMPANY),
	];
	return {
		// A new ticket has nothing to clear.
		properties: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
		...(associations.length === 0 ? {} : { associations }),
	};
}

const FIND_TICKET =
	'Look in HubSpot, or with Ticket: Search, for a ticket with the same name before you run this item again.';

export const create: BatchOperation = {
	name: 'Create',
	action: 'Create a ticket',
	description: 'Create a ticket; many items are created in batches of 100',
	properties: [...properties],
	simplify: simplifyTicket,
	enrich: addRecordLink,

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
		return await writeInBatches(this, itemIndexes, {
			path: '/tickets/batch/create',
			retry: 'unsafeWrite',
			singleFallback: { none: 'A new ticket has no ID that could have been merged away.' },
			reconcileHint: FIND_TICKET,
			input: async (itemIndex) => ({ body: await ticketBody(this, itemIndex) }),
		});
	},
};
