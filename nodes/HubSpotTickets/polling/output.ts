import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import { orderFields } from '../../shared/operations/orderFields';
import { addCustomers } from '../batch/customers';
import { simplifyTicket } from '../crm/ticket';
import { currentLabeler } from '../crm/ticketLabels';
import { hubSpotRequest, results, wholeList } from '../transport';
import { DEFAULT_PROPERTIES, SIMPLIFIED_PROPERTIES } from '../crm/returnedFields';
import type { TriggerEvent } from './types';
import { safeString } from '../../shared/safeConversion';
import { recordOf } from '../../shared/http/shapes';

export interface OutputSettings {
	propertySelection: 'all' | 'default' | 'selected';
	/** Internal names. */
	propertyNames: string[];
	simplify: boolean;
	/** Whether each ticket comes with who it is about. */
	customer: boolean;
}

/** The trigger itself needs these. */
const ALWAYS = ['hs_lastmodifieddate', 'hs_pipeline', 'hs_pipeline_stage'];

/**
 * The names of the properties to read, with those that the filters look at. Those of the account are asked for in every
 * poll that needs them: the context of a trigger lives for as long as the workflow is active, so nothing is kept with it.
 */
export async function propertyNames(
	context: ApiContext,
	{ propertySelection, propertyNames: selected, simplify }: OutputSettings,
	filtered: string[] = [],
): Promise<string[]> {
	if (propertySelection === 'all') {
		const request = {
			family: 'properties',
			method: 'GET',
			path: '/tickets',
			retry: 'read',
			expects: wholeList(recordOf('name')),
		} as const;
		const all = results(await hubSpotRequest(context, request)).filter(({ archived }) => archived !== true);
		return [...new Set([...all.map(({ name }) => safeString(name)), ...filtered])];
	}
	const own =
		propertySelection === 'selected' && selected.length > 0
			? selected
			: simplify
				? SIMPLIFIED_PROPERTIES
				: DEFAULT_PROPERTIES;
	return [...new Set([...own, ...ALWAYS, ...filtered])];
}

/** Without the histories, which served to find out what happened, and with the properties beside the ID. */
function simplified(record: IDataObject): IDataObject {
	return simplifyTicket(Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'propertiesWithHistory')));
}

/** Which ticket it is, and what happened to it. */
const FIRST = ['id', 'subject', 'stageLabel', 'previousStageLabel', 'propertyName', 'previousValue', 'newValue'];

/** The ticket with what happened to it: its properties beside its ID, or as HubSpot gave it. */
function toItem(
	{ ticket, fields, note }: TriggerEvent,
	{ simplify }: OutputSettings,
	labels: IDataObject,
): INodeExecutionData {
	const shown = (record: IDataObject) => (simplify ? simplified(record) : record);
	const whole = simplify ? { ...ticket, labels } : ticket;
	const json = { ...shown(whole), ...fields, ...(note === undefined ? {} : { note: shown(note) }) };
	return { json: simplify ? orderFields(FIRST, json) : json };
}

/** The items of one poll. What happened says itself what the stage was called at that moment. */
export async function toItems(
	context: ApiContext,
	events: readonly TriggerEvent[],
	output: OutputSettings,
): Promise<INodeExecutionData[]> {
	const labelsOf = currentLabeler(context);
	await addCustomers(
		context,
		events.map(({ ticket }) => ticket),
		output,
	);
	const items: INodeExecutionData[] = [];
	for (const event of events) items.push(toItem(event, output, output.simplify ? await labelsOf(event.ticket) : {}));
	return items;
}
