import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { restOperation } from '../../../shared/operations/restOperation';
import { campaign } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { rows, listOfRecords } from '../../transport/pagination';
import { campaignIn } from '../../parameters/values';

const properties = [campaign] as const satisfies INodeProperties[];

const reading = (part: string, texts: { name: string; action: string; description: string }): SingleOperation =>
	restOperation({
		...texts,
		properties: [...properties],
		send: thuliumRequest,
		request: (parameter, context, itemIndex) => ({
			method: 'GET',
			path: `/outbounds/${campaignIn(context, parameter('campaignId'), itemIndex)}/${part}`,
			retry: 'read',
			expects: listOfRecords,
		}),
		output: rows,
		concurrency: 2,
	});

export const getAgents = reading('agents', {
	name: 'Get Agents',
	action: 'Get the agents of a campaign',
	description: 'Get the agents who are assigned to a campaign',
});

export const getStatuses = reading('statuses', {
	name: 'Get Statuses',
	action: 'Get the statuses of a campaign',
	description: 'Get the statuses that the records of a campaign can have',
});
