import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http';
import { isRecord } from '../../shared/rest';
import { hubSpotRequest, results } from '../transport';
import type { Ticket } from './tickets';

export interface OutputSettings {
	propertiesToReturn: 'all' | 'chosen' | 'default';
	properties: string[];
	simplify: boolean;
}

/** What HubSpot returns when it is not asked (spec 5.1), and who is in charge. */
const DEFAULT_PROPERTIES = [
	'content',
	'createdate',
	'hs_lastmodifieddate',
	'hs_object_id',
	'hs_pipeline',
	'hs_pipeline_stage',
	'hs_ticket_category',
	'hs_ticket_priority',
	'hubspot_owner_id',
	'subject',
];

/** The filters are checked against these. */
const ALWAYS = ['hs_lastmodifieddate', 'hs_pipeline', 'hs_pipeline_stage'];

/** The names of the properties to read. */
export async function propertyNames(context: ApiContext, settings: OutputSettings): Promise<string[]> {
	if (settings.propertiesToReturn === 'default') return DEFAULT_PROPERTIES;
	if (settings.propertiesToReturn === 'chosen') return [...new Set([...settings.properties, ...ALWAYS])];
	const body = await hubSpotRequest(context, { family: 'properties', method: 'GET', path: '/tickets', retry: 'read' });
	return results(body)
		.filter(({ archived }) => archived !== true)
		.map(({ name }) => String(name));
}

/** The ticket with its properties beside its ID, or as HubSpot gave it; what happened to it comes last. */
export function toItem(ticket: Ticket, fields: IDataObject, { simplify }: OutputSettings): INodeExecutionData {
	if (!simplify) return { json: { ...ticket, ...fields } };
	const { id, createdAt, updatedAt, archived, url } = ticket;
	return {
		json: {
			...(isRecord(ticket.properties) ? ticket.properties : {}),
			id,
			createdAt,
			updatedAt,
			archived,
			...(url === undefined ? {} : { url }),
			...fields,
		},
	};
}
