import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import type { Parameter } from '../../../shared/parameters/types';
import { dateReader } from '../../parameters/dates';
import { filled, numericId } from '../../parameters/values';

/** What a record of a campaign can be given. */
export const recordFields = [
	resourceLocator({
		displayName: 'Agent',
		name: 'agentLogin',
		description:
			'The agent who calls; needed for a status whose system_status is MY_RECORD, see Campaign: Get Statuses',
		searchListMethod: 'searchAgents',
		lookUp: 'agent',
		byLabel: 'By Login',
		placeholder: 'testowy.agent17',
	}),
	{
		displayName: 'Dictionary Status ID',
		name: 'dictionaryStatusId',
		type: 'string',
		kind: 'id',
		of: 'status',
		default: '',
		placeholder: '3',
		description:
			'Instead of Status: the ID of a status that all campaigns share, as Campaign: Get Statuses returns it in dictionary_status_id',
	},
	{
		displayName: 'Next Call Date',
		name: 'nextCallDate',
		type: 'dateTime',
		default: '',
		description:
			'When to call; needed for a status whose system_status is MY_RECORD or CALL_NO_SOONER_THAN, see Campaign: Get Statuses',
	},
	{
		displayName: 'Order',
		name: 'order',
		type: 'number',
		default: 0,
		description: 'Position of the record in the campaign',
	},
	resourceLocator({
		displayName: 'Status',
		name: 'statusId',
		description: 'A status of this campaign',
		searchListMethod: 'searchCampaignStatuses',
		lookUp: 'campaignStatus',
		placeholder: '1',
		dependsOn: ['campaignId.value'],
	}),
] as const satisfies Parameter[];

export interface RecordFields {
	agentLogin?: string;
	dictionaryStatusId?: string;
	nextCallDate?: string;
	order?: number;
	statusId?: string;
}

/** The body fields for them; only those that are filled in. @param collection What the panel shows them under. */
export async function recordBody(
	context: IExecuteFunctions,
	given: RecordFields,
	collection: 'Additional Fields' | 'Update Fields',
	itemIndex: number,
): Promise<IDataObject> {
	const readDate = await dateReader(context, itemIndex);
	return filled({
		status_id: given.statusId,
		dictionary_status_id: numericId(given.dictionaryStatusId?.trim()),
		agent_login: given.agentLogin,
		next_call_date: readDate(`${collection} > Next Call Date`, given.nextCallDate),
		order: given.order,
	});
}

/** How a person finds out whether a record was added. */
export const FIND_RECORD =
	'Look at the records of the campaign in Thulium, or with Campaign Record: Get, before you run this item again.';
