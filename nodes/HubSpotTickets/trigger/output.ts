import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http';
import { simplifyTicket } from '../ticket';
import { hubSpotRequest, results } from '../transport';
import { DEFAULT_PROPERTIES } from '../view';
import type { Ticket } from './tickets';

export interface OutputSettings {
	propertySelection: 'all' | 'default' | 'selected';
	propertyNames: string[];
	simplify: boolean;
}

/** The trigger itself judges by these. */
const ALWAYS = ['hs_lastmodifieddate', 'hs_pipeline', 'hs_pipeline_stage'];

/**
 * The names of the properties to read. Those of the account are asked for in every poll that needs them: the context
 * of a trigger lives for as long as the workflow is active, so nothing is kept with it.
 */
export async function propertyNames(
	context: ApiContext,
	{ propertySelection, propertyNames: selected }: OutputSettings,
): Promise<string[]> {
	if (propertySelection === 'all') {
		const request = { family: 'properties', method: 'GET', path: '/tickets', retry: 'read' } as const;
		const all = results(await hubSpotRequest(context, request)).filter(({ archived }) => archived !== true);
		return all.map(({ name }) => String(name));
	}
	if (propertySelection === 'selected' && selected.length > 0) return [...new Set([...selected, ...ALWAYS])];
	return DEFAULT_PROPERTIES;
}

/** The ticket with what happened to it: its properties beside its ID, or as HubSpot gave it. */
export function toItem(ticket: Ticket, fields: IDataObject, { simplify }: OutputSettings): INodeExecutionData {
	if (!simplify) return { json: { ...ticket, ...fields } };
	const record = Object.fromEntries(Object.entries(ticket).filter(([key]) => key !== 'propertiesWithHistory'));
	return { json: { ...simplifyTicket(record), ...fields } };
}
